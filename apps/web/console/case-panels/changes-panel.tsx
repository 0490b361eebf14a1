import type { OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { type TermsDraft, type WholeTerms, type ServiceDraft, termsOf } from '../../provider/terms-draft.ts'
import { ServiceFields, TermsFields } from '../../provider/terms-fields.tsx'
import { useRead } from '../../queries.ts'
import { type Changed, ChangeView } from '../../talk/change-view.tsx'
import { changeWords } from '../../talk/change-words.ts'
import type { Talk } from '../../talk/thread.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
import { useWords } from '../../wording.ts'
import { ConfirmAction } from '../confirm-action.tsx'
import { FormField } from '../field.tsx'
import { FormAction } from '../form-action.tsx'
import { NativeSelect } from '../native-select.tsx'
import { SaveAgreement } from './save-agreement.tsx'

type Draft = {
  terms: TermsDraft
  serviceLevel: Required<ServiceDraft>
  clauses?: { clause: string; wording: string }[]
  reason: string
  effectiveOn: string
}
type Now = NonNullable<OutputOf<'changes.list'>['now']>

const Clauses = ({ clauses }: { clauses: Talk['clauses'] }) => {
  const t = useWords(changeWords)
  const names = [...new Set(clauses.map(({ clause }) => clause))]
  return (
    <Form.List name="clauses">
      {(fields, { add, remove }) => (
        <section aria-label={t('clauses')} className="form-part">
          <h3>{t('clauses')}</h3>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="form-part" aria-label={t('clauseN', { n: name + 1 })}>
              <FormField name={[name, 'clause']} label={t('clause')}>
                <NativeSelect options={names.map((value) => ({ value, label: value }))} />
              </FormField>
              <FormField name={[name, 'wording']} label={t('newWording')}>
                <Input.TextArea rows={3} maxLength={2000} />
              </FormField>
              <Button size="small" onClick={() => remove(name)}>
                {t('removeClause', { n: name + 1 })}
              </Button>
            </fieldset>
          ))}
          {fields.length < 10 && (
            <div>
              <Button onClick={() => add({})}>{t('addClause')}</Button>
            </div>
          )}
        </section>
      )}
    </Form.List>
  )
}

/** New terms, beginning from those that hold; nothing is in force before notice, consent and the day. */
const Propose = ({ caseId, now, earliestDay }: { caseId: string; now: Now; earliestDay: string }) => {
  const t = useWords(changeWords)
  const talk = useRead('agreements.talk', { caseId })
  return (
    <FormAction<'changes.propose', Draft>
      name="changes.propose"
      label={t('propose')}
      intro={<Notice title={t('proposeIntro')} />}
      initial={{ ...now, clauses: [], effectiveOn: earliestDay }}
      input={({ terms, clauses = [], ...rest }) => ({
        caseId,
        ...rest,
        clauses,
        // The form lets nobody submit before every needed number is there.
        terms: termsOf(terms) as WholeTerms,
      })}
      done={t('proposed')}
    >
      <TermsFields />
      <ServiceFields />
      <Clauses clauses={talk.data?.clauses ?? []} />
      <FormField name="reason" label={t('reason')}>
        <Input.TextArea rows={3} maxLength={1000} />
      </FormField>
      <FormField name="effectiveOn" label={t('effectiveOn')} help={t('earliest', { day: earliestDay })}>
        <Input type="date" min={earliestDay} />
      </FormField>
    </FormAction>
  )
}

const Actions = ({ caseId, change, acquirer }: { caseId: string; change: Changed; acquirer: boolean }) => {
  const t = useWords(changeWords)
  const { changeId, standing } = change
  // What both have signed is not the acquirer's to take back (AGR-63).
  const open = standing === 'draft' || standing === 'noticed' || standing === 'consented'
  if (!open || (!acquirer && standing !== 'draft')) return null
  return (
    <div className="row">
      {acquirer && standing === 'draft' && (
        <ConfirmAction
          name="changes.endorse"
          input={{ caseId, changeId }}
          label={t('endorse')}
          done={t('endorsed')}
          primary
        >
          <p>{t('endorseWhy')}</p>
        </ConfirmAction>
      )}
      <ConfirmAction
        name="changes.withdraw"
        input={{ caseId, changeId }}
        label={t('withdraw')}
        done={t('withdrawnToast')}
      >
        <p>{t('withdrawWhy')}</p>
      </ConfirmAction>
    </div>
  )
}

/**
 * Changes of the signed agreement at a desk: propose, give notice, withdraw, seal; the answer is the merchant's alone.
 * `seal`: how the acquirer seals what the merchant signed; null at the provider's desk, which keeps no copy either.
 */
export const ChangesPanel = ({
  caseId,
  seal,
}: {
  caseId: string
  seal: ((change: Changed) => ReactNode) | null
}) => {
  const t = useWords(changeWords)
  const acquirer = seal !== null
  const read = useRead('changes.list', { caseId })
  return (
    <section className="stack" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <Loaded query={read}>
        {({ items, now, earliestDay }) => {
          const free = items.every(
            ({ standing }) => !['draft', 'noticed', 'consented', 'sealed'].includes(standing),
          )
          return (
            <>
              {items.length === 0 && <p className="soft">{t('none')}</p>}
              {items.toReversed().map((change) => (
                <ChangeView key={change.changeId} change={change} mine={false}>
                  {acquirer && (
                    <SaveAgreement
                      caseId={caseId}
                      changeId={change.changeId}
                      sealed={change.sealed !== null}
                    />
                  )}
                  {change.standing === 'consented' && seal?.(change)}
                  <Actions caseId={caseId} change={change} acquirer={acquirer} />
                </ChangeView>
              ))}
              {now && free && (
                <div>
                  <Propose caseId={caseId} now={now} earliestDay={earliestDay} />
                </div>
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
