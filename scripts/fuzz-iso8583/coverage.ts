import { Session } from 'node:inspector/promises'

const inspector = new Session()
inspector.connect()
await inspector.post('Profiler.enable')
await inspector.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true })

const seen = new Set<string>()

/** How many blocks of packages/iso8583 have run since this was last asked and never before. */
export const freshBlocks = async (): Promise<number> => {
  const { result } = await inspector.post('Profiler.takePreciseCoverage')
  let fresh = 0
  for (const { url, functions } of result)
    if (url.includes('/packages/iso8583/'))
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges) {
          const block = `${url}:${startOffset}-${endOffset}`
          if (count === 0 || seen.has(block)) continue
          seen.add(block)
          fresh++
        }
  return fresh
}

/** All blocks seen so far. */
export const blocksRun = (): number => seen.size
