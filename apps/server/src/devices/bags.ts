import type { Device } from '#device/device.ts'
import { plain, usedBefore } from '#device/reading.ts'
import type { Refusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'

/** Whose bag each number closed first, in all this acquirer ever had; a number nobody has used is not in it. */
export const bagsOf = async (
  errand: Errand,
  acquirerId: string,
  sealNos: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (sealNos.length === 0) return new Map()
  // Whoever moves a device need not see the other one that had the number.
  const rows = await errand.asHouse(
    db
      .selectFrom('bags')
      .select(['seal_no', 'device_id'])
      .where('acquirer_id', '=', acquirerId)
      .where('seal_no', 'in', sealNos.map(plain)),
  )
  return new Map(rows.map((row) => [row.seal_no, row.device_id]))
}

/** `bagsOf` for the one number a move closes a bag with. */
export const bagOf = async (errand: Errand, device: Device, sealNo: string): Promise<string | null> =>
  (await bagsOf(errand, device.acquirerId, [sealNo])).get(plain(sealNo)) ?? null

/** CUST-55: the numbers are these devices' from now on, or nothing happened: two at once meet here. */
export const closeBags = async (errand: Errand, closed: readonly Device[]): Promise<Refusal | null> => {
  const bags = closed
    .flatMap(({ acquirerId, deviceId, sealNo }) =>
      sealNo === null ? [] : [{ acquirer_id: acquirerId, seal_no: sealNo, device_id: deviceId }],
    )
    // One order for all, so that two lists never wait for each other.
    .toSorted((a, b) => (a.seal_no < b.seal_no ? -1 : 1))
  if (bags.length === 0) return null
  const written = await errand.asHouse(
    db
      .insertInto('bags')
      .values(bags)
      .onConflict((conflict) => conflict.doNothing())
      .returning('seal_no'),
  )
  const had = bags.find((bag) => written.every((row) => row.seal_no !== bag.seal_no))
  return had ? usedBefore(had.seal_no, 'sealNo') : null
}
