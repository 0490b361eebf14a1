import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTown, type Town } from '../../test/town.ts'
import { codeLimits } from './code.ts'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

let numbers = 10_000
/** A telephone nobody has used yet, on a network whose hour is fresh. */
const newPhone = (): string => {
  town.pass(3_601)
  return `199000${String(++numbers)}`
}
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const verify = (phone: string, code: string) => town.ask('people.verify-code', { phone, code })

describe('a sign-in code', () => {
  test('ends after five wrong tries, also for the right one', async () => {
    const phone = newPhone()
    const code = await town.codeFor(phone)
    for (let n = 0; n < codeLimits.tries; n++)
      expect(await verify(phone, other(code))).toMatchObject({ status: 409, body: { rule: 'PEOPLE-5' } })
    expect(await verify(phone, code)).toMatchObject({ status: 409, body: { rule: 'PEOPLE-5' } })
  })

  test('is still good after four wrong tries', async () => {
    const phone = newPhone()
    const code = await town.codeFor(phone)
    for (let n = 0; n < codeLimits.tries - 1; n++) await verify(phone, other(code))
    expect((await verify(phone, code)).status).toBe(200)
  })

  test('gives parallel guesses no more tries than guesses one by one', async () => {
    const phone = newPhone()
    const code = await town.codeFor(phone)
    const guesses = Array.from({ length: 30 }, (_, n) =>
      String((Number(code) + 1 + n) % 1_000_000).padStart(6, '0'),
    )
    const answers = await Promise.all(guesses.map((guess) => verify(phone, guess)))
    expect(answers.every(({ status }) => status === 409)).toBe(true)
    const owner = new pg.Client(town.database.connection)
    await owner.connect()
    const { rows } = await owner.query('select tries from codes order by requested_at desc limit 1')
    await owner.end()
    expect(rows[0].tries).toBe(codeLimits.tries)
    expect((await verify(phone, code)).status).toBe(409)
  })

  test('lets in exactly one of fifty who bring it at the same moment', async () => {
    const phone = newPhone()
    const code = await town.codeFor(phone)
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(phone, code)))
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    // On a crowded machine some are told to come back (503), and nothing was done for them.
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.every(({ status, body }) => status === 503 || body.rule === 'PEOPLE-5')).toBe(true)
  })

  test('expires after five minutes', async () => {
    const phone = newPhone()
    const code = await town.codeFor(phone)
    town.pass(codeLimits.lifeSeconds + 1)
    expect((await verify(phone, code)).status).toBe(409)
  })

  test('gives way to the next one', async () => {
    const phone = newPhone()
    const first = await town.codeFor(phone)
    town.pass(61)
    const second = await town.codeFor(phone)
    if (first !== second) expect((await verify(phone, first)).status).toBe(409)
    expect((await verify(phone, second)).status).toBe(200)
  })

  test('is sent again after sixty seconds, not before, and at most five times an hour', async () => {
    const phone = newPhone()
    await town.codeFor(phone)
    const soon = await town.ask('people.request-code', { phone })
    expect(soon).toMatchObject({ status: 429, body: { rule: 'PEOPLE-2' } })
    expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(50)
    for (let n = 1; n < codeLimits.perPhoneHour; n++) {
      town.pass(61)
      await town.codeFor(phone)
    }
    town.pass(61)
    expect(await town.ask('people.request-code', { phone })).toMatchObject({
      status: 429,
      body: { rule: 'PEOPLE-3' },
    })
    town.pass(3_600)
    expect((await town.ask('people.request-code', { phone })).status).toBe(200)
  })

  test('is sent to at most twenty numbers an hour for one network, also when all ask at once', async () => {
    newPhone()
    const ask = (n: number) =>
      town.ask('people.request-code', { phone: `1990002${String(n).padStart(4, '0')}` })
    const sentOf = (answers: readonly { status: number }[]) =>
      answers.filter(({ status }) => status === 200).length
    let sent = sentOf(await Promise.all(Array.from({ length: 40 }, (_, n) => ask(n))))
    expect(sent).toBeLessThanOrEqual(codeLimits.perAddressHour)
    let last = await ask(100)
    for (let n = 101; last.status === 200; n++) {
      sent += 1
      last = await ask(n)
    }
    expect(last).toMatchObject({ status: 429, body: { rule: 'PEOPLE-4' } })
    expect(sent).toBe(codeLimits.perAddressHour)
    newPhone()
    expect((await ask(200)).status).toBe(200)
  })

  test('does not tell whether a number is known', async () => {
    const known = newPhone()
    await town.signIn(known)
    town.pass(61)
    const unknown = newPhone()
    const [one, two] = [
      await town.ask('people.request-code', { phone: known }),
      await town.ask('people.request-code', { phone: unknown }),
    ]
    expect(Object.keys(one.body)).toEqual(Object.keys(two.body))
    expect([one.status, one.body.resendAfterSeconds]).toEqual([two.status, two.body.resendAfterSeconds])
    const comparable = ({ status, body }: typeof one) => ({ status, body: { ...body, requestId: '' } })
    const wrong = [await verify(known, '000000'), await verify(unknown, '000000')]
    expect(comparable(wrong[0] as typeof one)).toEqual(comparable(wrong[1] as typeof one))
    const never = await verify(newPhone(), '000000')
    expect(comparable(never)).toEqual(comparable(wrong[0] as typeof one))
  })

  test('goes to mainland mobile numbers only', async () => {
    for (const phone of ['+1 202 555 0100', '12345678', '0755 8888 8888', '+852 5123 4567'])
      expect(await town.ask('people.request-code', { phone })).toMatchObject({
        body: { rule: 'PEOPLE-1', field: 'phone' },
      })
  })
})

