import Input from 'antd/es/input'
import { WholeInput } from '../console/amount-input.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { type CaseView, optionsOf } from '../console/vocabulary.ts'
import { dataLineWords } from '../domain-words.ts'
import { Notice } from '../ui/notice.tsx'
import { useBoth, useWords } from '../wording.ts'
import { ModelSelect, useKindOf } from '../console/model-select.tsx'
import { proposalFrom } from './proposal-draft.ts'
import { QuotePreview } from './quote-preview.tsx'
import { type ServiceDraft, type TermsDraft, type WholeTerms, termsOf } from './terms-draft.ts'
import { ServiceFields, TermsFields } from './terms-fields.tsx'
import { providerWords } from './words.ts'

type DataLine = CaseView['proposals'][number]['dataLine']
type Draft = {
  modelCode: string
  quantity: number
  position: string
  dataLine: DataLine
  terms: TermsDraft
  serviceLevel: Required<ServiceDraft>
}

/** A version of the proposal, begun from the chosen offer and what the survey found. */
export const ProposalAction = ({ value }: { value: CaseView }) => {
  const t = useWords(providerWords)
  const both = useBoth()
  const kindOf = useKindOf()
  const draft = proposalFrom(value)
  if (!draft) return null
  const { none, lan, wifi, cellular } = dataLineWords
  const lines = { none, lan, wifi, cellular }
  return (
    <FormAction<'proposals.draft', Draft>
      name="proposals.draft"
      label={t(value.proposals.length === 0 ? 'draftProposal' : 'redraftProposal')}
      primary
      intro={<Notice title={t('proposalIntro')} />}
      initial={draft}
      input={({ terms, modelCode, ...rest }) => ({
        caseId: value.caseId,
        ...rest,
        modelCode,
        terminalKind: kindOf(modelCode),
        terms: termsOf(terms) as WholeTerms,
      })}
      done={t('proposalSent')}
    >
      {({ terms }) => (
        <>
          <FormField name="modelCode" label={t('model')}>
            <ModelSelect />
          </FormField>
          <div className="form-columns">
            <FormField name="quantity" label={t('quantity')}>
              <WholeInput min={1} max={50} />
            </FormField>
            <FormField name="dataLine" label={t('dataLine')}>
              <NativeSelect<DataLine> options={optionsOf(lines, both)} />
            </FormField>
          </div>
          <FormField name="position" label={t('position')}>
            <Input maxLength={200} />
          </FormField>
          <TermsFields />
          <ServiceFields />
          <QuotePreview draft={terms} needs={value.needs} />
        </>
      )}
    </FormAction>
  )
}
