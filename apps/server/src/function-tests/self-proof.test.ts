import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gate } from '#provision/gate.ts'
import { secretText } from '#device/secret-text.ts'
import { made } from '../../test/device-maker.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { type BoundShop, bindShop, openRoomHost, type RoomHost, terminalFor } from '../../test/tested-shop.ts'
import { loadCase } from '../cases/case.ts'
import { deviceEvidence } from '../devices/evidence.ts'
import { blockOf, openOnDevice } from '../devices/device-secret.ts'
import { performAsHouse } from '../house/corridor.ts'
import { rooms } from '../rooms.ts'
import { cardPage } from './card-page.ts'
import { verifyCard } from './card.ts'

let room: TestRoom
let host: RoomHost
beforeAll(async () => {
  room = await openTestRoom(rooms())
  host = await openRoomHost(room)
}, 60_000)
afterAll(async () => {
  await host?.close()
  await room?.close()
})

const later = (seconds: number) => {
  room.clock.now = new Date(Date.parse(room.clock.now) + seconds * 1000).toISOString()
}

/** A shop whose device row says as much of itself as enrolling reads. */
const shopOf = async (model: 'plain' | 'proves-identity' = 'plain'): Promise<BoundShop> => {
  const shop = await bindShop(room)
  const { deviceId, serialNo, caseId, reviewer } = shop
  const state = { deviceId, serialNo, acquirerId: reviewer.organisationId, status: 'bound' }
  const binding = { caseId, boundAt: room.clock.now }
  await room.owner.query('update devices set state = $2 where device_id = $1', [
    ...[deviceId, { ...state, binding }],
  ])
  if (model === 'plain') return shop
  await room.owner.query(
    `insert into models (model_code, acquirer_id, maker, name, terminal_kind, registry_code, firmware_version, price_cap_fen, certificates, capabilities, version, registered_at)
     values ('DEMO-P1', $1, 'Demo', 'P1', 'smart-pos', '04', '1.0.0', 100000, '[]', '{proves-identity}', 1, $2) on conflict do nothing`,
    [reviewer.organisationId, room.clock.now],
  )
  await room.owner.query(`update devices set model_code = 'DEMO-P1' where device_id = $1`, [deviceId])
  return shop
}

/** A terminal's own half of its identity: what it says to a question. */
const enrolled = async ({ reviewer, deviceId, serialNo }: BoundShop) => {
  const variant = 'sm4'
  const { code } = await room.granted(reviewer, 'identities.open-enrolment', { deviceId, variant })
  const { request, scalar } = await made(serialNo)
  const { identityId, sealedKey } = await room.granted(nobody, 'identities.enrol', {
    serialNo,
    code,
    request,
  })
  const key = await openOnDevice(scalar, identityId, Buffer.from(sealedKey, 'base64'))
  const ask = () => room.granted(nobody, 'identities.challenge', { serialNo })
  const say = (factor: string) => secretText(blockOf(variant, key), serialNo, factor)
  const answer = ({ challengeId }: { challengeId: string }, text: string) =>
    room.refused(nobody, 'identities.answer', { challengeId, serialNo, variant, secretText: text })
  const proves = async () => {
    const asked = await ask()
    return answer(asked, say(asked.factor))
  }
  return { identityId, ask, say, answer, proves }
}

const opened = async (shop: BoundShop) => {
  const { runId, testMasterKey } = await room.granted(shop.technician, 'function-tests.open', {
    caseId: shop.caseId,
  })
  return { runId, ...terminalFor(host.port, shop, testMasterKey) }
}
const runOf = async ({ technician, caseId }: BoundShop) =>
  (await room.granted(technician, 'function-tests.run', { caseId })).run
const cardIn = ({ merchant, caseId }: BoundShop, runId: string) =>
  room.granted(merchant, 'function-tests.card', { caseId, runId })
const passedIn = async (caseId: string) =>
  performAsHouse(
    room.house,
    'test-look',
    async (errand) => (await loadCase(errand, caseId)).state.functionTest,
  )

/** What holds the run's key does everything right, whatever it is. */
const laptop = async (shop: BoundShop, meanwhile: () => Promise<unknown> = async () => null) => {
  later(60)
  const run = await opened(shop)
  later(60)
  await meanwhile()
  await run.pressAll()
  return run.runId
}
const unproved = async (shop: BoundShop) => {
  expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: 'TEST-20', hasCard: false })
  expect((await passedIn(shop.caseId))?.passed ?? false).toBe(false)
}