const me = (cookie: string) => town.ask('people.me', {}, { cookie })

describe('a session', () => {
  test('is new at every sign-in, and the one before it has ended', async () => {
    const phone = newPhone()
    const first = await town.signIn(phone)
    town.pass(61)
    const second = await town.signIn(phone, first)
    expect(second).not.toBe(first)
    expect((await me(first)).body.principal).toBe('anonymous')
    expect((await me(second)).body.principal).toBe('merchant')
  })

  test('never takes a token the visitor brought', async () => {
    const planted = `fx_session=${'A'.repeat(43)}`
    expect(await town.signIn(newPhone(), planted)).not.toBe(planted)
    expect((await me(planted)).body.principal).toBe('anonymous')
  })

  test('has a cookie no script reads, no other site sends, bound to the host and to TLS where there is TLS', async () => {
    const phone = newPhone()
    const code = await town.codeFor(phone)
    const set = (await verify(phone, code)).headers.get('set-cookie') ?? ''
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(set).toContain(flag)
    expect(set).not.toContain('Domain')
    const secure = await openTown({ publicUrl: 'https://pos.example' })
    try {
      const again = await secure.codeFor(phone)
      const { headers } = await secure.ask('people.verify-code', { phone, code: again })
      expect(headers.get('set-cookie')).toMatch(
        /^__Host-fx_session=[\w-]{43};(?=.*Secure)(?=.*HttpOnly)(?=.*SameSite=Strict)/,
      )
    } finally {
      await secure.close()
    }
  })

  test('ended from another device it is worth nothing at once, on any call', async () => {
    const phone = newPhone()
    const lost = await town.signIn(phone)
    town.pass(61)
    const kept = await town.signIn(phone)
    const { body } = await town.ask('people.sessions', {}, { cookie: kept })
    const stolen = body.items.find((session: { current: boolean }) => !session.current)
    expect(
      (await town.ask('people.end-session', { sessionId: stolen.sessionId }, { cookie: kept })).status,
    ).toBe(200)
    for (const name of ['cases.list', 'people.sessions', 'people.passkeys'] as const)
      expect((await town.ask(name, {}, { cookie: lost })).status).toBe(401)
    expect((await town.ask('cases.open', {}, { cookie: lost })).status).toBe(401)
    expect((await town.ask('cases.list', {}, { cookie: kept })).status).toBe(200)
    const again = await town.ask('people.end-session', { sessionId: stolen.sessionId }, { cookie: kept })
    expect(again.status).toBe(404)
  })

  test('of somebody else cannot be ended', async () => {
    const victim = await town.signIn(newPhone())
    const { body } = await town.ask('people.sessions', {}, { cookie: victim })
    const attacker = await town.signIn(newPhone())
    const answer = await town.ask(
      'people.end-session',
      { sessionId: body.items[0].sessionId },
      { cookie: attacker },
    )
    expect(answer.status).toBe(404)
    expect((await me(victim)).body.principal).toBe('merchant')
  })

  test('ends at sign-out, after a week unused, and after thirty days in any case', async () => {
    const out = await town.signIn(newPhone())
    const signedOut = await town.ask('people.sign-out', {}, { cookie: out })
    expect(signedOut.headers.get('set-cookie')).toMatch(/^fx_session=;/)
    expect((await me(out)).body.principal).toBe('anonymous')
    const idle = await town.signIn(newPhone())
    town.pass(6 * 86_400)
    expect((await me(idle)).body.principal).toBe('merchant')
    town.pass(8 * 86_400)
    expect((await me(idle)).body.principal).toBe('anonymous')
    const busy = await town.signIn(newPhone())
    for (let day = 0; day < 29; day += 5) {
      town.pass(5 * 86_400)
      if (day < 25) expect((await me(busy)).body.principal).toBe('merchant')
    }
    town.pass(86_400)
    expect((await me(busy)).body.principal).toBe('anonymous')
  })
})

