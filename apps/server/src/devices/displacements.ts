import { bindingOf, reservationOf } from '#device/device.ts'
import {
  decideDisplacement,
  type Displacement,
  type DisplacementMove,
  evolveDisplacement,
  nextTick,
} from '#device/displacement.ts'
import { fenceAt } from '#device/fence.ts'
import { homeSince } from '#device/watch.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { VaultField } from '#vault/datum.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { organisationNames, phoneOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { moveDevice, resumeDevice } from './device.ts'
import { deviceAsHouse, forgetStrays, watchNow } from './whereabouts.ts'

/** Words typed freely are the case's vault's; handed in where the house is put together. */
export type TextsPort = {
  sealText(errand: Errand, caseId: string, what: VaultField, text: string): Promise<string>
  openTexts(errand: Errand, refs: readonly string[]): Promise<(reference: string) => string>
}

const streamOf = (displacementId: string) => `displacement/${displacementId}`

const moved = (errand: Errand, before: Displacement | null, move: DisplacementMove) => {
  const facts = decideDisplacement(before, move, errand.stamp)
  if (isRefusal(facts)) return facts
  const after = facts.reduce<Displacement | null>(
    (each, fact) => evolveDisplacement(each, fact, errand.stamp),
    before,
  ) as Displacement
  return { facts, after }
}

/** Wakes the clock when it has something to see. */
const wind = async (errand: Errand, displacement: Displacement): Promise<void> => {
  const at = nextTick(displacement)
  const { displacementId } = displacement
  // One second later: on the dot is in time.
  if (at !== null)
    await errand.enqueue(
      'displacement-clock',
      { displacementId },
      new Date(Date.parse(at) + 1000).toISOString(),
    )
}

const moveDisplacement = async (
  errand: Errand,
  displacementId: string,
  made: DisplacementMove | ((before: Displacement) => Promise<DisplacementMove>),
): Promise<Displacement | Refusal> => {
  const [row] = await errand.run(
    db
      .selectFrom('displacements')
      .select(['state', 'version'])
      .where('displacement_id', '=', displacementId)
      .forUpdate(),
  )
  if (!row) throw new NotFound()
  const before = row.state as Displacement
  const done = moved(errand, before, typeof made === 'function' ? await made(before) : made)
  if (isRefusal(done)) return done
  const { facts, after } = done
  if (facts.length === 0) return after
  await errand.run(
    db
      .updateTable('displacements')
      .set({ status: after.status, version: row.version + facts.length, state: JSON.stringify(after) })
      .where('displacement_id', '=', displacementId),
  )
  await errand.record(streamOf(displacementId), row.version, facts)
  await wind(errand, after)
  return after
}

/** Everybody who acts for the merchant hears of it; the message says what to do and nothing of where. */
const tellMerchant = async (errand: Errand, merchantId: string, template: string, text: string) => {
  const people = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', merchantId)
      .where('ended_at', 'is', null),
  )
  for (const { person_id } of people)
    await writeMessage(errand, await phoneOf(errand, person_id), template, text)
}

/** The job behind a fix too many: stops the terminal, opens the appeal, tells the merchant. Harmless when repeated. */
export const suspendDisplaced = async (
  errand: Errand,
  { deviceId = '' }: Readonly<Record<string, string>>,
): Promise<void> => {
  const device = await deviceAsHouse(errand, deviceId)
  const { strays } = await watchNow(errand, deviceId)
  const reservation = reservationOf(device)
  if (device.status !== 'live' || bindingOf(device) === null || reservation === null || strays.length === 0)
    return
  const suspended = await moveDevice(errand, deviceId, { type: 'suspend', cause: 'moved' })
  if (isRefusal(suspended)) throw new Error(`device ${deviceId} is not suspended: ${suspended.rule}`)
  const { caseId, merchantId } = reservation
  const displacementId = newId('dsp')
  const opened = moved(errand, null, {
    type: 'open',
    ...{ displacementId, deviceId, caseId, merchantId, acquirerId: device.acquirerId },
    fixes: strays.length,
    metres: Math.max(...strays.map(({ metres }) => metres)),
    fence: fenceAt(errand.stamp.at),
  })
  if (isRefusal(opened)) throw new Error(opened.rule)
  const { facts, after } = opened
  await errand.run(
    db.insertInto('displacements').values({
      displacement_id: displacementId,
      device_id: deviceId,
      case_id: caseId,
      merchant_id: merchantId,
      acquirer_id: device.acquirerId,
      status: after.status,
      opened_at: after.openedAt,
      version: facts.length,
      state: JSON.stringify(after),
    }),
  )
  await errand.record(streamOf(displacementId), 0, facts)
  await wind(errand, after)
  await tellMerchant(
    errand,
    merchantId,
    'displaced',
    `【放心装】您的终端（尾号 ${device.serialNo.slice(-4)}）不在登记位置，已暂停收款。如有异议，请在 ${chinaDay(after.appealBy)} 前登录，在“我的终端”里申诉。 / Your terminal was found away from its place and is suspended. Appeal on “My terminal” by ${chinaDay(after.appealBy)}.`,
  )
}

