import { steps } from '#provision/step.ts'
import { expect, test } from 'vitest'
import { type CaseView, nextOf } from './next.ts'
import { sentenceWords } from './words.ts'

const at = '2026-11-24T02:00:00Z'
const id = (prefix: string) => `${prefix}_${'0'.repeat(32)}`
const party = { organisationId: id('org'), name: '' }
const nothing: CaseView = {
  caseId: id('cas'),
  step: 'application',
  merchant: party,
  acquirer: party,
  provider: null,
  openedAt: at,
  updatedAt: at,
  application: null,
  review: null,
  needs: null,
  recommendation: null,
  requests: [],
  offers: [],
  chosenOfferId: null,
  visits: [],
  survey: null,
  proposals: [],
  acceptedProposal: null,
  agreement: null,
  install: null,
  functionTest: null,
  training: null,
  merchantConfirmation: null,
  liveAt: null,
  withdrawnAt: null,
  corrections: [],
  talk: null,
  gate: [],
}
type Visit = CaseView['visits'][number]
const visit = (kind: Visit['kind'], status: Visit['status']): Visit => ({
  visitId: id('vis'),
  kind,
  technician: '演示',
  technicianId: id('per'),
  startsAt: at,
  endsAt: at,
  status,
})
const install = (delivery: 'carried' | 'posted', merchantAccepted: boolean): CaseView['install'] => ({
  deviceId: id('dev'),
  delivery,
  merchantAccepted,
  boundAt: null,
  terminalNo: null,
  merchantNo: null,
})

const kinds = ['survey', 'install'] as const
const states = ['proposed', 'confirmed', 'declined', 'arrived', 'done'] as const
const installs = [
  null,
  ...(['carried', 'posted'] as const).flatMap((d) => [install(d, true), install(d, false)]),
]
type Talk = NonNullable<CaseView['talk']>
const quiet: Talk = {
  ...{ openQuestions: 0, owes: null, since: null, termsOffered: 0, promisesRequested: 0, change: null },
}
const agreement: CaseView['agreement'] = {
  ...{ agreementId: id('agr'), version: 1, source: 'generated', proposalVersion: 1, digest: '0'.repeat(64) },
  ...{ findings: [], merchantSignature: null, acquirerSignature: null },
}
const talks: readonly Talk[] = [
  quiet,
  { ...quiet, openQuestions: 1, owes: 'merchant', since: at },
  { ...quiet, openQuestions: 2, owes: 'other-side', since: at },
  { ...quiet, openQuestions: 1, owes: 'merchant', since: at, termsOffered: 1 },
  { ...quiet, change: { standing: 'noticed', effectiveAt: at, answered: false } },
  { ...quiet, change: { standing: 'noticed', effectiveAt: at, answered: true } },
]
const situations: CaseView[] = [
  ...talks.flatMap((talk) =>
    (['agreement', 'support'] as const).map((step) => ({ ...nothing, step, talk, agreement })),
  ),
  ...steps.map(({ step }) => ({ ...nothing, step })),
  { ...nothing, step: 'withdrawn' },
  ...kinds.flatMap((kind) =>
    states.flatMap((status) =>
      installs.map((terminal) => ({
        ...nothing,
        step: kind,
        visits: [visit(kind, status)],
        install: terminal,
      })),
    ),
  ),
  ...(['asked', 'declined', 'offered'] as const).map((answer) => ({
    ...nothing,
    step: 'offers' as const,
    requests: [{ providerId: id('org'), provider: '', answer, open: true }],
  })),
]

test('every situation has its sentence, and every button its name, in both languages', () => {
  for (const view of situations) {
    const { sentence, go } = nextOf(view)
    expect(sentenceWords).toHaveProperty([sentence])
    if (go !== undefined) expect(sentenceWords).toHaveProperty([`${sentence}-go`])
  }
})

test('what is asked comes before signing, and a change waits for its answer', () => {
  const [, answered, waiting, offered, changed, replied] = talks
  const next = (step: 'agreement' | 'support', talk: Talk | undefined) =>
    nextOf({ ...nothing, step, agreement, talk: talk ?? null })
  expect(next('agreement', quiet)).toMatchObject({ sentence: 'agreement', mine: true })
  expect(next('agreement', answered)).toMatchObject({ sentence: 'question-answered', mine: true })
  expect(next('agreement', waiting)).toMatchObject({ sentence: 'question-waiting', mine: false, at })
  expect(next('agreement', offered)).toMatchObject({ sentence: 'term-offered', mine: true })
  expect(next('support', changed)).toMatchObject({ sentence: 'change-noticed', go: 'changes' })
  expect(next('support', replied)).toMatchObject({ sentence: 'live' })
})

test('a declined visit does not count: the merchant waits for another time', () => {
  const view = {
    ...nothing,
    step: 'survey' as const,
    visits: [visit('survey', 'confirmed'), visit('survey', 'declined')],
  }
  expect(nextOf(view)).toMatchObject({ sentence: 'survey-confirmed', mine: true })
  expect(nextOf({ ...view, visits: [visit('survey', 'declined')] })).toMatchObject({ mine: false })
})

test('a terminal is answered for once its technician stands there; a posted one is received before', () => {
  const at = (status: Visit['status'], delivery: 'carried' | 'posted', received = false) =>
    nextOf(
      {
        ...nothing,
        step: 'install',
        visits: [visit('install', status)],
        install: install(delivery, false),
      },
      received,
    )
  expect(at('confirmed', 'carried').go).toBe(`visits/${id('vis')}`)
  expect(at('arrived', 'carried').go).toBe('device')
  expect(at('confirmed', 'posted').sentence).toBe('device-posted')
  expect(at('proposed', 'posted', true).go).toBe('visits')
  expect(at('arrived', 'posted', true).go).toBe('device')
})

test('whose terminal was taken back waits for another, and nobody is said to be installing', () => {
  const back: CaseView = { ...nothing, step: 'install', visits: [visit('install', 'done')] }
  expect(nextOf(back)).toMatchObject({ sentence: 'device-waiting', mine: false })
  const reserved = { ...back, install: install('carried', false) }
  expect(nextOf(reserved)).toMatchObject({ sentence: 'install-waiting', mine: false })
  const there = { ...reserved, visits: [visit('install', 'done'), visit('install', 'arrived')] }
  expect(nextOf({ ...there, install: install('carried', true) })).toMatchObject({
    sentence: 'install-going-on',
  })
})
