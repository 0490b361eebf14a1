import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

/** A house that stood for longer than this is turning people away until a look finds it moving again. */
const LONGEST_STAND_MS = 3_000
/** The watch wakes an idle house: each of its wake-ups costs as much as a machine's request. */
const WATCH_MS = 500
const NANOSECONDS = 1_000_000

/**
 * Whoever comes while the event loop stands still is asked to come back (503) instead of joining a queue nobody works
 * off. Looked at as often as the longest stand allowed, so that a house that stood for a second, at its own start on a slow
 * machine, turns nobody away.
 */
export const refuseUnderPressure = (app: FastifyInstance): void => {
  const delay = monitorEventLoopDelay({ resolution: WATCH_MS })
  delay.enable()
  let stood = false
  const look = setInterval(() => {
    // The first look of the watch itself after a reset is not counted: none at all is a stand as well.
    stood = delay.count === 0 || delay.max > LONGEST_STAND_MS * NANOSECONDS
    delay.reset()
  }, LONGEST_STAND_MS).unref()
  app.addHook('onRequest', async () => {
    if (stood) throw Object.assign(new Error('the event loop stood still'), { statusCode: 503 })
  })
  app.addHook('onClose', async () => {
    clearInterval(look)
    delay.disable()
  })
}
