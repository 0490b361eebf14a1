import type { Call, Input } from '#api/call.ts'
import { terminalCalls } from '#api/terminal-door.ts'
import type { Beat } from '#fleet/beat.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { performAsHouse } from '../house/corridor.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import type { Door } from '../house/http.ts'
import { BadRequest } from '../house/problem.ts'
import { check, parseJson } from '../house/read-request.ts'
import { openShortWay } from '../house/short-way.ts'
import { db } from '../house/tables.ts'
import { beginInstall, offerTo, reportInstall } from './install.ts'
import type { Intake } from './intake.ts'
import { isProved } from './terminal-key.ts'

const [heartbeat, ask, begin, report] = terminalCalls

type Proved<C extends Call> = Input<C>

/** Reads a terminal's message: the bytes proved first, then held against the call's schema. */
const readProved = <C extends Call>(house: House, call: C, body: Buffer, mac: string): Proved<C> => {
  const told = parseJson(body)
  const { deviceId, generation } = told
  if (typeof deviceId !== 'string' || typeof generation !== 'number')
    throw new BadRequest(400, 'HTTP-400', { reason: 'deviceId, generation' })
  if (!isProved(house.keys, { deviceId, generation }, body, mac)) throw new BadRequest(401, 'BEAT-1')
  check(call, told)
  return told as Proved<C>
}

/** A heartbeat from either door. */
export const readBeat = (house: House, body: Buffer, mac: string): Beat =>
  readProved(house, heartbeat, body, mac)

/** A refusal undoes the transaction it was met in. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.rule)
    this.refusal = refusal
  }
}

/** Does this enrolment stand? The proof alone says only that it once did. */
const mustStand = async (errand: Errand, claim: { deviceId: string; generation: number }): Promise<void> => {
  const [row] = await errand.run(
    db
      .selectFrom('fleet')
      .leftJoin('device_identities as n', 'n.identity_id', 'fleet.identity_id')
      .select(['fleet.generation', 'n.ended_at'])
      .where('fleet.device_id', '=', claim.deviceId),
  )
  if (row?.generation !== claim.generation || row.ended_at !== null) throw new BadRequest(401, 'BEAT-1')
}

/** The terminals' own door over HTTPS, beside the calls of people and machines. */
export const openTerminalDoor = (app: Door, house: House, intake: Intake): void => {
  const read = <C extends Call>(call: C, request: { body: unknown; headers: Record<string, unknown> }) => {
    const mac = request.headers['fangxin-device-mac']
    const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
    return readProved(house, call, body, typeof mac === 'string' ? mac : '')
  }
  const perform = async <T>(
    requestId: string,
    claim: { deviceId: string; generation: number },
    work: (errand: Errand) => Promise<T | Refusal>,
  ): Promise<T> => {
    try {
      return await performAsHouse(house, requestId, async (errand) => {
        await mustStand(errand, claim)
        const answer = await work(errand)
        if (isRefusal(answer)) throw new Refused(answer)
        return answer
      })
    } catch (error) {
      throw error instanceof Refused ? error.refusal : error
    }
  }

  openShortWay(app, {
    path: '/api/heartbeats.send',
    bodyLimit: 8 * 1024,
    async answer(body, headers) {
      const outcome = intake.submit(() => read(heartbeat, { body, headers }))
      if (outcome === null) throw new BadRequest(429, 'BEAT-3', { seconds: 5 })
      if ((await outcome) === 'unknown') throw new BadRequest(401, 'BEAT-1')
      return { taken: true, now: house.now().toISOString() }
    },
  })

  app.post('/api/firmware.ask', async (request) => {
    const told = read(ask, request)
    return perform(request.id, told, async (errand) => ({
      offer: await offerTo(errand, told.deviceId, told.kind),
    }))
  })

  app.post('/api/firmware.begin', async (request) => {
    const told = read(begin, request)
    const install = await perform(request.id, told, (errand) => {
      const { versionNo, battery, unsent, lastSaleAt, lastSettledAt, tampered } = told
      const state = { versionNo, battery, unsent, lastSaleAt, lastSettledAt, tampered }
      return beginInstall(errand, told.deviceId, told.campaignId, state)
    })
    return { reportBy: install.reportBy }
  })

  app.post('/api/firmware.report', async (request) => {
    const told = read(report, request)
    const { failure, versionNo, sha256 } = told
    await perform(request.id, told, (errand) =>
      reportInstall(errand, told.deviceId, told.campaignId, { failure, versionNo, sha256 }),
    )
    return { ok: true }
  })

  // Named by its hash and signed elsewhere: anybody may carry it, nobody can change it.
  app.get<{ Params: { sha256: string } }>('/firmware/:sha256', async (request, reply) => {
    const [row] = await performAsHouse(house, request.id, (errand) =>
      errand.run(db.selectFrom('firmware_files').select('bytes').where('sha256', '=', request.params.sha256)),
    )
    if (!row) throw new NotFound()
    return reply
      .type('application/octet-stream')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(row.bytes)
  })
}
