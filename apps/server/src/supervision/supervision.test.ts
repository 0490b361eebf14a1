import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutputOf } from '#api/calls.ts'
import type { Principal } from '#ground/stamp.ts'
import { verifyProofFile } from '#tlog/proof-file.ts'
import { readVerifierKey } from '#tlog/verifier-key.ts'
import { leafOf, openedBy, sha256 } from '../../test/auditor.ts'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { houseOn } from '../../test/house.ts'
import { testKeys } from '../../test/keys.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { Handlers } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { openHttp } from '../house/http.ts'
import { newId } from '../house/new-id.ts'
import { tokenHash } from '../house/session.ts'
import { db } from '../house/tables.ts'
import { logIdentity } from '../log/identity.ts'
import { proofFileOf } from '../log/proof-file.ts'
import { sequence } from '../log/sequencer.ts'
import { openLog } from '../log/serve.ts'
import { addMembership, ensurePerson } from '../people/person.ts'
import { supervision } from './supervision.ts'

let database: FreshDatabase
let house: House
let app: FastifyInstance
const org = {
  merchant: newId('org'),
  acquirer: newId('org'),
  provider: newId('org'),
  regulator: newId('org'),
}
const caseIds = [newId('cas'), newId('cas'), newId('cas')] as const
const token = { regulator: 'token-of-the-regulator', reviewer: 'token-of-a-reviewer' }

