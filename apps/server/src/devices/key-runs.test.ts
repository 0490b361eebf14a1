import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evolveKeyRun, type KeyRun, type KeyRunFact } from '#device/key-run.ts'
import { made } from '../../test/device-maker.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { devices } from './devices.ts'
import { keyRunClock } from './key-runs.ts'

let room: TestRoom
let shelf: Shelf
beforeAll(async () => {
  room = await openTestRoom(devices({ loadCase, moveCase, surveyedPlace, sealText }))
  shelf = await openShelf(room)
})
afterAll(() => room.close())

type Opened = { keyRunId: string; codes: readonly { serialNo: string; code: string }[] }
const opened = async (...serials: readonly string[]): Promise<Opened> =>
  room.granted(shelf.shop.reviewer, 'key-runs.open', { serials: [...serials], variant: 'sm4' })
const codeOf = ({ codes }: Opened, serialNo: string) =>
  codes.find((each) => each.serialNo === serialNo)?.code ?? ''
const enrols = async (serialNo: string, code: string, named = serialNo) => {
  const { request } = await made(named)
  return room.refused(nobody, 'identities.enrol', { serialNo, code, request })
}
const runNow = async (keyRunId: string) => {
  const { items } = await room.granted(shelf.shop.reviewer, 'key-runs.list', {})
  const run = items.find((each) => each.keyRunId === keyRunId)
  if (!run) throw new Error('no run')
  return run
}
/** Another person at the same desk. */
const colleague = () => room.seat('reviewer', '同事', shelf.shop.reviewer.organisationId)

