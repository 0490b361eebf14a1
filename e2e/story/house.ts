import { openWholeHouse, type WholeHouse } from '../../apps/server/test/whole-house.ts'
import { settle } from '../../scripts/demo.ts'
import { cast, modelDemo } from '../../scripts/demo/cast.ts'
import { type Person as Caller, signIn } from '../../scripts/demo/person.ts'

export type Terminal = { readonly deviceId: string; readonly serialNo: string; readonly sealNo: string }

export type StoryHouse = WholeHouse & {
  /** Terminals received into stock, sealed. */
  readonly stock: readonly [Terminal, Terminal]
  readonly people: Awaited<ReturnType<typeof settle>>
  /** Somebody who uses the public interface without a screen. */
  caller(phone: string): Promise<Caller>
}

const deliveryNote = [
  { serialNo: 'DEMO0104A1000701', sealNo: 'SEAL-IN-701' },
  { serialNo: 'DEMO0104A1000702', sealNo: 'SEAL-IN-702' },
]

/** A house with organisations, people, a model and two terminals in stock, and no case yet. */
export const openStoryHouse = async (): Promise<StoryHouse> => {
  const house = await openWholeHouse({ operatorPhone: cast.operator.phone })
  const caller = (phone: string) => signIn(house.url, phone)
  const people = await settle(caller)
  await people.first.call('devices.register-model', modelDemo)
  const { deviceIds } = await people.first.call('devices.register', {
    modelCode: modelDemo.modelCode,
    orderNo: 'DEMO-ORDER-1',
    channel: 'maker-portal',
    serials: deliveryNote,
  })
  const stock: Terminal[] = []
  for (const [index, { serialNo, sealNo }] of deliveryNote.entries()) {
    const deviceId = deviceIds[index] ?? ''
    await people.first.call('devices.receive', {
      deviceId,
      readSerial: serialNo,
      readSeal: sealNo,
      sealIntact: true,
      weightGrams: 520,
    })
    stock.push({ deviceId, serialNo, sealNo })
  }
  const [one, other] = stock
  if (!one || !other) throw new Error('the delivery note lists two terminals')
  return { ...house, people, caller, stock: [one, other] }
}
