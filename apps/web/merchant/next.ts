import type { OutputOf } from '#api/calls.ts'

export type CaseView = OutputOf<'cases.case'>
type Visit = CaseView['visits'][number]

type Told = { params?: Record<string, string | number>; at?: string; go?: string }

/** Where a case stands for its merchant: which sentence to say, and the one thing to do now, if any. */
export type Next = { sentence: string; mine: boolean } & Told

const mine = (sentence: string, go: string, told: Told = {}): Next => ({ sentence, mine: true, go, ...told })
const theirs = (sentence: string, told: Told = {}): Next => ({ sentence, mine: false, ...told })

const latest = <T>(list: readonly T[]): T | undefined => list.at(-1)

/** The visit that still counts: the newest one of its kind that was not declined. */
export const standingVisit = ({ visits }: CaseView, kind: Visit['kind']): Visit | undefined =>
  latest(visits.filter((visit) => visit.kind === kind && visit.status !== 'declined'))

const visiting = (view: CaseView, kind: Visit['kind'], waiting: string): Next => {
  const visit = standingVisit(view, kind)
  // One that is over says nothing of now: its terminal has gone home again.
  if (!visit || visit.status === 'done') return theirs(waiting)
  if (visit.status === 'proposed') return mine(`${kind}-proposed`, 'visits', { at: visit.startsAt })
  if (visit.status === 'confirmed')
    return mine(`${kind}-confirmed`, `visits/${visit.visitId}`, { at: visit.startsAt })
  return theirs(`${kind}-going-on`)
}

/** Somebody wants to come to the terminal that stands here, or is expected. */
const expecting = ({ visits }: CaseView): Next | null => {
  const visit = latest(
    visits.filter(
      ({ kind, status, endsAt }) =>
        kind !== 'survey' &&
        kind !== 'install' &&
        (status === 'proposed' || status === 'confirmed') &&
        Date.parse(endsAt) > Date.now(),
    ),
  )
  if (!visit) return null
  return visit.status === 'proposed'
    ? mine('visit-proposed', 'visits', { at: visit.startsAt })
    : mine('visit-confirmed', `visits/${visit.visitId}`, { at: visit.startsAt })
}

const applying = ({ application, review }: CaseView): Next => {
  const deadline = review?.rejection?.deadline
  if (application?.status === 'returned')
    return mine('returned', 'application', deadline ? { at: deadline } : {})
  if (application?.status === 'rejected') return mine('rejected', 'application')
  return mine('draft', 'application')
}

const offering = ({ requests, offers }: CaseView): Next => {
  if (offers.length > 0) return mine('offers', 'offers', { params: { n: offers.length } })
  const asked = requests.filter(({ answer }) => answer === 'asked').length
  if (asked > 0) return theirs('asked', { params: { n: asked }, go: 'providers' })
  return mine(requests.length > 0 ? 'all-declined' : 'choose-providers', 'providers')
}

const proposing = ({ proposals }: CaseView): Next => {
  const proposal = latest(proposals)
  if (!proposal) return theirs('proposal-waiting')
  if (proposal.changeRequest !== null) return theirs('change-asked', { go: 'proposal' })
  return mine('proposal', 'proposal', { params: { version: proposal.version } })
}

/** What is asked and offered beside the text comes before the text itself: nothing is signed while a question is open. */
const talking = ({ talk }: CaseView): Next | null => {
  if (!talk) return null
  if (talk.termsOffered > 0) return mine('term-offered', 'agreement')
  if (talk.openQuestions === 0) return null
  if (talk.owes === 'merchant') return mine('question-answered', 'agreement')
  return theirs('question-waiting', {
    params: { n: talk.openQuestions },
    go: 'agreement',
    ...(talk.since ? { at: talk.since } : {}),
  })
}

/** A change of the signed agreement that waits for its merchant's word. */
const changing = ({ talk }: CaseView): Next | null =>
  talk?.change?.standing === 'noticed' && !talk.change.answered
    ? mine('change-noticed', 'changes', { at: talk.change.effectiveAt })
    : null

const agreeing = (view: CaseView): Next => {
  const { agreement } = view
  if (!agreement) return theirs('agreement-waiting')
  if (agreement.merchantSignature) return theirs('countersign-waiting', { go: 'agreement' })
  const talk = talking(view)
  if (talk) return talk
  return mine('agreement', 'agreement', { params: { n: agreement.findings.length } })
}

const installing = (view: CaseView, received: boolean): Next => {
  const visit = standingVisit(view, 'install')
  const { install } = view
  if (install && !install.merchantAccepted) {
    if (visit?.status === 'arrived') return mine('device', 'device')
    if (install.delivery === 'posted' && !received) return mine('device-posted', 'device')
  }
  return visiting(view, 'install', install ? 'install-waiting' : 'device-waiting')
}

/**
 * Reads the merchant's situation off the case; it decides nothing, the server's rules do. `received`: a terminal that
 * came by post is in the shop already.
 */
export const nextOf = (view: CaseView, received = false): Next => {
  switch (view.step) {
    case 'application':
      return applying(view)
    case 'review':
      return theirs(view.review?.appeal && !view.review.appeal.decision ? 'appealed' : 'reviewing')
    case 'needs':
      return mine('needs', 'needs')
    case 'offers':
      return offering(view)
    case 'survey':
      return visiting(view, 'survey', 'survey-waiting')
    case 'proposal':
      return proposing(view)
    case 'agreement':
      return agreeing(view)
    case 'install':
      return installing(view, received)
    case 'function-test':
      return theirs('testing', { go: 'function-test' })
    case 'training':
      return mine('training', 'training')
    case 'go-live':
      return view.merchantConfirmation?.satisfied
        ? theirs('activation-waiting', { go: 'go-live' })
        : mine('confirm', 'confirm')
    case 'support':
      return (
        changing(view) ?? expecting(view) ?? mine('live', 'tickets', view.liveAt ? { at: view.liveAt } : {})
      )
    case 'withdrawn':
      return theirs('withdrawn')
  }
}
