import type { InputOf } from '#api/calls.ts'
import { decide } from '#device/custody.ts'
import type { Device } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import { plain } from '#device/reading.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { keepBagPhoto, readBagPhoto } from './bag-photos.ts'
import { bagOf, bagsOf, closeBags } from './bags.ts'
import { moveDevice, standing } from './device.ts'

type Delivery = {
  readonly deliveryId: string
  readonly modelCode: string
  readonly closed: boolean
  readonly notListed: readonly string[]
  readonly version: number
}

const loadDelivery = async (errand: Errand, orderNo: string): Promise<Delivery | null> => {
  const [row] = await errand.run(
    db
      .selectFrom('deliveries')
      .selectAll()
      .where('acquirer_id', '=', errand.actor.organisationId)
      .where('order_no', '=', plain(orderNo))
      .forUpdate(),
  )
  if (!row) return null
  return {
    deliveryId: row.delivery_id,
    modelCode: row.model_code,
    closed: row.closed_at !== null,
    notListed: row.not_listed,
    version: row.version,
  }
}

const listed = (errand: Errand, orderNo: string) =>
  errand.run(
    db
      .selectFrom('devices')
      .select(['device_id', 'serial_no', 'status'])
      .where('acquirer_id', '=', errand.actor.organisationId)
      .where('order_no', '=', plain(orderNo))
      .orderBy('serial_no'),
  )

