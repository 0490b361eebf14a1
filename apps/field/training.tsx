import { LinkButton } from '../web/ui/button.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { Loaded } from '../web/ui/states.tsx'
import { Card } from '../web/ui/surface.tsx'
import { useBoth, useWords } from '../web/wording.ts'
import { testWords } from './function-test/words.ts'
import { Follow, type Here, VisitScreen, useVisitIds, useVisitRead } from './in-visit.tsx'
import { OfflineNotice } from './offline-notice.tsx'

const Lessons = () => {
  const t = useWords(testWords)
  const both = useBoth()
  const { caseId } = useVisitIds()
  const lessons = useVisitRead('trainings.lessons', { caseId }, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <Card title={t('lessons')}>
      <Loaded query={lessons} lines={8}>
        {({ lessons }) => (
          <div className="lessons">
            {lessons.map(({ lessonId, title, body }) => (
              <details key={lessonId}>
                <summary>{both(title)}</summary>
                <p>{both(body)}</p>
              </details>
            ))}
          </div>
        )}
      </Loaded>
    </Card>
  )
}

const State = ({ here: { view } }: { here: Here }) => {
  const t = useWords(testWords)
  const { training, functionTest } = view
  if (training?.passed)
    return <Notice tone="good" title={t('trainingPassed', { score: String(training.score) })} />
  return (
    <>
      <Follow />
      <Notice title={t('trainingHint')}>{t('trainingHintWhy')}</Notice>
      {!functionTest?.passed && <Notice tone="warning">{t('trainingAfterTest')}</Notice>}
      {training && <Notice tone="warning">{t('trainingFailed', { score: String(training.score) })}</Notice>}
    </>
  )
}

/** The technician explains; the merchant learns and is tested on their own phone. */
export default function Training() {
  const t = useWords(testWords)
  return (
    <VisitScreen title={t('trainingTitle')} back="/">
      {(here) => (
        <Page
          title={t('trainingTitle')}
          back="/"
          action={
            <LinkButton kind="primary" wide href="/">
              {t('toVisit')}
            </LinkButton>
          }
        >
          <OfflineNotice />
          <div role="status" className="stack">
            <State here={here} />
          </div>
          <Lessons />
        </Page>
      )}
    </VisitScreen>
  )
}