const asOwner = async (sql: string) => {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
const happen = (stream: string, facts: readonly { type: string }[]) =>
  performAsHouse(house, 'test-facts', (errand) => errand.record(stream, 0, facts))
const turn = () => performAsHouse(house, 'test-turn', (errand) => sequence(errand, logIdentity(house)))

const signIn = (principal: keyof typeof token, organisationId: string, phone: string) =>
  performAsHouse(house, 'test-sign-in', async (errand) => {
    const personId = await ensurePerson(errand, phone, 'Demo person')
    await addMembership(errand, personId, organisationId, principal satisfies Principal, null)
    await errand.run(
      db.insertInto('sessions').values({
        session_id: newId('ses'),
        token_hash: tokenHash(token[principal]),
        person_id: personId,
        organisation_id: organisationId,
        principal,
        device: 'test',
        expires_at: '2099-01-01T00:00:00Z',
      }),
    )
  })
const ask = (who: keyof typeof token, url: string) =>
  app.inject({ url: `/api/${url}`, cookies: { fx_session: token[who] } })

const caseRow = (caseId: string, step: string, provider: string | null) =>
  `('${caseId}', '${org.merchant}', '${org.acquirer}', ${provider === null ? 'null' : `'${provider}'`}, '${step}', 1, '{}', now(), now())`
const deviceRow = (serial: string, status: string) =>
  `('${newId('dev')}', '${org.acquirer}', 'M1', '${serial}', '${status}', 1, '{}', now())`
// answer due, answered, resolve due, resolved: in hours from now.
const ticketRow = (status: string, clocks: readonly (number | null)[], missedBefore = false) =>
  `('${newId('tic')}', '${caseIds[0]}', '${org.merchant}', '${org.acquirer}', '${org.provider}', 'other', 'P3', '${status}', '',
    now() - interval '9 hours', ${clocks.map((hours) => (hours === null ? 'null' : `now() + interval '${hours} hours'`)).join(', ')}, ${missedBefore}, 1, '{}')`

beforeAll(async () => {
  database = await freshDatabase()
  house = houseOn(database.connection, await testKeys(), { FANGXIN_DEMO: '1' })
  app = await openHttp(house, supervision(proofFileOf) as Handlers)
  openLog(app, house)
  await asOwner(`
    insert into organisations (organisation_id, kind, name) values
      ('${org.merchant}', 'merchant', 'Demo shop'), ('${org.acquirer}', 'acquirer', 'Demo acquirer'),
      ('${org.provider}', 'provider', 'Demo provider'), ('${org.regulator}', 'regulator', 'Demo regulator');
    insert into cases (case_id, merchant_id, acquirer_id, provider_id, step, version, state, opened_at, updated_at) values
      ${caseRow(caseIds[0], 'support', org.provider)}, ${caseRow(caseIds[1], 'support', org.provider)}, ${caseRow(caseIds[2], 'needs', null)};
    insert into models (model_code, acquirer_id, maker, name, terminal_kind, registry_code, firmware_version, price_cap_fen,
      certificates, version, registered_at) values ('M1', '${org.acquirer}', 'Demo', 'Demo', 'smart', 'R', '1', 1, '{}', 1, now());
    insert into devices (device_id, acquirer_id, model_code, serial_no, status, version, state, updated_at) values
      ${deviceRow('S1', 'live')}, ${deviceRow('S2', 'live')}, ${deviceRow('S3', 'suspect')}, ${deviceRow('S4', 'in-stock')};
    insert into tickets (ticket_id, case_id, merchant_id, acquirer_id, provider_id, category, priority, status, subject_sealed,
      opened_at, answer_due, answered_at, resolve_due, resolved_at, missed_before, version, state) values
      ${ticketRow('open', [1, null, 2, null])}, ${ticketRow('open', [-1, null, 2, null])}, ${ticketRow('answered', [-3, -4, -1, null])},
      ${ticketRow('closed', [-3, -4, -1, -2])}, ${ticketRow('closed', [-3, -4, -1, -2], true)};
    insert into filings (provider_id, filing_no, filing_status, services, region_codes, evaluations, hotline, about,
      published_by, published_at, version) values
      ('${org.provider}', 'F1', 'effective', '{}', '{}', '{}', '', '', '${org.acquirer}', now(), 1);
    insert into audit (at, call, principal, person_id, organisation_id, outcome, request_id) values
      (now(), 'cases.open', 'merchant', '', '', 'ok', 'r'), (now(), 'go-live.activate', 'reviewer', '', '', 'GATE-3', 'r'),
      (now(), 'go-live.activate', 'reviewer', '', '', 'GATE-3', 'r'), (now(), 'devices.bind', 'technician', '', '', 'BIND-1', 'r')`)
  const attached = (severity: string) => ({
    type: 'agreement-attached',
    findings: [{ findingId: 'f1', severity }],
  })
  const accepted = { type: 'finding-accepted', findingId: 'f1' }
  await happen(`case/${caseIds[0]}`, [
    { type: 'application-returned' },
    { type: 'application-rejected' },
    { type: 'rejection-appealed' },
    attached('high'),
    accepted,
    // The next text says the same less harshly: accepting that is no grave trap.
    attached('medium'),
    accepted,
  ])
  await happen(`case/${caseIds[1]}`, [{ type: 'case-opened' }])
  await turn()
  await signIn('regulator', org.regulator, '+8613900000001')
  await signIn('reviewer', org.acquirer, '+8613900000002')
})
afterAll(async () => {
  await app.close()
  await house.pool.end()
  await database.drop()
})

const facts = async (query = ''): Promise<OutputOf<'supervision.facts'>> => {
  const answer = await ask('regulator', `supervision.facts?${query}`)
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

test('the overview counts what happened', async () => {
  const answer = await ask('regulator', 'supervision.overview')
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    {
      casesByStep: [
        { step: 'needs', count: 1 },
        { step: 'support', count: 2 },
      ],
      liveTerminals: 2,
      suspectDevices: 1,
      rejections: 2,
      appeals: 1,
      highFindingsAccepted: 1,
      ticketsOpen: 3,
      ticketsLate: 3,
      refusalsByRule: [
        { rule: 'GATE-3', count: 2 },
        { rule: 'BIND-1', count: 1 },
      ],
      providers: [{ name: 'Demo provider', filingStatus: 'effective', live: 2, ticketsLate: 3 }],
    },
  ])
  expect((await ask('reviewer', 'supervision.overview')).statusCode).toBe(403)
})