/** CUST-24: the list by its own channel; more of it may follow under the same number until the delivery is closed. */
const announce = async (
  errand: Errand,
  orderNo: string,
  channel: string,
  modelCode: string,
): Promise<Refusal | null> => {
  if (channel === 'with-goods') return refuse('CUST-24', {}, 'channel')
  const known = await loadDelivery(errand, orderNo)
  if (known) return known.closed || known.modelCode !== modelCode ? refuse('CUST-24', {}, 'orderNo') : null
  const deliveryId = newId('dlv')
  const written = await errand.run(
    db
      .insertInto('deliveries')
      .values({
        acquirer_id: errand.actor.organisationId,
        order_no: plain(orderNo),
        delivery_id: deliveryId,
        model_code: modelCode,
        channel,
        announced_at: errand.stamp.at,
        version: 1,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('delivery_id'),
  )
  if (written.length === 0) return refuse('CUST-24', {}, 'orderNo')
  const fact = { type: 'delivery-announced', orderNo: plain(orderNo), channel, modelCode } as const
  await errand.record(`delivery/${deliveryId}`, 0, [fact])
  return null
}

/** Enters a maker's list, all of it or none. */
export const registerList = async (
  errand: Errand,
  { modelCode, serials, orderNo, channel }: InputOf<'devices.register'>,
): Promise<{ deviceIds: string[] } | Refusal> => {
  const [model] = await errand.run(
    db
      .selectFrom('models')
      .select('model_code')
      .where('model_code', '=', modelCode)
      .where('acquirer_id', '=', errand.actor.organisationId),
  )
  if (!model) return refuse('CUST-23', {}, 'modelCode')
  // A list sent twice is told by its serials, before its bags.
  const known = await errand.run(
    db
      .selectFrom('devices')
      .select('device_id')
      .where('acquirer_id', '=', errand.actor.organisationId)
      .where('serial_no', 'in', ['', ...serials.map(({ serialNo }) => plain(serialNo))])
      .limit(1),
  )
  if (known.length > 0) return refuse('CUST-2', {}, 'serials')
  const bags = await bagsOf(
    errand,
    errand.actor.organisationId,
    serials.map(({ sealNo }) => sealNo),
  )
  const bought = []
  for (const { serialNo, sealNo, packedGrams } of serials) {
    const deviceId = newId('dev')
    const facts = decide(
      null,
      {
        type: 'register',
        ...{ deviceId, serialNo, modelCode, sealNo },
        ...(packedGrams !== undefined && { packedGrams }),
        bagOf: bags.get(plain(sealNo)) ?? null,
      },
      errand.stamp,
    )
    if (isRefusal(facts)) return facts
    bought.push({ facts, device: facts.reduce<Device | null>(evolve, null) as Device })
  }
  const wrong = await announce(errand, orderNo, channel, modelCode)
  if (wrong) return wrong
  if (bought.length === 0) return { deviceIds: [] }
  const written = await errand.run(
    db
      .insertInto('devices')
      .values(
        bought.map(({ facts, device }) => ({
          device_id: device.deviceId,
          acquirer_id: device.acquirerId,
          model_code: device.modelCode,
          serial_no: device.serialNo,
          order_no: plain(orderNo),
          ...standing(device, null),
          version: facts.length,
          updated_at: errand.stamp.at,
        })),
      )
      // A number that stands anywhere already, also at another acquirer, is skipped here and refused below.
      .onConflict((conflict) => conflict.doNothing())
      .returning('device_id'),
  )
  if (written.length < bought.length) return refuse('CUST-2', {}, 'serials')
  const used = await closeBags(
    errand,
    bought.map(({ device }) => device),
  )
  if (used) return used
  await Promise.all(bought.map(({ facts, device }) => errand.record(`device/${device.deviceId}`, 0, facts)))
  return { deviceIds: bought.map(({ device }) => device.deviceId) }
}

type Outcome = 'received' | 'quarantined' | 'not-listed' | 'received-before'

/** From the maker's list to the shelf: what was announced, what came, and what did not. */
export const deliveries: Room<
  'devices.register' | 'deliveries.receive' | 'deliveries.close' | 'deliveries.list'
> = {
  'devices.register': registerList,

  /** Each box by itself: one that does not match is quarantined and holds up no other. */
  async 'deliveries.receive'(errand, { orderNo, boxes }) {
    const photos = []
    for (const { photo } of boxes) {
      const taken = await readBagPhoto(errand, photo, 'boxes')
      if (isRefusal(taken)) return taken
      photos.push(taken)
    }
    const delivery = await loadDelivery(errand, orderNo)
    if (!delivery) throw new NotFound()
    if (delivery.closed) return refuse('CUST-24', {}, 'orderNo')
    const rows = await listed(errand, orderNo)
    const strange: string[] = []
    const outcomes: { readSerial: string; outcome: Outcome }[] = []
    for (const [place, { readSerial, photo: _, ...read }] of boxes.entries()) {
      const taken = photos[place] ?? null
      const row = rows.find((each) => each.serial_no === plain(readSerial))
      if (!row) {
        strange.push(plain(readSerial).replaceAll(/[^0-9A-Z-]/g, ''))
        outcomes.push({ readSerial, outcome: 'not-listed' })
        continue
      }
      const twice = outcomes.some((each) => plain(each.readSerial) === row.serial_no)
      if (row.status !== 'purchased' || twice) {
        outcomes.push({ readSerial, outcome: 'received-before' })
        continue
      }
      const after = await moveDevice(errand, row.device_id, async (device) => ({
        type: 'receive',
        readSerial,
        ...read,
        ...(taken && { photoId: taken.photoId }),
        bagOf: await bagOf(errand, device, read.readSeal),
      }))
      if (isRefusal(after)) return after.rule === 'CUST-67' ? refuse(after.rule, {}, 'boxes') : after
      if (taken) await keepBagPhoto(errand, row.device_id, taken)
      outcomes.push({ readSerial, outcome: after.status === 'suspect' ? 'quarantined' : 'received' })
    }
    const fresh = [...new Set(strange)].filter((each) => !delivery.notListed.includes(each))
    if (fresh.length > 0) {
      await errand.run(
        db
          .updateTable('deliveries')
          .set({ not_listed: [...delivery.notListed, ...fresh], version: delivery.version + 1 })
          .where('delivery_id', '=', delivery.deliveryId),
      )
      const fact = { type: 'unlisted-device-found', serials: fresh } as const
      await errand.record(`delivery/${delivery.deliveryId}`, delivery.version, [fact])
    }
    return { boxes: outcomes }
  },

  /** CUST-25: what has not come is named by whoever closes, and quarantined as missing. */
  async 'deliveries.close'(errand, { orderNo, missing }) {
    const delivery = await loadDelivery(errand, orderNo)
    if (!delivery) throw new NotFound()
    if (delivery.closed) return refuse('CUST-24', {}, 'orderNo')
    const rows = await listed(errand, orderNo)
    const open = rows.filter((row) => row.status === 'purchased')
    const named = new Set(missing.map(plain))
    const unnamed = open.filter((row) => !named.has(row.serial_no))
    if (unnamed.length > 0 || named.size !== open.length)
      return refuse('CUST-25', { open: unnamed.length }, 'missing')
    for (const row of open) {
      const after = await moveDevice(errand, row.device_id, { type: 'miss', noticedIn: delivery.deliveryId })
      if (isRefusal(after)) return after
    }
    const quarantined = rows.filter((row) => row.status === 'suspect').length
    const told = {
      received: rows.length - open.length - quarantined,
      quarantined,
      missing: open.length,
      notListed: delivery.notListed.length,
    }
    await errand.run(
      db
        .updateTable('deliveries')
        .set({ closed_at: errand.stamp.at, version: delivery.version + 1 })
        .where('delivery_id', '=', delivery.deliveryId),
    )
    const fact = { type: 'delivery-closed', ...told } as const
    await errand.record(`delivery/${delivery.deliveryId}`, delivery.version, [fact])
    return told
  },

  async 'deliveries.list'(errand, { after, limit = 20 }) {
    let query = db.selectFrom('deliveries').selectAll().orderBy('delivery_id', 'desc').limit(limit)
    if (after !== undefined) query = query.where('delivery_id', '<', after)
    const rows = await errand.run(query)
    const orders = rows.map((row) => row.order_no)
    const devices =
      orders.length === 0
        ? []
        : await errand.run(
            db
              .selectFrom('devices')
              .select(['order_no', 'serial_no', 'status'])
              .where('acquirer_id', '=', errand.actor.organisationId)
              .where('order_no', 'in', orders)
              .orderBy('serial_no'),
          )
    return {
      items: rows.map((row) => {
        const own = devices.filter((device) => device.order_no === row.order_no)
        return {
          orderNo: row.order_no,
          modelCode: row.model_code,
          channel: row.channel as 'letter',
          announcedAt: row.announced_at,
          closedAt: row.closed_at,
          listed: own.length,
          open: own
            .filter((device) => device.status === 'purchased')
            .map((device) => device.serial_no)
            .slice(0, 500),
          quarantined: own.filter((device) => device.status === 'suspect').length,
          notListed: row.not_listed.slice(0, 500),
        }
      }),
      next: rows.length === limit ? (rows.at(-1)?.delivery_id ?? null) : null,
    }
  },
}
