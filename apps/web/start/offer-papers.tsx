import type { InputOf } from '#api/calls.ts'
import { useState } from 'react'
import { ReadingProgress } from '../findings/reading-progress.tsx'
import { Contradictions } from '../findings/together.tsx'
import { togetherWords } from '../findings/together-words.ts'
import { useReading } from '../findings/use-reading.ts'
import { useCommand } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Select, TextArea } from '../ui/fields.tsx'
import { FileInput } from '../ui/file-input.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'

type Paper = InputOf<'guard.together'>['papers'][number]
type Kind = NonNullable<Paper['kind']>
const kinds = ['promise', 'fee-sheet', 'agreement'] as const
const mostPapers = 6

/** Other papers of the same offer beside a checked one; they stay on this page and are sent only to be compared. */
export const OfferPapers = ({ checked }: { checked: string }) => {
  const t = useWords(togetherWords)
  const [papers, setPapers] = useState<readonly Paper[]>([])
  const [kind, setKind] = useState<Kind>('promise')
  const [text, setText] = useState('')
  const compare = useCommand('guard.together')
  const check = useCommand('guard.check')
  const reading = useReading()

  const put = (added: readonly Paper[]) => {
    setPapers(added)
    compare.reset()
    if (added.length > 0)
      compare.send({ papers: [{ name: t('checked'), kind: 'agreement', text: checked }, ...added] })
  }
  const add = () => {
    const n = papers.filter((each) => each.kind === kind).length + 1
    put([...papers, { name: t('paper', { kind: t(kind), n }), kind, text }])
    setText('')
  }
  const takeFile = async (file: File) => {
    if (file.name.toLowerCase().endsWith('.txt')) return setText(await file.text())
    const read = await reading.read([file])
    if (read === null) return
    check.send({ readingId: read.readingId }, ({ text: words }) => {
      setText(words)
      reading.letGo(read.readingId)
    })
  }
  return (
    <Card title={t('title')}>
      <p className="soft">{t('lead')}</p>
      {papers.length > 0 && (
        <ul className="stack tight" aria-label={t('held')}>
          {papers.map((paper, at) => (
            <li key={paper.name} className="row between">
              <span>{paper.name}</span>
              <Button kind="quiet" small onClick={() => put(papers.filter((_, each) => each !== at))}>
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {compare.data && papers.length > 0 && <Contradictions items={compare.data.items} />}
      <ProblemNotice problem={compare.problem} />
      {papers.length < mostPapers - 1 && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <Select
            label={t('kind')}
            value={kind}
            onChange={setKind}
            choices={kinds.map((value) => ({ value, label: t(value) }))}
          />
          <TextArea
            label={t('words')}
            help={t('wordsHelp')}
            value={text}
            onChange={setText}
            carries="file"
            rows={4}
            maxLength={200_000}
            required
          />
          <FileInput
            label={t('fromFile')}
            accept=".txt,.md,.html,.htm,.docx,.pdf,.png,.jpg,.jpeg"
            busy={check.busy || reading.far !== null}
            onFile={(file) => void takeFile(file)}
          />
          <ReadingProgress far={reading.far} onCancel={reading.cancel} />
          <ProblemNotice problem={reading.problem ?? check.problem} />
          <Button kind="primary" type="submit" busy={compare.busy}>
            {t('compare')}
          </Button>
        </form>
      )}
    </Card>
  )
}
