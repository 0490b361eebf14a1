import type { Seat, TestRoom } from './room.ts'
import { deviceGoesLive } from '../src/devices/evidence.ts'
import { performAsHouse } from '../src/house/corridor.ts'
import { arrive, openShop, type Shop } from './shop.ts'

/** A model with every paper a smart POS needs until the end of 2027. */
export const model = {
  modelCode: 'DEMO-S1',
  maker: '演示终端厂',
  name: '演示智能POS',
  terminalKind: 'smart-pos' as const,
  registryCode: '04',
  firmwareVersion: '1.4.2',
  priceCapFen: 60_000,
  certificates: (['network-access', 'fintech-product', 'srrc', 'telecom-access'] as const).map((kind) => ({
    kind,
    number: kind === 'network-access' ? 'P3100' : 'DEMO-1',
    issuer: '演示检测中心',
    validFrom: '2025-01-01',
    validUntil: '2027-12-31',
  })),
}

/** Where the example case's survey stood; the case keeps only the vault's reference to it. */
/** Words go where the case room's vault would put them. */
export const sealText = async () => 'val_0000000000000000000000000000cafe'

export const surveyedPlace = async () => ({
  latitudeE6: 22_540_000,
  longitudeE6: 114_050_000,
  accuracyMetres: 12,
})

/** In the doorway of the surveyed shop, and a device that looks as it should. */
export const fix = { latitudeE6: 22_540_100, longitudeE6: 114_050_100, accuracyMetres: 15 }
const survey = {
  ...{ signboardMatches: true, operating: true, counterPosition: '收银台', powerOutlet: true, earthed: true },
  ...{ network: 'cellular-only' as const, signalDbm: -85, keypadOutOfCameraView: true, otherTerminals: 0 },
  ...{ latitudeE6: 22_540_000, longitudeE6: 114_050_000, accuracyMetres: 12, note: '' },
}
export const look = { sealIntact: true, caseUndamaged: true, firmwareVersion: '1.4.2' }

/** An acquirer with a catalogue and a first shop, and the ways its devices go. */
export const openShelf = async (room: TestRoom) => {
  const shop = await openShop(room)
  const { reviewer } = shop
  await room.granted(reviewer, 'devices.register-model', model)
  const second = await room.seat('reviewer', '第二审核员', reviewer.organisationId)
  let bought = 0

  /** A device in stock, with a serial and a seal of its own. */
  const inStock = async (buyer: Seat = reviewer) => {
    bought += 1
    const [serialNo, sealNo] = [`00000904S1${String(bought).padStart(6, '0')}`, `SEAL-${bought}`]
    const { deviceIds } = await room.granted(buyer, 'devices.register', {
      modelCode: model.modelCode,
      orderNo: `ORDER-${bought}`,
      channel: 'maker-portal',
      serials: [{ serialNo, sealNo }],
    })
    const deviceId = deviceIds[0] as string
    await room.granted(buyer, 'devices.receive', {
      deviceId,
      readSerial: serialNo,
      readSeal: sealNo,
      sealIntact: true,
      weightGrams: 520,
    })
    return { deviceId, serialNo, sealNo }
  }

  /** Another shop of the same acquirer. */
  const another = (): Promise<Shop> => openShop(room, { reviewer })

  /** Carried to the shop and looked at there. */
  const carryTo = async ({ caseId, technician, ...rest }: Shop) => {
    const one = await inStock()
    const { deviceId, serialNo } = one
    await room.granted(reviewer, 'devices.reserve', { deviceId, caseId })
    const sealNo = `BAG-${deviceId}`
    const read = { deviceId, readSerial: serialNo, readSeal: sealNo }
    await room.granted(reviewer, 'devices.hand-over', {
      deviceId,
      technicianId: technician.personId,
      sealNo,
    })
    await room.granted(technician, 'devices.accept-device', { ...read, sealIntact: true })
    const visitId = await arrive(room, { caseId, technician, ...rest })
    await room.granted(technician, 'devices.inspect-on-site', { ...read, visitId, ...look })
    return { ...one, sealNo, visitId }
  }

  /** Surveyed anew, as before a terminal is bound again. */
  const surveyAnew = async (where: Shop) => {
    const visitId = await arrive(room, where, 'survey')
    await room.granted(where.technician, 'surveys.record', { caseId: where.caseId, visitId, ...survey })
  }

  /** In use, as the go-live of its case would leave it. */
  const putLive = async (where: Shop) => {
    const one = await carryTo(where)
    await room.granted(where.merchant, 'devices.accept', { deviceId: one.deviceId })
    await room.granted(where.technician, 'devices.bind', {
      ...{ deviceId: one.deviceId, visitId: one.visitId, readSerial: one.serialNo },
      ...fix,
    })
    await performAsHouse(room.house, 'test-live', (errand) =>
      deviceGoesLive(errand, one.deviceId, errand.stamp.at),
    )
    return one
  }

  /** Ordered back by one at the desk, taken in by another, as CUST-56 and 57 have it. */
  const bringBack = async (deviceId: string, readSerial: string) => {
    await room.granted(reviewer, 'devices.order-return', { deviceId, reason: 'closing', dueOn: '2027-11-30' })
    return room.granted(second, 'devices.take-back', { deviceId, readSerial })
  }

  /** What the case says about its terminal. */
  const install = async (caseId: string) => {
    const { rows } = await room.owner.query(
      `select state -> 'install' as install from cases where case_id = $1`,
      [caseId],
    )
    return rows[0].install
  }

  const statusOf = async (deviceId: string): Promise<string> =>
    (await room.owner.query('select status from devices where device_id = $1', [deviceId])).rows[0].status

  return { shop, second, inStock, another, carryTo, surveyAnew, putLive, bringBack, install, statusOf }
}

export type Shelf = Awaited<ReturnType<typeof openShelf>>
