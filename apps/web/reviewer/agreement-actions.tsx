import { ConfirmAction } from '../console/confirm-action.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

export const Generate = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  return (
    <ConfirmAction
      name="agreements.generate"
      input={{ caseId }}
      label={t('generate')}
      done={t('generated')}
      primary
    >
      <p>{t('generateWhy')}</p>
    </ConfirmAction>
  )
}

/** Signs exactly the text whose digest is shown; a text changed meanwhile is refused. */
export const Countersign = ({
  caseId,
  agreement,
}: {
  caseId: string
  agreement: NonNullable<CaseView['agreement']>
}) => {
  const t = useWords(reviewerWords)
  return (
    <ConfirmAction
      name="agreements.countersign"
      input={{ caseId, digest: agreement.digest }}
      label={t('countersign')}
      done={t('countersigned')}
      primary
    >
      <p>{t('countersignWhy')}</p>
      <p className="code">{agreement.digest}</p>
    </ConfirmAction>
  )
}
