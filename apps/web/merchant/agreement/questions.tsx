import { useState } from 'react'
import { useCommand } from '../../queries.ts'
import { type Talk, TermCard, Thread } from '../../talk/thread.tsx'
import { talkWords } from '../../talk/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { useToast } from '../../ui/toast.tsx'
import { common } from '../../words.ts'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'

type Question = Talk['questions'][number]

/** Was the answer enough? Only the merchant says so. */
const Judge = ({ question }: { question: Question }) => {
  const t = useWords(talkWords)
  const tell = useToast()
  const caseId = useCaseId()
  const [pressing, setPressing] = useState(false)
  const [words, setWords] = useState('')
  const judge = useCommand('questions.judge')
  const withdraw = useCommand('questions.withdraw')
  const { questionId, clause } = question
  return (
    <>
      <ProblemNotice problem={judge.problem ?? withdraw.problem} />
      <div className="row">
        {question.owes === 'merchant' && (
          <>
            <Button
              kind="primary"
              aria-label={t('enoughNamed', { clause })}
              busy={judge.busy}
              onClick={() => judge.send({ caseId, questionId, answered: true }, () => tell(t('settled')))}
            >
              {t('enough')}
            </Button>
            <Button aria-label={t('notYetNamed', { clause })} onClick={() => setPressing(true)}>
              {t('notYet')}
            </Button>
          </>
        )}
        <Button
          kind="quiet"
          aria-label={t('withdrawNamed', { clause })}
          busy={withdraw.busy}
          onClick={() => withdraw.send({ caseId, questionId }, () => tell(t('withdrawn')))}
        >
          {t('withdraw')}
        </Button>
      </div>
      <Dialog open={pressing} onClose={() => setPressing(false)} title={t('notYet')}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            judge.send({ caseId, questionId, answered: false, text: words.trim() }, () => {
              tell(t('pressed'))
              setPressing(false)
              setWords('')
            })
          }}
        >
          <TextArea label={t('notYetWhat')} value={words} onChange={setWords} optional maxLength={1000} />
          <ProblemNotice problem={judge.problem} />
          <Button kind="primary" type="submit" busy={judge.busy}>
            {t('notYet')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}

/** Wording on offer: agreed to, it stands in a new version of the text. */
const Offered = ({ term }: { term: Talk['terms'][number] }) => {
  const t = useWords(talkWords)
  const c = useWords(common)
  const tell = useToast()
  const caseId = useCaseId()
  const [agreeing, setAgreeing] = useState(false)
  const agree = useCommand('negotiated-terms.agree')
  const decline = useCommand('negotiated-terms.decline')
  const { termId } = term
  return (
    <TermCard term={term}>
      {term.status === 'offered' && (
        <>
          <div className="row">
            <Button kind="primary" onClick={() => setAgreeing(true)}>
              {t('agree')}
            </Button>
            <Button
              busy={decline.busy}
              onClick={() => decline.send({ caseId, termId }, () => tell(t('declinedToast')))}
            >
              {t('decline')}
            </Button>
          </div>
          <ProblemNotice problem={decline.problem} />
          <Dialog
            open={agreeing}
            onClose={() => setAgreeing(false)}
            title={t('agree')}
            actions={
              <>
                <Button onClick={() => setAgreeing(false)}>{c('cancel')}</Button>
                <Button
                  kind="primary"
                  busy={agree.busy}
                  onClick={() => agree.send({ caseId, termId }, () => tell(t('agreedToast')))}
                >
                  {c('confirm')}
                </Button>
              </>
            }
          >
            <blockquote className="quoted">{term.wording}</blockquote>
            <p>{t('agreeWhy')}</p>
            <ProblemNotice problem={agree.problem} />
          </Dialog>
        </>
      )}
    </TermCard>
  )
}

/** Everything asked about this agreement, open first, and the wordings offered in answer. */
export const Questions = ({ talk, onAsk }: { talk: Talk; onAsk: (() => void) | null }) => {
  const t = useWords(talkWords)
  const open = talk.questions.filter(({ status }) => status === 'open')
  const closed = talk.questions.filter(({ status }) => status !== 'open')
  return (
    <section className="stack" aria-label={t('questions')} id="questions">
      <h2>{t('questions')}</h2>
      <p className="soft">{t('questionsWhy')}</p>
      {talk.questions.length === 0 && <p className="soft">{t('noQuestions')}</p>}
      {open.map((question) => (
        <Thread key={question.questionId} question={question} mine>
          <Judge question={question} />
        </Thread>
      ))}
      {closed.map((question) => (
        <Thread key={question.questionId} question={question} mine />
      ))}
      {onAsk && (
        <div>
          <Button onClick={onAsk}>{t('ask')}</Button>
        </div>
      )}
      {talk.terms.length > 0 && (
        <section className="stack" aria-label={t('terms')}>
          <h3>{t('terms')}</h3>
          <p className="soft">{t('termsWhy')}</p>
          <ul className="stack">
            {talk.terms.map((term) => (
              <Offered key={term.termId} term={term} />
            ))}
          </ul>
        </section>
      )}
    </section>
  )
}