describe('an organisation', () => {
  let operator: string
  let deskPhone: string
  let desk: string
  beforeAll(async () => {
    town.pass(3_601)
    operator = await town.signIn('19900000000')
    const { body } = await town.ask(
      'organisations.register',
      { kind: 'provider', name: '演示服务商' },
      { cookie: operator },
    )
    deskPhone = newPhone()
    const input = {
      phone: deskPhone,
      name: '客服',
      principal: 'provider',
      organisationId: body.organisationId,
    }
    await town.ask('people.invite', input, { cookie: operator })
    desk = await town.signIn(deskPhone)
  })

  test('that ends a membership shuts that person out at once, session and API key', async () => {
    const phone = newPhone()
    const invited = await town.ask(
      'people.invite',
      { phone, name: '第二客服', principal: 'provider' },
      { cookie: desk },
    )
    const cookie = await town.signIn(phone)
    const issued = await town.ask(
      'organisations.issue-api-key',
      { label: '演示', calls: ['cases.list'] },
      { cookie },
    )
    const bearer = issued.body.apiKey
    expect((await town.ask('cases.list', {}, { bearer })).status).toBe(200)
    expect(
      (await town.ask('people.end-membership', { personId: invited.body.personId }, { cookie: desk })).status,
    ).toBe(200)
    expect((await town.ask('cases.list', {}, { cookie })).status).toBe(401)
    expect((await town.ask('cases.list', {}, { bearer })).status).toBe(401)
  })

  test('can make nobody a reviewer, a regulator or an operator, nor invite for another', async () => {
    for (const principal of ['reviewer', 'regulator', 'operator', 'merchant'])
      expect(
        await town.ask('people.invite', { phone: newPhone(), name: 'x', principal }, { cookie: desk }),
      ).toMatchObject({ status: 409, body: { rule: 'PEOPLE-6' } })
    const { body } = await town.ask('organisations.list', { kind: 'platform' }, { cookie: operator })
    const { organisationId } = body.items[0]
    const answer = await town.ask(
      'people.invite',
      { phone: newPhone(), name: 'x', principal: 'provider', organisationId },
      { cookie: desk },
    )
    expect(answer.status).toBe(404)
  })

  test('gives a key only what its giver may, and takes it back at once', async () => {
    const beyond = await town.ask(
      'organisations.issue-api-key',
      { label: 'x', calls: ['reviews.approve'] },
      { cookie: desk },
    )
    expect(beyond).toMatchObject({ status: 409, body: { rule: 'PEOPLE-8' } })
    const { body } = await town.ask(
      'organisations.issue-api-key',
      { label: 'x', calls: ['cases.list'] },
      { cookie: desk },
    )
    const bearer = body.apiKey
    expect(bearer).toMatch(/^fx_[\w-]{43}$/)
    expect((await town.ask('people.colleagues', {}, { bearer })).status).toBe(403)
    await town.ask('organisations.revoke-api-key', { apiKeyId: body.apiKeyId }, { cookie: desk })
    expect((await town.ask('cases.list', {}, { bearer })).status).toBe(401)
  })

  test('lets one person act for one role at a time, in a new session', async () => {
    const both = await town.ask(
      'people.invite',
      { phone: deskPhone, name: '客服', principal: 'technician' },
      { cookie: desk },
    )
    expect(both.status).toBe(200)
    const { body } = await me(desk)
    const chosen = await town.ask(
      'people.choose-membership',
      { organisationId: body.organisation.organisationId, principal: 'technician' },
      { cookie: desk },
    )
    const technician = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(chosen.body.principal).toBe('technician')
    expect((await town.ask('visits.day', {}, { cookie: technician })).status).toBe(200)
    expect((await town.ask('people.colleagues', {}, { cookie: technician })).status).toBe(403)
    expect((await me(desk)).body.principal).toBe('anonymous')
    const [platform] = (await town.ask('organisations.list', { kind: 'platform' }, { cookie: operator })).body
      .items
    const stranger = await town.ask(
      'people.choose-membership',
      { organisationId: platform.organisationId, principal: 'operator' },
      { cookie: technician },
    )
    expect(stranger.status).toBe(404)
  })
})
