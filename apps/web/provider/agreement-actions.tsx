import Input from 'antd/es/input'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { AttachFile } from './attach-file.tsx'
import { Notice } from '../ui/notice.tsx'
import { useWords } from '../wording.ts'
import { providerWords } from './words.ts'

/** The text of the agreement: written by the platform from the proposal, or brought and checked. */
export const AgreementActions = ({ caseId }: { caseId: string }) => {
  const t = useWords(providerWords)
  const intro = <Notice title={t('attachIntro')} />
  return (
    <>
      <ConfirmAction
        name="agreements.generate"
        input={{ caseId }}
        label={t('generate')}
        done={t('generated')}
        primary
      >
        <p>{t('generateWhy')}</p>
      </ConfirmAction>
      <FormAction<'agreements.attach-text', { text: string }>
        name="agreements.attach-text"
        label={t('attachText')}
        initial={{}}
        input={({ text }) => ({ caseId, text })}
        intro={intro}
        done={t('attached')}
      >
        <FormField name="text" carries="document" label={t('agreementText')}>
          <Input.TextArea rows={16} maxLength={200_000} />
        </FormField>
      </FormAction>
      <AttachFile caseId={caseId} intro={intro} />
    </>
  )
}
