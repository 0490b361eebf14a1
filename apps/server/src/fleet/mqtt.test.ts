import { createServer, type Server } from 'node:net'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Beat } from '#fleet/beat.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { beatOf, openTerminals, proved } from '../../test/terminals.ts'
import { performAsHouse } from '../house/corridor.ts'
import { DatabaseUnavailable } from '../house/database.ts'
import { devices } from '../devices/devices.ts'
import { suspendDevice } from '../devices/suspend.ts'
import { takeFix } from '../devices/whereabouts.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { sealText, surveyedPlace } from '../../test/shelf.ts'
import { absorb } from './absorb.ts'
import { keyOf, sealToDevice } from '../devices/device-secret.ts'
import { proveIdentity } from '../devices/challenges.ts'
import { enrolment } from './enrol.ts'
import { openIntake } from './intake.ts'
import { openMqttDoor } from './mqtt.ts'
import { openPlaces } from './places.ts'
import { fleetViews } from './views.ts'

// A real broker on loopback; messages travel over TCP both ways.
let room: TestRoom
let terminals: Awaited<ReturnType<typeof openTerminals>>
let broker: Aedes
let server: Server
let url: string
let publisher: mqtt.MqttClient

beforeAll(async () => {
  room = await openTestRoom({
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...enrolment({ proveIdentity, sealToDevice, keyOf }),
    ...fleetViews,
  })
  terminals = await openTerminals(room)
  broker = await Aedes.createBroker()
  server = createServer(broker.handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`
  publisher = await mqtt.connectAsync(url)
})
afterAll(async () => {
  await publisher.endAsync(true)
  await new Promise<void>((resolve) => broker.close(() => resolve()))
  server.close()
  await room.close()
})

type One = Awaited<ReturnType<typeof terminals.enrolled>>
const publish = (one: Pick<One, 'deviceId' | 'key'>, told: object) => {
  const { mac, body } = proved(one, told)
  return publisher.publishAsync(`fangxin/${one.deviceId}/heartbeat`, `${mac}.${body}`, { qos: 1 })
}
const numbersOf = async ({ deviceId }: One) =>
  (await room.granted(terminals.reviewer, 'fleet.terminal', { deviceId })).beats.map(({ beatNo }) => beatNo)

/** The door with a switch: while `broken`, the database is gone. */
const open = async (clientId: string) => {
  const takeIn = absorb({ suspendDevice, takeFix }, openPlaces())
  const state = { broken: false, batches: [] as number[], acknowledged: 0 }
  const intake = openIntake(async (beats: readonly Beat[]) => {
    if (state.broken) throw new DatabaseUnavailable('gone')
    const taken = await performAsHouse(room.house, 'mqtt-test-1', (errand) => takeIn(errand, beats))
    state.batches.push(beats.length)
    return taken
  })
  const onAck = (_: unknown, client: { id: string }) => {
    if (client.id === clientId) state.acknowledged++
  }
  broker.on('ack', onAck)
  const door = await openMqttDoor(
    room.house,
    intake,
    { url, topic: 'fangxin/+/heartbeat', clientId },
    () => {},
  )
  await vi.waitFor(() => expect(broker.connectedClients).toBeGreaterThan(1), 10_000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  return {
    state,
    async close() {
      await intake.stop()
      await door.stop()
      broker.off('ack', onAck)
    },
  }
}

test('heartbeats through a broker: batched, acknowledged, the forged and the garbled refused for good', async () => {
  const [one, other] = [await terminals.enrolled(), await terminals.enrolled()]
  const door = await open('house-1')
  try {
    await Promise.all(Array.from({ length: 40 }, (_, n) => publish(one, beatOf(one, n + 1))))
    await publish({ ...one, key: other.key }, beatOf(one, 99))
    await publisher.publishAsync('fangxin/x/heartbeat', 'garbage', { qos: 1 })
    await vi.waitFor(() => expect(door.state.acknowledged).toBe(42), 20_000)
    expect(await numbersOf(one)).toEqual(Array.from({ length: 40 }, (_, n) => 40 - n))
    expect(door.state.batches.length).toBeLessThan(20)
  } finally {
    await door.close()
  }
}, 60_000)

test('BEAT-3: what is not committed is not acknowledged, and comes again; nothing is lost over an outage', async () => {
  const one = await terminals.enrolled()
  const door = await open('house-2')
  try {
    door.state.broken = true
    await Promise.all(Array.from({ length: 10 }, (_, n) => publish(one, beatOf(one, n + 1))))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(door.state.acknowledged).toBe(0)
    door.state.broken = false
    await vi.waitFor(async () => expect(await numbersOf(one)).toHaveLength(10), {
      timeout: 30_000,
      interval: 500,
    })
    await vi.waitFor(() => expect(door.state.acknowledged).toBe(10), 10_000)
  } finally {
    await door.close()
  }
}, 90_000)
