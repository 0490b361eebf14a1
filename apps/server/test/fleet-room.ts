import { proveIdentity } from '../src/devices/challenges.ts'
import { loadCase, moveCase } from '../src/cases/case.ts'
import { keyOf, sealToDevice } from '../src/devices/device-secret.ts'
import { devices } from '../src/devices/devices.ts'
import { suspendDevice } from '../src/devices/suspend.ts'
import { takeFix } from '../src/devices/whereabouts.ts'
import { enrolment } from '../src/fleet/enrol.ts'
import { openFleet } from '../src/fleet/fleet.ts'
import { outages } from '../src/fleet/outage.ts'
import { outageShops } from '../src/fleet/outage-shops.ts'
import { standbyRoom } from '../src/fleet/standby.ts'
import { fleetViews } from '../src/fleet/views.ts'
import { performAsHouse } from '../src/house/corridor.ts'
import type { Handlers } from '../src/house/errand.ts'
import { openHttp } from '../src/house/http.ts'
import { openTestRoom } from './room.ts'
import { sealText, surveyedPlace } from './shelf.ts'
import { beatOf, openTerminals, proved } from './terminals.ts'

/** Terminals at work that are heard through the real door, and the rounds that look for them. */
export const openFleetRoom = async () => {
  const handlers = {
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...enrolment({ proveIdentity, sealToDevice, keyOf }),
    ...fleetViews,
    ...standbyRoom,
    ...outages,
    ...outageShops,
  }
  const room = await openTestRoom(handlers)
  const terminals = await openTerminals(room)
  const app = await openHttp(room.house, handlers as unknown as Handlers)
  const fleet = openFleet(room.house, { suspendDevice, takeFix })
  await fleet.open(app, () => {})
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  const send = async (one: { readonly key: Buffer }, told: object): Promise<string> => {
    const { body, mac } = proved(one, told)
    const answer = await fetch(`${url}/api/heartbeats.send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'fangxin-device-mac': mac },
      body,
    })
    const { rule } = (await answer.json()) as { rule?: string }
    return rule ?? 'taken'
  }
  const incidentsOf = async ({ deviceId }: { readonly deviceId: string }) =>
    (await room.granted(terminals.reviewer, 'incidents.list', { deviceId })).items
  const kindsOf = async (one: { readonly deviceId: string }) =>
    (await incidentsOf(one)).map(({ kind, closedAt }) => `${kind} ${closedAt === null ? 'open' : 'closed'}`)
  const job = (name: string) =>
    performAsHouse(room.house, name, async (errand) => {
      const work = fleet.jobs[name]
      if (!work) throw new Error(`no job ${name}`)
      await work(errand, {})
    })
  /** A terminal that was heard at this moment: written beside the door, for there are many of them. */
  const heardAt = async (seenAt: string, network: string) => {
    const one = await terminals.live()
    await room.owner.query(
      `insert into fleet (device_id, acquirer_id, generation, enrolled_at, beat_no, seen_at, seen)
         values ($1, $2, 1, $3, 1, $3, $4)`,
      [
        ...[one.deviceId, terminals.reviewer.organisationId, seenAt],
        JSON.stringify({ ...beatOf({ ...one, generation: 1 }, 1), network, receivedAt: seenAt }),
      ],
    )
    return one
  }
  const speak = (deviceIds: readonly string[]) =>
    room.owner.query(`update fleet set seen_at = $1 where device_id = any ($2)`, [room.clock.now, deviceIds])
  const close = async () => {
    await app.close()
    await fleet.stop()
    await room.close()
  }
  return { room, terminals, send, kindsOf, job, heardAt, speak, close }
}
