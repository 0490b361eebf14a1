import Input from 'antd/es/input'
import { useRead } from '../../queries.ts'
import { type Talk, TermCard, Thread } from '../../talk/thread.tsx'
import { talkWords } from '../../talk/words.ts'
import { Notice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { FormField } from '../field.tsx'
import { FormAction } from '../form-action.tsx'
import type { CaseView } from '../vocabulary.ts'

type About = { readonly questionId: string } | { readonly promiseId: string }

const OfferTerm = ({ caseId, about, name }: { caseId: string; about: About; name: string }) => {
  const t = useWords(talkWords)
  return (
    <FormAction<'negotiated-terms.offer', { wording: string }>
      name="negotiated-terms.offer"
      label={t('offerTerm')}
      accessibleName={t('offerTermNamed', { about: name })}
      initial={{}}
      input={({ wording }) => ({ caseId, ...about, wording })}
      done={t('termSent')}
    >
      <FormField name="wording" label={t('wording')} help={t('wordingHelp')}>
        <Input.TextArea rows={4} maxLength={500} />
      </FormField>
    </FormAction>
  )
}

const Question = ({ caseId, question }: { caseId: string; question: Talk['questions'][number] }) => {
  const t = useWords(talkWords)
  const { questionId, clause } = question
  return (
    <Thread question={question} mine={false}>
      {question.status === 'open' && (
        <div className="row">
          <FormAction<'questions.answer', { text: string }>
            name="questions.answer"
            label={t('answer')}
            accessibleName={t('answerNamed', { clause })}
            primary={question.owes === 'other-side'}
            initial={{}}
            input={({ text }) => ({ caseId, questionId, text })}
            done={t('answerSent')}
          >
            <FormField name="text" label={t('answerText')}>
              <Input.TextArea rows={4} maxLength={1000} />
            </FormField>
          </FormAction>
          <OfferTerm caseId={caseId} about={{ questionId }} name={clause} />
        </div>
      )}
    </Thread>
  )
}

const Promised = ({ caseId, promise }: { caseId: string; promise: Talk['promises'][number] }) => {
  const t = useWords(talkWords)
  const { promiseId, words, speaker, saidOn, status, reason } = promise
  return (
    <Card
      title={t('saidBy', { speaker, day: saidOn })}
      aside={<Tag tone={status === 'requested' ? 'warning' : 'info'}>{t(status)}</Tag>}
    >
      <blockquote className="quoted">{words}</blockquote>
      {reason && <p className="message">{reason}</p>}
      {status === 'requested' && (
        <div className="row">
          <OfferTerm caseId={caseId} about={{ promiseId }} name={words} />
          <FormAction<'promises.deny', { reason: string }>
            name="promises.deny"
            label={t('deny')}
            accessibleName={t('denyNamed', { words })}
            initial={{}}
            input={(values) => ({ caseId, promiseId, ...values })}
            done={t('deniedToast')}
          >
            <FormField name="reason" label={t('denyReason')}>
              <Input.TextArea rows={3} maxLength={1000} />
            </FormField>
          </FormAction>
        </div>
      )}
    </Card>
  )
}

/** What the merchant asks and wants in writing, answered where it stands. For the provider and the acquirer alike. */
export const TalkPanel = ({ caseId }: { caseId: string }) => {
  const t = useWords(talkWords)
  const read = useRead('agreements.talk', { caseId }, { refetchInterval: 15_000 })
  return (
    <Loaded query={read}>
      {({ questions, terms, promises }) => (
        <>
          <section className="stack" aria-label={t('questions')}>
            <h2>{t('questions')}</h2>
            {questions.length === 0 && <p className="soft">{t('noQuestions')}</p>}
            {questions.map((question) => (
              <Question key={question.questionId} caseId={caseId} question={question} />
            ))}
          </section>
          {promises.length > 0 && (
            <section className="stack" aria-label={t('promises')}>
              <h2>{t('promises')}</h2>
              {promises.map((promise) => (
                <Promised key={promise.promiseId} caseId={caseId} promise={promise} />
              ))}
            </section>
          )}
          {terms.length > 0 && (
            <section className="stack" aria-label={t('terms')}>
              <h2>{t('terms')}</h2>
              <ul className="stack">
                {terms.map((term) => (
                  <TermCard key={term.termId} term={term} />
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Loaded>
  )
}

/** That somebody waits for this desk's answer; null when nobody does. */
export const talkTurn = ({ talk }: CaseView) =>
  talk && (talk.promisesRequested > 0 || (talk.openQuestions > 0 && talk.owes === 'other-side')) ? (
    <TalkTurn talk={talk} />
  ) : null

const TalkTurn = ({ talk }: { talk: NonNullable<CaseView['talk']> }) => {
  const t = useWords(talkWords)
  return (
    <>
      {talk.openQuestions > 0 && talk.owes === 'other-side' && (
        <Notice tone="warning" title={t('turnQuestions', { n: talk.openQuestions })}>
          {t('toAgreement')}
        </Notice>
      )}
      {talk.promisesRequested > 0 && (
        <Notice tone="warning" title={t('turnPromises', { n: talk.promisesRequested })}>
          {t('toAgreement')}
        </Notice>
      )}
    </>
  )
}
