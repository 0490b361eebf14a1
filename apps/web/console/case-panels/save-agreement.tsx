import { BusyButton } from '../busy-button.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAgreementFile } from '../../use-agreement-file.ts'
import { useWords } from '../../wording.ts'
import { panelWords } from './words.ts'

type Given = { caseId: string; changeId?: string; sealed: boolean }

/** For a desk that is a party; the provider keeps the text, not the signed copy. */
export const SaveAgreement = ({ caseId, changeId, sealed }: Given) => {
  const t = useWords(panelWords)
  const tell = useToast()
  const file = useAgreementFile(caseId, changeId)
  const unsealed = changeId === undefined ? 'saveAgreement' : 'saveSupplement'
  return (
    <div className="stack">
      <ProblemNotice problem={file.problem} />
      <div>
        <BusyButton busy={file.busy} onClick={() => file.save(() => tell(t('agreementSaved')))}>
          {t(sealed ? 'saveSealed' : unsealed)}
        </BusyButton>
      </div>
    </div>
  )
}
