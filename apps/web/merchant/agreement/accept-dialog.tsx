import { useState } from 'react'
import type { Finding } from '../../findings/finding-card.tsx'
import { findingWords } from '../../findings/words.ts'
import { useCommand } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { common } from '../../words.ts'
import { useBoth, useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { agreementWords } from './words.ts'

type Given = {
  finding: (Finding & { findingId: string }) | null
  digest: string
  onClose: () => void
}

/** One trap accepted with open eyes: its words, why it harms, what follows, and a tick of its own before the press. */
export const AcceptDialog = ({ finding, digest, onClose }: Given) => {
  const t = useWords(agreementWords)
  const f = useWords(findingWords)
  const c = useWords(common)
  const both = useBoth()
  const caseId = useCaseId()
  const [read, setRead] = useState('')
  const accept = useCommand('agreements.accept-finding')
  const close = () => {
    setRead('')
    accept.reset()
    onClose()
  }
  return (
    <Dialog
      open={finding !== null}
      onClose={close}
      title={t('acceptTitle')}
      actions={
        <>
          <Button onClick={close}>{c('cancel')}</Button>
          <Button
            kind="primary"
            busy={accept.busy}
            disabled={finding === null || read !== finding.findingId}
            onClick={() => finding && accept.send({ caseId, findingId: finding.findingId, digest }, close)}
          >
            {t('acceptKnowingly')}
          </Button>
        </>
      }
    >
      {finding && (
        <>
          <blockquote className="quoted">{finding.quote}</blockquote>
          <h3>{f('why')}</h3>
          <p>{both(finding.why)}</p>
          <h3>{t('consequence')}</h3>
          <p>{t('acceptWhy')}</p>
          <label className="row">
            <input
              type="checkbox"
              checked={read === finding.findingId}
              onChange={(event) => setRead(event.target.checked ? finding.findingId : '')}
            />
            <span className="grow">{t('acceptRead')}</span>
          </label>
        </>
      )}
      <ProblemNotice problem={accept.problem} />
    </Dialog>
  )
}
