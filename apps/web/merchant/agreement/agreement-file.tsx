import { useAgreementFile } from '../../use-agreement-file.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { agreementWords } from './words.ts'

/** The very file that is signed, or the sealed copy, to keep on one's own device; a change's is its supplement. */
export const AgreementFile = ({ sealed, changeId }: { sealed: boolean; changeId?: string }) => {
  const t = useWords(agreementWords)
  const tell = useToast()
  const file = useAgreementFile(useCaseId(), changeId)
  return (
    <>
      <p className="soft small">{t('downloadWhy')}</p>
      <ProblemNotice problem={file.problem} />
      <Button busy={file.busy} onClick={() => file.save(() => tell(t('saved')))}>
        {t(sealed ? 'downloadSealed' : changeId === undefined ? 'download' : 'downloadSupplement')}
      </Button>
    </>
  )
}