/** The job behind the two clocks. */
export const displacementClock = async (
  errand: Errand,
  { displacementId = '' }: Readonly<Record<string, string>>,
): Promise<void> => {
  const after = await moveDisplacement(errand, displacementId, { type: 'tick' })
  if (isRefusal(after)) throw new Error(after.rule)
}

export const displacements = ({
  sealText,
  openTexts,
}: TextsPort): Room<'displacements.list' | 'displacements.appeal' | 'displacements.decide'> => ({
  async 'displacements.list'(errand, { after, limit = 50, status, deviceId }) {
    let query = db
      .selectFrom('displacements as x')
      .innerJoin('devices as d', 'd.device_id', 'x.device_id')
      .select(['x.displacement_id', 'x.state', 'd.serial_no'])
      .orderBy('x.displacement_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('x.displacement_id', '<', after)
    if (status !== undefined) query = query.where('x.status', '=', status)
    if (deviceId !== undefined) query = query.where('x.device_id', '=', deviceId)
    const rows = (await errand.run(query)).map((row) => ({
      serialNo: row.serial_no,
      displacement: row.state as Displacement,
    }))
    const words = await openTexts(
      errand,
      rows.flatMap(({ displacement: { appeal, decision } }) => [appeal?.words ?? '', decision]),
    )
    const shops = await organisationNames(
      errand,
      rows.map(({ displacement }) => displacement.merchantId),
    )
    return {
      items: await Promise.all(
        rows.map(async ({ serialNo, displacement }) => ({
          displacementId: displacement.displacementId,
          deviceId: displacement.deviceId,
          caseId: displacement.caseId,
          serialNo,
          shopName: shops.get(displacement.merchantId) ?? '',
          status: displacement.status,
          openedAt: displacement.openedAt,
          fixes: displacement.fixes,
          metres: displacement.metres,
          // What speaks for "back again": the newest fix that was inside.
          lastInsideAt: (await watchNow(errand, displacement.deviceId)).lastInsideAt,
          appealBy: displacement.appealBy,
          ground: displacement.appeal?.ground ?? null,
          words: words(displacement.appeal?.words ?? ''),
          appealedAt: displacement.appeal?.at ?? null,
          decideBy: displacement.appeal?.decideBy ?? null,
          overdue: displacement.overdue,
          decision: words(displacement.decision),
          endedAt: displacement.endedAt,
        })),
      ),
      next: rows.length === limit ? (rows.at(-1)?.displacement.displacementId ?? null) : null,
    }
  },

  async 'displacements.appeal'(errand, { displacementId, ground, words }) {
    const after = await moveDisplacement(errand, displacementId, async ({ caseId }) => ({
      type: 'appeal',
      ground,
      words: await sealText(errand, caseId, 'place-appeal', words),
    }))
    if (isRefusal(after)) return after
    return { decideBy: after.appeal?.decideBy ?? errand.stamp.at }
  },

  async 'displacements.decide'(errand, { displacementId, restore, words }) {
    const after = await moveDisplacement(errand, displacementId, async ({ caseId, deviceId }) => ({
      type: 'decide',
      restore,
      homeSince: homeSince(await watchNow(errand, deviceId)),
      words: await sealText(errand, caseId, 'place-decision', words),
    }))
    if (isRefusal(after)) return after
    if (restore) {
      const resumed = await resumeDevice(errand, after)
      if (isRefusal(resumed)) return resumed
      await forgetStrays(errand, after.deviceId)
    }
    await tellMerchant(
      errand,
      after.merchantId,
      'displacement-decided',
      restore
        ? '【放心装】您的终端位置申诉已通过，终端恢复收款。 / Your appeal was granted; the terminal takes payments again.'
        : '【放心装】您的终端位置申诉未通过。请登录“我的终端”查看理由和下一步。 / Your appeal was not granted; see “My terminal” for why and what next.',
    )
    return { ok: true }
  },
})
