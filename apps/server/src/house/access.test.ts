import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { may } from '#access/may.ts'
import type { Call } from '#api/call.ts'
import { type CallName, calls } from '#api/calls.ts'
import { cast } from '../../../../scripts/demo/cast.ts'
import { sample } from '../../test/sample.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'

const roles = [
  'anonymous',
  'merchant',
  'provider',
  'technician',
  'reviewer',
  'regulator',
  'operator',
] as const
type Role = (typeof roles)[number]

let house: ToldHouse
const cookies: Record<Role, string> = {
  anonymous: '',
  merchant: '',
  provider: '',
  technician: '',
  reviewer: '',
  regulator: '',
  operator: '',
}
/** Ids of the shop that has gone live: real ones, and none of the outsiders has any part in them. */
const ids: Record<string, string> = {}
/** Words that stand in that shop's rows only: where one is read, a wall has fallen. */
let marks: readonly string[] = []

/** A second acquirer with a reviewer, a merchant of its own, a provider nobody asked: everybody is an outsider here. */
const settleOutsiders = async (): Promise<void> => {
  const operator = await house.enter(cast.operator.phone)
  const register = async (kind: string, name: string, principal: string, phone: string) => {
    const { body } = await house.ask(
      'organisations.register',
      { kind, name, licenceNo: 'Z2000000000001', hotline: '400-000-0002' },
      { cookie: operator },
    )
    const { organisationId } = body
    await house.ask(
      'people.invite',
      { phone, name: '外人（演示）', principal, organisationId },
      { cookie: operator },
    )
    return house.enter(phone)
  }
  cookies.reviewer = await register('acquirer', '另一收单机构（演示）', 'reviewer', '19900000081')
  cookies.provider = await register('provider', '另一服务商（演示）', 'provider', '19900000082')
  await house.ask(
    'people.invite',
    { phone: '19900000083', name: '外人（演示）', principal: 'technician' },
    { cookie: cookies.provider },
  )
  cookies.technician = await house.enter('19900000083')
  cookies.merchant = await house.enter(cast.merchants.draft.phone)
  cookies.regulator = await house.enter(cast.regulator.person.phone)
  cookies.operator = operator
}

beforeAll(async () => {
  house = await openToldHouse()
  await settleOutsiders()
  const [found] = await house.sql<Record<string, string>>(
    `select c.case_id as "caseId", c.merchant_id as "organisationId", c.provider_id as "providerId", c.technician_ids[1] as "technicianId",
            d.device_id as "deviceId", d.serial_no as "serialNo", d.model_code as "modelCode", t.ticket_id as "ticketId",
            (select visit_id from visits v where v.case_id = c.case_id limit 1) as "visitId",
            (select run_id from function_tests f where f.case_id = c.case_id limit 1) as "runId",
            (select quiz_id from quizzes q where q.case_id = c.case_id limit 1) as "quizId",
            (select agreement_id from agreement_texts a where a.case_id = c.case_id limit 1) as "agreementId",
            (select digest from agreement_texts a where a.case_id = c.case_id limit 1) as digest,
            c.state->>'chosenOfferId' as "offerId",
            (select person_id from memberships m where m.organisation_id = c.merchant_id limit 1) as "personId",
            (select session_id from sessions s where s.organisation_id = c.merchant_id limit 1) as "sessionId",
            (select fact_id from facts f where f.stream = 'case/' || c.case_id limit 1) as "factId",
            d.merchant_no as "merchantNo"
       from cases c join devices d using (case_id) join tickets t on t.case_id = c.case_id where c.step = 'support'`,
  )
  Object.assign(ids, found)
  const { merchants } = cast
  marks = [
    merchants.live.shopName,
    ids['serialNo'],
    ids['merchantNo'],
    '演示路',
    '晚高峰',
    '6222020000000000018',
    ids['caseId'],
  ].map((mark) => mark ?? 'missing')
  await house.settled()
})
afterAll(() => house?.close())

const spareSession = async (role: Role): Promise<string> =>
  role === 'anonymous' ? '' : house.enter(cast.operator.phone)

