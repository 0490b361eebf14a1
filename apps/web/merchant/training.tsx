import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { dayOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { RadioCards } from '../ui/choices.tsx'
import { TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import { finishWords } from './finish-words.ts'
import type { CaseView } from './next.ts'

type Quiz = OutputOf<'trainings.start-quiz'>

const QuizPage = ({ quiz, onAgain }: { quiz: Quiz; onAgain: () => void }) => {
  const t = useWords(finishWords)
  const both = useBoth()
  const caseId = useCaseId()
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const [incomplete, setIncomplete] = useState(false)
  const submit = useCommand('trainings.submit-quiz')
  const result = submit.data
  const handIn = () => {
    const complete = quiz.questions.every(({ questionId }) => answers[questionId] !== undefined)
    setIncomplete(!complete)
    if (!complete) return
    const chosen = Object.entries(answers).map(([questionId, choice]) => ({
      questionId,
      choice: Number(choice),
    }))
    submit.send({ caseId, quizId: quiz.quizId, answers: chosen }, () => scrollTo(0, 0))
  }
  return (
    <Page
      title={t('quiz')}
      back="/"
      action={
        result?.passed ? (
          <LinkButton kind="primary" href="/">
            {t('backToCase')}
          </LinkButton>
        ) : result ? (
          <Button kind="primary" onClick={onAgain}>
            {t('retry')}
          </Button>
        ) : (
          <>
            {incomplete && <Notice tone="warning" alert title={t('answerAll')} />}
            <ProblemNotice problem={submit.problem} />
            <Button kind="primary" busy={submit.busy} onClick={handIn}>
              {t('submitQuiz')}
            </Button>
          </>
        )
      }
    >
      {result && (
        <Notice
          tone={result.passed ? 'good' : 'warning'}
          alert
          title={t(result.passed ? 'quizPassed' : 'quizFailed', { score: result.score })}
        >
          {!result.passed && t('quizFailedWhy')}
        </Notice>
      )}
      {quiz.questions.map(({ questionId, ask, choices }, at) => (
        <Card key={questionId}>
          <RadioCards
            legend={`${at + 1}. ${both(ask)}`}
            value={answers[questionId] ?? ''}
            problem={result?.wrong.includes(questionId) ? t('wrong') : undefined}
            onChange={(choice) => !result && setAnswers((before) => ({ ...before, [questionId]: choice }))}
            choices={choices.map((choice, index) => ({ value: String(index), label: both(choice) }))}
          />
        </Card>
      ))}
    </Page>
  )
}

const Lessons = ({ view, onQuiz }: { view: CaseView; onQuiz: (quiz: Quiz) => void }) => {
  const t = useWords(finishWords)
  const both = useBoth()
  const { language } = useSettings()
  const caseId = useCaseId()
  const [trainee, setTrainee] = useState(view.training?.trainee ?? '')
  const lessons = useRead('trainings.lessons', { caseId })
  const start = useCommand('trainings.start-quiz')
  const { training } = view
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        start.send({ caseId, trainee: trainee.trim() }, onQuiz)
      }}
    >
      <Page
        title={t('trainingTitle')}
        lead={t('trainingLead')}
        back="/"
        action={
          <>
            <TextInput label={t('trainee')} value={trainee} onChange={setTrainee} required maxLength={60} />
            <ProblemNotice problem={start.problem} />
            <Button kind="primary" type="submit" busy={start.busy}>
              {t('startQuiz')}
            </Button>
          </>
        }
      >
        {training?.passed && (
          <Notice tone="good">
            {t('trainedBy', {
              trainee: training.trainee,
              at: dayOf(training.at, language),
              score: training.score,
            })}
          </Notice>
        )}
        <Card title={t('lessons')}>
          <Loaded query={lessons} lines={10}>
            {({ lessons }) =>
              lessons.map(({ lessonId, title, body }, at) => (
                <details key={lessonId} className="lesson" open={at === 0}>
                  <summary>
                    {at + 1}. {both(title)}
                  </summary>
                  <div className="stack">
                    {both(body)
                      .split('\n')
                      .filter(Boolean)
                      .map((paragraph) => (
                        <p key={paragraph}>{paragraph}</p>
                      ))}
                  </div>
                </details>
              ))
            }
          </Loaded>
        </Card>
      </Page>
    </form>
  )
}

/** Lessons, then a quiz that must be passed; the record names who was trained. */
export default function TrainingScreen() {
  const t = useWords(finishWords)
  const [quiz, setQuiz] = useState<Quiz | null>(null)
  return (
    <CasePage title={t('trainingTitle')}>
      {(view) =>
        quiz ? (
          <QuizPage key={quiz.quizId} quiz={quiz} onAgain={() => setQuiz(null)} />
        ) : (
          <Lessons view={view} onQuiz={setQuiz} />
        )
      }
    </CasePage>
  )
}
