import { useState } from 'react'
import { useCommand } from '../../queries.ts'
import type { Talk } from '../../talk/thread.tsx'
import { talkWords } from '../../talk/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select, TextArea } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'

/** A place of the text to ask about; with a finding, the answer counts for it too. */
export type AskPlace = { readonly start: number; readonly end: number; readonly findingId?: string }

type Given = {
  open: boolean
  onClose: () => void
  agreementId: string
  text: string
  clauses: Talk['clauses']
  /** Chosen beforehand, from a finding. */
  place: AskPlace | null
}

const short = (words: string) => (words.length > 28 ? `${words.slice(0, 28)}…` : words)

/** A question about one clause, in the merchant's own words. */
export const AskDialog = ({ open, onClose, agreementId, text, clauses, place }: Given) => {
  const t = useWords(talkWords)
  const tell = useToast()
  const caseId = useCaseId()
  const [chosen, choose] = useState('')
  const [words, setWords] = useState('')
  const ask = useCommand('questions.ask')
  const clause = clauses.find(({ start }) => String(start) === chosen)
  const at = place ?? clause
  const close = () => {
    ask.reset()
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={t('ask')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (!at) return
          const { start, end } = at
          const finding = place?.findingId === undefined ? {} : { findingId: place.findingId }
          ask.send({ caseId, agreementId, start, end, ...finding, text: words.trim() }, () => {
            tell(t('asked'))
            setWords('')
            choose('')
            onClose()
          })
        }}
      >
        {place === null && (
          <Select
            label={t('which')}
            value={chosen}
            onChange={choose}
            required
            empty={t('chooseClause')}
            choices={clauses.map(({ clause: name, start, end }) => ({
              value: String(start),
              label: `${name}　${short(text.slice(start, end))}`,
            }))}
          />
        )}
        {at && <blockquote className="quoted">{text.slice(at.start, at.end)}</blockquote>}
        <TextArea label={t('yourQuestion')} value={words} onChange={setWords} required maxLength={1000} />
        <ProblemNotice problem={ask.problem} />
        <Button kind="primary" type="submit" busy={ask.busy}>
          {t('sendQuestion')}
        </Button>
      </form>
    </Dialog>
  )
}
