import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { localFromInstant } from '../format.ts'
import { useWords } from '../wording.ts'
import { ModelSelect, useKindOf } from '../console/model-select.tsx'
import { QuotePreview } from './quote-preview.tsx'
import { type ServiceDraft, type TermsDraft, type WholeTerms, emptyTerms, termsOf } from './terms-draft.ts'
import { ServiceFields, TermsFields } from './terms-fields.tsx'
import { providerWords } from './words.ts'

type Service = Required<ServiceDraft>
type Draft = { modelCode: string; terms: TermsDraft; serviceLevel: Service; validUntil: string }

/** The whole day counts: an offer "until the 30th" still stands on the evening of the 30th in China. */
const endOfDay = (day: string) => new Date(`${day}T23:59:59+08:00`).toISOString()

/** Answers a request with a full fee schedule; a newer offer replaces the older one. */
export const OfferAction = ({ value }: { value: CaseView }) => {
  const t = useWords(providerWords)
  const kindOf = useKindOf()
  const mine = value.offers[0]
  return (
    <FormAction<'offers.make', Draft>
      name="offers.make"
      label={t(mine ? 'remakeOffer' : 'makeOffer')}
      primary
      initial={
        mine
          ? {
              modelCode: mine.modelCode,
              terms: mine.terms,
              serviceLevel: mine.serviceLevel,
              validUntil: localFromInstant(mine.validUntil).slice(0, 10),
            }
          : { terms: emptyTerms(value.needs), serviceLevel: { spareUnit: false } as Service }
      }
      input={({ modelCode, terms, serviceLevel, validUntil }) => ({
        caseId: value.caseId,
        modelCode,
        terminalKind: kindOf(modelCode),
        // The form lets nobody submit before every needed number is there.
        terms: termsOf(terms) as WholeTerms,
        serviceLevel,
        validUntil: endOfDay(validUntil),
      })}
      done={t('offerSent')}
    >
      {({ terms }) => (
        <>
          <FormField name="modelCode" label={t('model')}>
            <ModelSelect />
          </FormField>
          <TermsFields />
          <ServiceFields />
          <FormField name="validUntil" label={t('validUntil')}>
            <Input type="date" />
          </FormField>
          <QuotePreview draft={terms} needs={value.needs} />
        </>
      )}
    </FormAction>
  )
}
