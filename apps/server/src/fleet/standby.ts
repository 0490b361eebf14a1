import { sql } from 'kysely'
import { decide, evolve, type Standby, type StandbyFact, type StandbyMove } from '#fleet/standby.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { tellShop } from './shop.ts'

const columns = (standby: Standby, version: number) => ({
  ended_at: standby.ended?.at ?? null,
  version,
  state: JSON.stringify(standby),
})

type Stored = { readonly standby: Standby; readonly version: number }

const move = async (
  errand: Errand,
  { standby, version }: Stored,
  does: StandbyMove,
): Promise<Standby | Refusal> => {
  const facts: readonly StandbyFact[] | Refusal = decide(standby, does, errand.stamp)
  if (isRefusal(facts)) return facts
  if (facts.length === 0) return standby
  const after = facts.reduce<Standby>(evolve, standby)
  await errand.run(
    db
      .updateTable('standbys')
      .set(columns(after, version + facts.length))
      .where('standby_id', '=', standby.standbyId),
  )
  await errand.record(`standby/${standby.standbyId}`, version, facts)
  return after
}

const openStandby = async (errand: Errand, deviceId: string): Promise<Stored | null> => {
  const [row] = await errand.run(
    db
      .selectFrom('standbys')
      .select(['state', 'version'])
      .where('device_id', '=', deviceId)
      .where('ended_at', 'is', null)
      .forUpdate(),
  )
  return row ? { standby: row.state as Standby, version: row.version } : null
}

/** A shop says that its terminal is put away, or that it works again. */
export const standbyRoom: Room<'fleet.begin-standby' | 'fleet.end-standby'> = {
  async 'fleet.begin-standby'(errand, { deviceId, reason, until }) {
    const [device] = await errand.run(
      db.selectFrom('devices').select(['status', 'acquirer_id']).where('device_id', '=', deviceId),
    )
    if (!device) throw new NotFound()
    const standbyId = newId('sby')
    const merchantId = errand.actor.organisationId
    const before = await openStandby(errand, deviceId)
    const facts = decide(
      before?.standby ?? null,
      {
        type: 'begin',
        ...{ standbyId, deviceId, acquirerId: device.acquirer_id, merchantId },
        ...{ status: device.status, reason, until },
      },
      errand.stamp,
    )
    if (isRefusal(facts)) return facts
    const standby = facts.reduce<Standby | null>(evolve, null) as Standby
    const written = await errand.run(
      db
        .insertInto('standbys')
        .values({
          standby_id: standbyId,
          device_id: deviceId,
          acquirer_id: device.acquirer_id,
          merchant_id: merchantId,
          began_at: standby.beganAt,
          until,
          ...columns(standby, facts.length),
        })
        .onConflict((conflict) => conflict.column('device_id').where('ended_at', 'is', null).doNothing())
        .returning('standby_id'),
    )
    if (written.length === 0) return refuse('BEAT-25')
    await errand.record(`standby/${standbyId}`, 0, facts)
    return { ok: true }
  },

  async 'fleet.end-standby'(errand, { deviceId }) {
    const stored = await openStandby(errand, deviceId)
    if (!stored) throw new NotFound()
    const after = await move(errand, stored, { type: 'end' })
    return isRefusal(after) ? after : { ok: true }
  },
}

/** BEAT-27: what is over ends by itself, and the shop hears that its terminal is watched again. */
export const endStandbys = async (errand: Errand): Promise<void> => {
  const rows = await errand.run(
    db
      .selectFrom('standbys as s')
      .innerJoin('devices as d', 'd.device_id', 's.device_id')
      .select(['s.state', 's.version', 'd.status', 'd.serial_no'])
      .where('s.ended_at', 'is', null)
      .where(
        sql<boolean>`(s.until < ${chinaDay(errand.stamp.at)} or d.status not in ('bound', 'live', 'suspended'))`,
      )
      .limit(500)
      .forUpdate('s'),
  )
  for (const row of rows) {
    const standby = row.state as Standby
    const after = await move(errand, { standby, version: row.version }, { type: 'look', status: row.status })
    if (isRefusal(after)) throw new Error(`standby ${standby.standbyId} does not end: ${after.rule}`)
    if (after.ended?.by !== 'over') continue
    const params = { serial: row.serial_no.slice(-4), until: standby.until }
    await tellShop(errand, standby.merchantId, (tongue) => sayRule('BEAT-27', tongue, params))
  }
}
