import { steps } from '#provision/step.ts'
import { dayOf, momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Steps } from '../ui/steps.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card, Facts, LinkList, Tag } from '../ui/surface.tsx'
import { stepWords } from '../words.ts'
import { useWords } from '../wording.ts'
import { useCase } from './case-page.tsx'
import { type CaseView, nextOf } from './next.ts'
import { Outage } from './outage.tsx'
import { merchantWords, sentenceWords } from './words.ts'

const order: readonly CaseView['step'][] = steps.map(({ step }) => step)

/** One status sentence, at most one button, then the line and everything already there. */
const Overview = ({ view }: { view: CaseView }) => {
  const t = useWords(merchantWords)
  const step = useWords(stepWords)
  const say = useWords(sentenceWords) as (key: string, params?: Record<string, string | number>) => string
  const { language } = useSettings()
  const parcel = view.step === 'install' && view.install?.delivery === 'posted' ? view.install : null
  const terminals = useRead(
    'devices.list',
    { caseId: view.caseId, limit: 20 },
    { enabled: parcel !== null || view.liveAt !== null, refetchInterval: 10_000 },
  )
  const received = terminals.data?.items.some(
    ({ deviceId, custodian }) => deviceId === parcel?.deviceId && custodian.kind === 'merchant',
  )
  const stopped = terminals.data?.items.some(
    ({ deviceId, status }) => deviceId === view.install?.deviceId && status === 'suspended',
  )
  const next = nextOf(view, received)
  const at =
    next.at && (next.sentence === 'returned' ? dayOf(next.at, language) : momentOf(next.at, language))
  const here = order.indexOf(view.step)
  const met = view.gate.filter((condition) => condition.met).length

  const links = [
    { key: 'application', there: true, title: t('application'), note: undefined },
    { key: 'needs', there: view.recommendation !== null, title: t('needs'), note: undefined },
    { key: 'offers', there: view.offers.length > 0, title: t('offers'), note: undefined },
    { key: 'visits', there: view.visits.length > 0, title: t('visits'), note: undefined },
    { key: 'proposal', there: view.proposals.length > 0, title: t('proposal'), note: undefined },
    { key: 'agreement', there: view.agreement !== null, title: t('agreement'), note: t('agreementNote') },
    { key: 'promises', there: view.provider !== null, title: t('promises'), note: t('promisesNote') },
    {
      key: 'changes',
      there: view.agreement?.acquirerSignature != null,
      title: t('changes'),
      note: t('changesNote'),
    },
    { key: 'device', there: view.install !== null, title: t('device'), note: t('deviceNote') },
    { key: 'function-test', there: view.install?.boundAt != null, title: t('functionTest'), note: undefined },
    {
      key: 'go-live',
      there: here >= order.indexOf('install') && view.gate.length > 0,
      title: t('gate'),
      note: t('gateNote', { met, all: view.gate.length }),
    },
    { key: 'tickets', there: view.provider !== null, title: t('tickets'), note: t('ticketsNote') },
    { key: 'looks', there: true, title: t('looks'), note: t('looksNote') },
    { key: 'my-data', there: true, title: t('myData'), note: t('myDataNote') },
    { key: 'history', there: true, title: t('history'), note: t('historyNote') },
  ]
  return (
    <Page
      title={view.application?.shop.shopName ?? t('unnamed')}
      back="~/merchant"
      action={
        next.go && (
          <LinkButton kind={next.mine ? 'primary' : 'plain'} href={`/${next.go}`}>
            {say(`${next.sentence}-go`)}
          </LinkButton>
        )
      }
    >
      {stopped && (
        <Notice
          tone="bad"
          alert
          title={t('suspendedNow')}
          actions={<LinkButton href="/device">{t('suspendedGo')}</LinkButton>}
        />
      )}
      {view.liveAt !== null && <Outage caseId={view.caseId} />}
      {/* What takes no money is not said to be live. */}
      {!(stopped && next.sentence === 'live') && (
        <div className={`status ${view.step === 'support' ? 'live' : next.mine ? 'mine' : 'theirs'}`}>
          <p className="small">{step(view.step)}</p>
          <p className="status-sentence">{say(next.sentence, { ...next.params, ...(at ? { at } : {}) })}</p>
          <Tag>{view.step === 'support' ? t('liveNow') : next.mine ? t('yourTurn') : t('waiting')}</Tag>
        </div>
      )}
      <Card title={t('progress')}>
        <Steps
          label={t('progress')}
          said={{ done: t('done'), now: t('now'), later: t('later') }}
          rows={order.map((name, index) => ({
            key: name,
            title: step(name),
            state: index < here ? 'done' : index === here ? 'now' : 'later',
          }))}
        />
      </Card>
      <Card title={t('also')}>
        <LinkList
          rows={links
            .filter(({ there }) => there)
            .map(({ key, title, note }) => ({
              key,
              // One page for every case of the merchant, outside this one.
              href: key === 'my-data' ? '~/merchant/my-data' : `/${key}`,
              title,
              note,
            }))}
        />
        <Facts
          rows={[[t('acquirer'), view.acquirer.name], view.provider && [t('provider'), view.provider.name]]}
        />
      </Card>
    </Page>
  )
}

/** Asks again every ten seconds: others move the case too. */
export const CaseOverview = () => {
  const t = useWords(merchantWords)
  const query = useCase(10_000)
  if (query.data) return <Overview view={query.data} />
  return (
    <Page title={t('myCases')} back="~/merchant">
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}