describe('TEST-20: who holds the run’s key and is not the terminal', () => {
  test('the model says it proves itself, and nobody enrolled it: every step seen, and no card', async () => {
    const shop = await shopOf('proves-identity')
    await laptop(shop, async () =>
      expect((await runOf(shop))?.selfProof).toEqual({ required: true, provedAt: null }),
    )
    await unproved(shop)
  }, 60_000)

  test('it answered before the run began', async () => {
    const shop = await shopOf()
    const terminal = await enrolled(shop)
    expect(await terminal.proves()).toBe('granted')
    await laptop(shop)
    await unproved(shop)
  }, 60_000)

  test('it was asked before the run began, and answered in it', async () => {
    const shop = await shopOf()
    const terminal = await enrolled(shop)
    const asked = await terminal.ask()
    await laptop(shop, async () =>
      expect(await terminal.answer(asked, terminal.say(asked.factor))).toBe('granted'),
    )
    await unproved(shop)
  }, 60_000)

  test('another device answered, with its own key and for itself', async () => {
    const [shop, elsewhere] = [await shopOf(), await shopOf()]
    const [terminal, other] = [await enrolled(shop), await enrolled(elsewhere)]
    await laptop(shop, async () => {
      expect(await other.proves()).toBe('granted')
      const asked = await terminal.ask()
      expect(await terminal.answer(asked, other.say(asked.factor))).toBe('IDENT-9')
    })
    await unproved(shop)
  }, 60_000)

  test('its answer was wrong', async () => {
    const shop = await shopOf()
    const terminal = await enrolled(shop)
    await laptop(shop, async () => {
      const asked = await terminal.ask()
      expect(await terminal.answer(asked, '00000000')).toBe('IDENT-9')
    })
    await unproved(shop)
  }, 60_000)

  test('the identity it answered under was ended before the last step, by its desk or by enrolling anew', async () => {
    for (const how of ['withdrawn', 'replaced'] as const) {
      const shop = await shopOf('proves-identity')
      const terminal = await enrolled(shop)
      await laptop(shop, async () => {
        expect(await terminal.proves()).toBe('granted')
        if (how === 'replaced') await enrolled(shop)
        else await room.granted(shop.reviewer, 'identities.withdraw', { deviceId: shop.deviceId })
      })
      await unproved(shop)
    }
  }, 60_000)
})

describe('the card says what ties it to the terminal', () => {
  test('the command shown to the technician asks for it where it is asked for', async () => {
    const commandOf = async ({ technician, caseId }: BoundShop) =>
      (await room.granted(technician, 'function-tests.open', { caseId })).command
    expect(await commandOf(await shopOf())).not.toContain('--identity')
    const shop = await shopOf('proves-identity')
    expect(await commandOf(shop)).toContain(` --identity ${shop.serialNo}.json --house ${room.house.origin}`)
  })

  test('this very terminal, by its own key', async () => {
    const shop = await shopOf('proves-identity')
    const terminal = await enrolled(shop)
    const runId = await laptop(shop, async () => expect(await terminal.proves()).toBe('granted'))
    const run = await runOf(shop)
    expect(run).toMatchObject({ status: 'passed', endedBy: null, hasCard: true })
    const { file, sha256, provedAt } = await cardIn(shop, runId)
    expect(provedAt).toBe(run?.selfProof?.provedAt)
    const { card } = verifyCard(file, null)
    if (card === null) throw new Error('no card')
    expect(card.terminal.selfProof).toEqual({ identityId: terminal.identityId, provedAt })
    expect(JSON.stringify(cardPage(card, sha256, 'zh').facts)).toContain('用只有它才有的密钥证明了自己')
    expect(JSON.stringify(cardPage(card, sha256, 'en').facts)).toContain(
      'proved itself with a key only it holds',
    )
    // Said otherwise it is no card of this house's.
    const bent = file.replace(terminal.identityId, `idn_${'0'.repeat(32)}`)
    expect(verifyCard(bent, null).flaws).toEqual([{ rule: 'TEST-11' }])
  }, 60_000)

  test('its serial number only, for one that cannot', async () => {
    const shop = await shopOf()
    const runId = await laptop(shop)
    const { file, sha256, provedAt } = await cardIn(shop, runId)
    expect(provedAt).toBeNull()
    const { card } = verifyCard(file, null)
    if (card === null) throw new Error('no card')
    expect(JSON.stringify(cardPage(card, sha256, 'zh').facts)).toContain('只凭序列号认定')
    expect((await runOf(shop))?.selfProof).toEqual({ required: false, provedAt: null })
  }, 60_000)
})

describe('GATE-14: what the gate is told', () => {
  test('asked for as soon as it can; an answer before it was bound, or under an ended identity, is none', async () => {
    const shop = await shopOf()
    const { deviceId, caseId, reviewer } = shop
    const state = await performAsHouse(
      room.house,
      'test-look',
      async (errand) => (await loadCase(errand, caseId)).state,
    )
    const told = async () => {
      const device = await performAsHouse(room.house, 'test-look', (errand) =>
        deviceEvidence(errand, deviceId),
      )
      if (device === null) throw new Error('no device')
      const evidence = { ...device, openP1Tickets: 0, testCard: null }
      const shut = gate(state, evidence, room.clock.now).some(({ rule, met }) => rule === 'GATE-14' && !met)
      return { ...device.selfProof, shut }
    }
    expect(await told()).toEqual({ required: false, provedAt: null, shut: false })
    later(-3600)
    const before = await enrolled(shop)
    expect(await before.proves()).toBe('granted')
    later(3600)
    expect(await told()).toEqual({ required: true, provedAt: null, shut: true })
    later(60)
    expect(await before.proves()).toBe('granted')
    expect(await told()).toEqual({ required: true, provedAt: room.clock.now, shut: false })
    const anew = await enrolled(shop)
    expect(await told()).toEqual({ required: true, provedAt: null, shut: true })
    expect(await anew.proves()).toBe('granted')
    expect((await told()).shut).toBe(false)
    await room.granted(reviewer, 'identities.withdraw', { deviceId })
    expect((await told()).required).toBe(false)
  }, 60_000)
})
