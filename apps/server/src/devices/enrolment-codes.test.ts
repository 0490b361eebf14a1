import { afterAll, beforeAll, expect, test } from 'vitest'
import { made } from '../../test/device-maker.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
beforeAll(async () => {
  room = await openTestRoom(devices({ loadCase, moveCase, surveyedPlace, sealText }))
  shelf = await openShelf(room)
})
afterAll(() => room.close())

test('IDENT-2: a new code ends the one before, and leaves other devices’ alone', async () => {
  const [it, beside] = [await shelf.inStock(), await shelf.inStock()]
  const codeFor = async (deviceId: string) =>
    (await room.granted(shelf.shop.reviewer, 'identities.open-enrolment', { deviceId, variant: 'sm4' })).code
  const enrol = async (serialNo: string, code: string) => {
    const { request } = await made(serialNo)
    return room.refused(nobody, 'identities.enrol', { serialNo, code, request })
  }
  const [astray, others, handed] = [
    await codeFor(it.deviceId),
    await codeFor(beside.deviceId),
    await codeFor(it.deviceId),
  ]
  expect(await enrol(it.serialNo, astray)).toBe('IDENT-2')
  expect(await enrol(it.serialNo, handed)).toBe('granted')
  expect(await enrol(beside.serialNo, others)).toBe('granted')
})
