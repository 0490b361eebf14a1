import { keySuiteWords } from '#iso8583/dialect.ts'
import { Button } from '../../web/ui/button.tsx'
import { Card, Facts } from '../../web/ui/surface.tsx'
import { useToast } from '../../web/ui/toast.tsx'
import { useBoth, useWords } from '../../web/wording.ts'
import type { Opened } from './opened.ts'
import { testWords } from './words.ts'

const code = (text: string | number) => <span className="code">{text}</span>

/** What a terminal must be told to take part in this run, and the line that starts the simulated one. */
export const Parameters = ({ opened }: { opened: Opened }) => {
  const t = useWords(testWords)
  const both = useBoth()
  const tell = useToast()
  const copy = () =>
    navigator.clipboard.writeText(opened.command).then(
      () => tell(t('copied')),
      () => tell(t('notCopied')),
    )
  return (
    <>
      <Card title={t('parameters')}>
        <Facts
          rows={[
            [t('host'), code(opened.host)],
            [t('port'), code(opened.port)],
            [t('dialect'), code(`${opened.dialect.name} ${opened.dialect.version}`)],
            [t('terminalNo'), code(opened.terminalNo)],
            [t('merchantNo'), code(opened.merchantNo)],
            [t('keySuite'), both(keySuiteWords[opened.keySuite])],
            [t('testKey'), code(opened.testMasterKey)],
          ]}
        />
        <p className="soft small">{t('testKeyWhy')}</p>
      </Card>
      <Card title={t('command')}>
        <p className="soft">{t('commandWhy')}</p>
        <pre className="command" tabIndex={0} role="region" aria-label={t('command')}>
          <code>{opened.command}</code>
        </pre>
        <Button onClick={() => void copy()}>{t('copy')}</Button>
      </Card>
    </>
  )
}
