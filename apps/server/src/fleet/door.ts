import { terminalCalls } from '#api/terminal-door.ts'
import type { Beat } from '#fleet/beat.ts'
import type { House } from '../house/house.ts'
import type { Door } from '../house/http.ts'
import { BadRequest } from '../house/problem.ts'
import { check, parseJson } from '../house/read-request.ts'
import type { Intake } from './intake.ts'
import { isProved } from './terminal-key.ts'

const [heartbeat] = terminalCalls

/** Reads a terminal's message: the bytes proved first, then held against the call's schema. */
export const readProved = (
  house: House,
  call: (typeof terminalCalls)[number],
  body: Buffer,
  mac: string,
): Record<string, unknown> => {
  const told = parseJson(body)
  const { deviceId, generation } = told
  if (typeof deviceId !== 'string' || typeof generation !== 'number')
    throw new BadRequest(400, 'HTTP-400', { reason: 'deviceId, generation' })
  if (!isProved(house.keys, { deviceId, generation }, body, mac)) throw new BadRequest(401, 'BEAT-1')
  check(call, told)
  return told
}

/** A heartbeat from either door. */
export const readBeat = (house: House, body: Buffer, mac: string): Beat =>
  readProved(house, heartbeat, body, mac) as unknown as Beat

/** The terminals' own door over HTTPS, beside the calls of people and machines. */
export const openTerminalDoor = (app: Door, house: House, intake: Intake): void => {
  app.post('/api/heartbeats.send', async (request) => {
    const mac = request.headers['fangxin-device-mac']
    const beat = readBeat(
      house,
      (request.body as Buffer | undefined) ?? Buffer.alloc(0),
      typeof mac === 'string' ? mac : '',
    )
    const outcome = intake.submit(beat)
    if (outcome === null) throw new BadRequest(429, 'BEAT-3', { seconds: 5 })
    if ((await outcome) === 'unknown') throw new BadRequest(401, 'BEAT-1')
    return { taken: true, now: house.now().toISOString() }
  })
}