/** A plausible request about the other's shop. */
const aboutOther = (call: Call): Record<string, unknown> => {
  const input = sample(call.input) as Record<string, unknown>
  for (const [name, id] of Object.entries(ids)) if (name in input) input[name] = id
  if ('providerIds' in input) input['providerIds'] = [ids['providerId']]
  if ('readSerial' in input) input['readSerial'] = ids['serialNo']
  return input
}

/** Calls that show what everybody may know, or everything to those who supervise. */
const showsAll = new Set(['regulator', 'operator'])

describe.each(calls as readonly Call[])('$name', (call) => {
  test.each(roles)('as an outside %s', async (role) => {
    const input = aboutOther(call)
    // Signing out is for oneself, whoever one is; a session of its own is spent on it.
    const cookie = call.name === 'people.sign-out' ? await spareSession(role) : cookies[role]
    const answer = await house.ask(call.name as CallName, input, { cookie })
    const told = `${role}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`
    if (!may[call.name as CallName].includes(role)) {
      expect(answer.status, told).toBe(role === 'anonymous' ? 401 : 403)
      return
    }
    expect([200, 400, 404, 409, 429], told).toContain(answer.status)
    if (showsAll.has(role)) return
    const { words: _, detail: __, ...said } = answer.body ?? {}
    const text = JSON.stringify(said)
    // What the outsider asked about may be echoed as an id; what stands behind it may not.
    for (const mark of marks)
      expect(text.includes(mark) && !JSON.stringify(input).includes(mark), told).toBe(false)
    expect(text.includes(ids['caseId'] ?? ''), told).toBe(false)
  })
})

/** Said without looking at the table: who may, of the seven, make the calls that matter most. */
const sensitive: Readonly<Partial<Record<CallName, string>>> = {
  'reviews.reveal-dossier': 'reviewer',
  'reviews.approve': 'reviewer',
  'reviews.reject': 'reviewer',
  'applications.document': 'merchant reviewer',
  'agreements.sign': 'merchant',
  'agreements.countersign': 'reviewer',
  'agreements.accept-finding': 'merchant',
  'questions.judge': 'merchant',
  'negotiated-terms.agree': 'merchant',
  'negotiated-terms.offer': 'provider reviewer',
  'changes.answer': 'merchant',
  'changes.endorse': 'reviewer',
  'visits.address': 'technician',
  'visits.arrive': 'technician',
  'devices.bind': 'technician',
  'devices.accept': 'merchant',
  'devices.register': 'reviewer',
  'hand-overs.deliver': 'merchant technician reviewer',
  'devices.order-return': 'reviewer',
  'devices.decide-disposal': 'reviewer',
  'counts.confirm': 'reviewer',
  'go-live.activate': 'reviewer',
  'function-tests.open': 'technician',
  'organisations.register': 'operator',
  'organisations.issue-api-key': 'provider reviewer regulator operator',
  'people.invite': 'provider reviewer regulator operator',
  'supervision.facts': 'regulator operator',
  'offers.choose': 'merchant',
  'offers.make': 'provider',
  'proposals.draft': 'provider',
}

test.each(Object.entries(sensitive))('%s is for %s and nobody else', async (name, who) => {
  for (const role of roles) {
    const input = aboutOther(calls.find((call) => call.name === name) as Call)
    const answer = await house.ask(name as CallName, input, { cookie: cookies[role] })
    const closed = role === 'anonymous' ? 401 : 403
    if (who.split(' ').includes(role)) expect(answer.status, role).not.toBe(closed)
    else expect(answer.status, role).toBe(closed)
  }
})

test('no outsider changed a row of the other’s shop, its device, its ticket or its people', async () => {
  const touched = await house.sql(
    `select f.type, f.stream, f.principal from facts f
      where f.stream in ($1, $2, $3) and f.organisation_id not in (
        select unnest(array[c.merchant_id, c.acquirer_id, c.provider_id]) from cases c where c.case_id = $4)
        and f.principal <> 'house'`,
    [`case/${ids['caseId']}`, `device/${ids['deviceId']}`, `ticket/${ids['ticketId']}`, ids['caseId']],
  )
  expect(touched).toEqual([])
  const ended = await house.sql(
    'select 1 from memberships where organisation_id = $1 and ended_at is not null',
    [ids['organisationId']],
  )
  expect(ended).toEqual([])
})
