import { useState } from 'react'
import { useCommand } from '../../queries.ts'
import { saveFile } from '../../save-file.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Card } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import type { Exported } from './export-page.ts'
import { myDataWords } from './words.ts'

/** Everything kept about the merchant, asked page by page and handed over as a file. Nothing of it stays in this page. */
export const Export = () => {
  const t = useWords(myDataWords)
  const tell = useToast()
  const [making, setMaking] = useState<'json' | 'page' | null>(null)
  const { run, problem } = useCommand('vault.export')
  const gather = async (): Promise<Exported> => {
    const { next: first, ...whole } = await run({})
    const cases = [...whole.cases]
    for (let after = first; after !== null; ) {
      const page = await run({ after })
      cases.push(...page.cases)
      after = page.next
    }
    return { ...whole, cases }
  }
  const save = async (as: 'json' | 'page') => {
    setMaking(as)
    try {
      const exported = await gather()
      const name = `fangxin-my-data-${exported.exportedAt.slice(0, 10)}`
      if (as === 'json')
        saveFile(`${name}.json`, `${JSON.stringify(exported, null, 2)}\n`, 'application/json;charset=utf-8')
      else {
        const { exportPage } = await import('./export-page.ts')
        saveFile(`${name}.html`, exportPage(exported), 'text/html;charset=utf-8')
      }
      tell(t('saved'))
    } catch {
      // What was refused shows itself below.
    } finally {
      setMaking(null)
    }
  }
  return (
    <Card title={t('export')}>
      <p>{t('exportLead')}</p>
      <p className="soft small">{t('exportPapers')}</p>
      <ProblemNotice problem={problem} />
      <div className="row">
        <Button busy={making === 'json'} onClick={() => void save('json')}>
          {t('saveJson')}
        </Button>
        <Button busy={making === 'page'} onClick={() => void save('page')}>
          {t('savePage')}
        </Button>
      </div>
    </Card>
  )
}