describe('a run of key loading', () => {
  test('gives each device its own code and shows what became of each; closed only when all are accounted for', async () => {
    const [one, two, three] = [await shelf.inStock(), await shelf.inStock(), await shelf.inStock()]
    const run = await opened(one.serialNo, two.serialNo, three.serialNo.toLowerCase())
    const { keyRunId } = run
    expect(new Set(run.codes.map(({ code }) => code)).size).toBe(3)
    expect(await enrols(one.serialNo, codeOf(run, one.serialNo))).toBe('granted')
    // The wrong box, a request for another serial, and a code that was made up.
    expect(await enrols(two.serialNo, codeOf(run, three.serialNo))).toBe('IDENT-2')
    expect(await enrols(two.serialNo, codeOf(run, two.serialNo), 'OTHER-1')).toBe('IDENT-3')
    expect(await enrols(two.serialNo, codeOf(run, two.serialNo), 'OTHER-1')).toBe('IDENT-3')
    expect(await enrols(two.serialNo, 'made-up')).toBe('IDENT-2')
    const { loads, mine } = await runNow(keyRunId)
    expect(mine).toBe(true)
    expect(loads).toMatchObject([
      { serialNo: one.serialNo, enrolledAt: room.clock.now, refusals: [] },
      {
        serialNo: two.serialNo,
        enrolledAt: null,
        refusals: [
          { rule: 'IDENT-2', times: 1 },
          { rule: 'IDENT-3', times: 2 },
        ],
      },
      // The code it was given was tried on another device.
      { serialNo: three.serialNo, enrolledAt: null, refusals: [{ rule: 'IDENT-2', times: 1 }] },
    ])
    // Its code is good all the same.
    expect(await enrols(two.serialNo, codeOf(run, two.serialNo))).toBe('granted')
    const { reviewer } = shelf.shop
    expect(await room.refused(reviewer, 'key-runs.close', { keyRunId })).toBe('IDENT-26')
    const named = { keyRunId, deviceId: three.deviceId, reason: 'no-network' as const }
    expect(await room.refused(reviewer, 'key-runs.name-not-loaded', named)).toBe('IDENT-28')
    expect(await room.refused(await colleague(), 'key-runs.name-not-loaded', named)).toBe('granted')
    // Its code ended with that.
    expect(await enrols(three.serialNo, codeOf(run, three.serialNo))).toBe('IDENT-2')
    expect(await room.granted(reviewer, 'key-runs.close', { keyRunId })).toEqual({
      enrolled: 2,
      notLoaded: 1,
    })
    expect(await room.refused(reviewer, 'key-runs.close', { keyRunId })).toBe('IDENT-27')
    // Reconciled, it counts no more tries.
    expect(await enrols(three.serialNo, 'made-up')).toBe('IDENT-2')
    expect((await runNow(keyRunId)).loads[2]?.refusals).toEqual([{ rule: 'IDENT-2', times: 2 }])
    const { rows } = await room.owner.query<{ body: KeyRunFact; type: string; at: Date }>(
      `select body, type, at from facts where stream = $1 order by version`,
      [`key-run/${keyRunId}`],
    )
    const replayed = rows.reduce<KeyRun | null>(
      (each, { body, type, at }) =>
        evolveKeyRun(each, { ...body, type } as KeyRunFact, { at: new Date(at).toISOString() }),
      null,
    )
    const stored = await room.owner.query<{ state: KeyRun }>(
      'select state from key_runs where key_run_id = $1',
      [keyRunId],
    )
    expect(replayed).toEqual(stored.rows[0]?.state)
  })

  test('IDENT-22 to 25: nothing, twice, unknown, another acquirer’s, not received, in an open run; then no code is given', async () => {
    const { reviewer } = shelf.shop
    const [fit, busy] = [await shelf.inStock(), await shelf.inStock()]
    await opened(busy.serialNo)
    const open = (...serials: readonly string[]) =>
      room.refused(reviewer, 'key-runs.open', { serials: [...serials], variant: 'aes' })
    expect(await open()).toBe('IDENT-22')
    expect(await open(fit.serialNo, fit.serialNo)).toBe('IDENT-22')
    expect(await open(fit.serialNo, 'NOBODY-0001')).toBe('IDENT-23')
    expect(
      await room.ask(reviewer, 'key-runs.open', { serials: [fit.serialNo, 'NOBODY-0001'], variant: 'aes' }),
    ).toMatchObject({ params: { unknown: 1, serials: 'NOBODY-0001' } })
    expect(await open(fit.serialNo, busy.serialNo)).toBe('IDENT-25')
    const rival = await room.seat('reviewer', '别家收单机构')
    expect(await room.refused(rival, 'key-runs.open', { serials: [fit.serialNo], variant: 'aes' })).toBe(
      'IDENT-23',
    )
    await room.owner.query(`update devices set status = 'purchased' where device_id = $1`, [fit.deviceId])
    expect(await open(fit.serialNo)).toBe('IDENT-24')
    await room.owner.query(`update devices set status = 'in-stock' where device_id = $1`, [fit.deviceId])
    const { rows } = await room.owner.query('select from enrolment_leaves where device_id = $1', [
      fit.deviceId,
    ])
    expect(rows).toHaveLength(0)
  })

  test('another acquirer’s reviewer neither sees nor ends it', async () => {
    const one = await shelf.inStock()
    const { keyRunId } = await opened(one.serialNo)
    const rival = await room.seat('reviewer', '第三家收单机构')
    expect((await room.granted(rival, 'key-runs.list', {})).items).toEqual([])
    await expect(room.ask(rival, 'key-runs.close', { keyRunId })).rejects.toThrow(NotFound)
    await expect(
      room.ask(rival, 'key-runs.name-not-loaded', { keyRunId, deviceId: one.deviceId, reason: 'defective' }),
    ).rejects.toThrow(NotFound)
  })

  test('a delivery’s received devices, by its number; a code given anew meanwhile counts for the run', async () => {
    const { reviewer } = shelf.shop
    const one = await shelf.inStock()
    await expect(
      room.ask(reviewer, 'key-runs.open', { orderNo: 'NO-SUCH-ORDER', variant: 'sm4' }),
    ).rejects.toThrow(NotFound)
    const { rows } = await room.owner.query<{ order_no: string }>(
      `update devices set order_no = (select order_no from deliveries where acquirer_id = $2 limit 1)
        where device_id = $1 returning order_no`,
      [one.deviceId, reviewer.organisationId],
    )
    const orderNo = rows[0]?.order_no ?? ''
    // Others of that delivery are in runs of their own by now.
    await room.owner.query('update key_run_devices set is_open = false')
    const run = await room.granted(reviewer, 'key-runs.open', { orderNo, variant: 'sm4' })
    expect(run.codes.map(({ serialNo }) => serialNo)).toContain(one.serialNo)
    const again = await room.granted(reviewer, 'identities.open-enrolment', {
      deviceId: one.deviceId,
      variant: 'aes',
    })
    expect(await enrols(one.serialNo, codeOf(run, one.serialNo))).toBe('IDENT-2')
    expect(await enrols(one.serialNo, again.code)).toBe('granted')
    const { loads } = await runNow(run.keyRunId)
    expect(loads.find(({ deviceId }) => deviceId === one.deviceId)?.enrolledAt).toBe(room.clock.now)
  })

  test('IDENT-29: past its day and open, the desk is told once', async () => {
    const one = await shelf.inStock()
    const { keyRunId } = await opened(one.serialNo)
    const told = async () =>
      (await room.owner.query(`select from messages where template = 'key-run-overdue'`)).rows.length
    const ring = () => performAsHouse(room.house, 'test-clock', (errand) => keyRunClock(errand, { keyRunId }))
    await ring()
    expect(await told()).toBe(0)
    room.clock.now = new Date(Date.parse(room.clock.now) + 25 * 3_600_000).toISOString()
    await ring()
    const once = await told()
    expect(once).toBeGreaterThan(0)
    await ring()
    expect(await told()).toBe(once)
    expect(await runNow(keyRunId)).toMatchObject({ overdue: true, closedAt: null })
    // Its code has ended with its day.
    expect(await enrols(one.serialNo, 'whatever')).toBe('IDENT-2')
  })
})