test('facts are read newest first, page by page, or of one case', async () => {
  const { items } = await facts()
  expect(items.map((item) => item.leafIndex)).toEqual([7, 6, 5, 4, 3, 2, 1, 0])
  expect(items[0]).toMatchObject({ stream: `case/${caseIds[1]}`, type: 'case-opened', principal: 'house' })
  const paged: string[] = []
  for (let after = ''; ; ) {
    const page = await facts(`limit=3${after}`)
    paged.push(...page.items.map((item) => item.factId))
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  expect(paged).toEqual(items.map((item) => item.factId))
  expect((await facts(`caseId=${caseIds[1]}`)).items).toHaveLength(1)
  expect((await facts('after=nonsense')).items).toEqual([])
})

describe('evidence of a fact', () => {
  test('holds offline, with this house’s verifier and with plain SHA-256', async () => {
    const keyLine = (await app.inject({ url: '/log/key' })).body
    for (const { factId, leafIndex, type } of (await facts()).items) {
      const answer = await ask('regulator', `supervision.evidence?factId=${factId}`)
      const { entry, proof, ...told } = answer.json() as OutputOf<'supervision.evidence'>
      expect(told).toEqual({ leafIndex })
      expect(JSON.parse(entry)).toMatchObject({ type })
      expect(verifyProofFile(proof, Buffer.from(entry), readVerifierKey(keyLine.trim()))).toMatchObject({
        index: leafIndex,
        size: 8,
      })
      // In a tree of eight each of three siblings stands left or right as the index's bits say.
      const [head = '', ...note] = proof.split('\n\n')
      const [magic, index, ...hashes] = head.split('\n')
      const climbed = hashes.reduce(
        (hash, sibling, level) => {
          const beside = Buffer.from(sibling, 'base64')
          return (leafIndex ?? 0) & (1 << level)
            ? sha256(Buffer.of(1), beside, hash)
            : sha256(Buffer.of(1), hash, beside)
        },
        leafOf(Buffer.from(entry)),
      )
      expect([magic, index, hashes.length]).toEqual(['c2sp.org/tlog-proof@v1', `index ${leafIndex}`, 3])
      expect(climbed.toString('base64')).toBe(openedBy(keyLine, note.join('\n\n')).root)
    }
  })

  test('is for those who may see the fact', async () => {
    const [newest] = (await facts()).items
    const url = (factId: string) => `supervision.evidence?factId=${factId}`
    expect((await ask('reviewer', url(newest?.factId ?? ''))).statusCode).toBe(200)
    await happen('device/elsewhere', [{ type: 'device-registered' }])
    const [elsewhere] = (await facts('limit=1')).items
    expect((await ask('reviewer', url(elsewhere?.factId ?? ''))).statusCode).toBe(404)
    expect((await ask('regulator', url(newId('fac')))).statusCode).toBe(404)
    // Not numbered yet: a rule's answer, and true again two seconds later.
    const early = await ask('regulator', url(elsewhere?.factId ?? ''))
    expect([early.statusCode, (early.json() as { rule: string }).rule]).toEqual([409, 'TLOG-12'])
    await turn()
    expect((await ask('regulator', url(elsewhere?.factId ?? ''))).statusCode).toBe(200)
  })
})

test('facts of one report to the registry, one displacement, one incident, one passer-by’s report', async () => {
  const things = [
    ['reportId', 'report', 'rep'],
    ['displacementId', 'displacement', 'dsp'],
    ['incidentId', 'incident', 'inc'],
    ['concernId', 'concern', 'con'],
  ] as const
  for (const [name, room, prefix] of things) {
    const [one, another] = [newId(prefix), newId(prefix)]
    await happen(`${room}/${one}`, [{ type: `${room}-began` }, { type: `${room}-ended` }])
    await happen(`${room}/${another}`, [{ type: `${room}-began` }])
    expect((await facts(`${name}=${one}`)).items.map(({ type }) => type)).toEqual([
      `${room}-ended`,
      `${room}-began`,
    ])
  }
})
