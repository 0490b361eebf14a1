import { bindingOf, reservationOf, type Device } from '#device/device.ts'
import { fenceAt, sideOf } from '#device/fence.ts'
import type { Fix } from '#device/place.ts'
import { readAlike } from '#device/reading.ts'
import { type FixSource, type Seen, unwatched, type Watch, watchFix } from '#device/watch.ts'
import { wordKey } from '#device/word-key.ts'
import { refuse } from '#ground/refusal.ts'
import { mayMeasure } from '#provision/visit.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { Erased, Suspended } from '../house/keyring.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice } from './device.ts'

/**
 * Where a binding says its terminal stands, for the comparison and the registry alone; null when its merchant's data are
 * sealed off or gone.
 */
export const placeOfBinding = async (errand: Errand, caseId: string, row: string): Promise<Fix | null> => {
  // Whoever measures may not read the vault: the house opens the place and answers a distance.
  const [value] = await errand.asHouse(
    db.selectFrom('vault_values').select('value_sealed').where('value_id', '=', row),
  )
  if (!value) return null
  const owner = await caseOwner(errand, caseId)
  try {
    const opened = await errand.house.keys.open(
      { datum: 'vault_values.terminalPlace', row, ...owner },
      value.value_sealed,
    )
    return JSON.parse(opened.toString()) as Fix
  } catch (error) {
    if (error instanceof Erased || error instanceof Suspended) return null
    throw error
  }
}

const watchOf = async (errand: Errand, deviceId: string, place: string): Promise<Watch> => {
  await errand.asHouse(
    db
      .insertInto('device_watches')
      .values({ device_id: deviceId, place, watch: JSON.stringify(unwatched), updated_at: errand.stamp.at })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const [row] = await errand.asHouse(
    db.selectFrom('device_watches').select(['place', 'watch']).where('device_id', '=', deviceId).forUpdate(),
  )
  return row?.place === place ? (row.watch as Watch) : unwatched
}

/** The fixes of a device begin anew: its acquirer has decided about those before. */
export const forgetStrays = (errand: Errand, deviceId: string) =>
  errand.asHouse(
    db
      .updateTable('device_watches')
      .set({ watch: JSON.stringify(unwatched), updated_at: errand.stamp.at })
      .where('device_id', '=', deviceId),
  )

export type Measured = Fix & { readonly at: string; readonly source: FixSource }

/**
 * Takes in one fix of a device, by whoever measured it: a technician's call, or the heartbeats' batch as the house. Answers
 * how far, never where. A terminal that has been away long enough is suspended by a job of its own right after commit.
 */
export const recordFix = async (
  errand: Errand,
  device: Device,
  { at, source, ...fix }: Measured,
): Promise<{ readonly verdict: Seen['verdict']; readonly metres: number }> => {
  const binding = bindingOf(device)
  const bound = binding && (await placeOfBinding(errand, binding.caseId, binding.place))
  if (binding === null || bound === null) return { verdict: 'ignored', metres: 0 }
  const fence = fenceAt(errand.stamp.at)
  const side = sideOf(fix, bound, fence)
  const { watch, verdict } = watchFix(
    await watchOf(errand, device.deviceId, binding.place),
    { at, source, ...side },
    fence,
    errand.stamp.at,
  )
  if (verdict !== 'ignored')
    await errand.asHouse(
      db
        .updateTable('device_watches')
        .set({ place: binding.place, watch: JSON.stringify(watch), updated_at: errand.stamp.at })
        .where('device_id', '=', device.deviceId),
    )
  if (verdict === 'moved' && device.status === 'live')
    await errand.enqueue('suspend-displaced', { deviceId: device.deviceId })
  return { verdict, metres: side.metres }
}

/** A fix a terminal sent of itself, timed by the house: a terminal's own clock could keep it out of every count. */
export const takeFix = async (errand: Errand, deviceId: string, fix: Fix): Promise<void> => {
  const measured = { ...fix, at: errand.stamp.at, source: 'heartbeat' } as const
  await recordFix(errand, await deviceAsHouse(errand, deviceId), measured)
}

export const whereabouts = (cases: Pick<CasesPort, 'loadCase'>): Room<'devices.record-fix'> => ({
  async 'devices.record-fix'(errand, { deviceId, readSerial, measuredAt, ...fix }) {
    const { device } = await loadDevice(errand, deviceId)
    if (!readAlike(readSerial, device.serialNo)) return refuse('BIND-4', {}, 'readSerial')
    if (bindingOf(device) === null) return refuse('CUST-5', { status: wordKey(device.status) })
    const { accuracyMetres: limit } = fenceAt(errand.stamp.at)
    if (fix.accuracyMetres > limit)
      return refuse('BIND-11', { accuracyMetres: fix.accuracyMetres, limit }, 'accuracyMetres')
    const at = measuredAt ?? errand.stamp.at
    const { state } = await cases.loadCase(errand, reservationOf(device)?.caseId ?? '')
    const outside = mayMeasure(state, errand.actor.personId, at)
    if (outside) return outside
    return recordFix(errand, device, { ...fix, at, source: 'technician' })
  },
})

/** What a device's fixes have shown so far; as the house. */
export const watchNow = async (errand: Errand, deviceId: string): Promise<Watch> => {
  const [row] = await errand.asHouse(
    db.selectFrom('device_watches').select('watch').where('device_id', '=', deviceId),
  )
  return (row?.watch as Watch | undefined) ?? unwatched
}

/** A device as the house sees it. */
export const deviceAsHouse = async (errand: Errand, deviceId: string): Promise<Device> => {
  const [row] = await errand.asHouse(
    db.selectFrom('devices').select('state').where('device_id', '=', deviceId),
  )
  if (!row) throw new NotFound()
  return row.state as Device
}
