import type { Reader } from './read-lines.ts'
import type { ReadPicture } from './reading.ts'
import { unreadable } from './unreadable.ts'

/** How somebody watches a document being read, page by page, and may stop it. */
export type Watched = {
  readonly onPage?: (read: number, pages: number) => void
  readonly signal?: AbortSignal
}

/** Reads one picture of a document; throws TEXT-12 when it was not read, or not in time. */
export type PictureReader = (bytes: Uint8Array) => Promise<ReadPicture>

/** All pictures of one document share the time it has. */
export const readerWithin = (
  reader: Pick<Reader, 'readPicture'>,
  withinMs: number,
  signal?: AbortSignal,
): PictureReader => {
  const until = performance.now() + withinMs
  return async (bytes) => {
    if (signal?.aborted) throw unreadable('TEXT-12')
    let clock: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      clock = setTimeout(() => resolve(null), until - performance.now())
    })
    const read = await Promise.race([reader.readPicture(bytes), late])
    clearTimeout(clock)
    if (read === null) throw unreadable('TEXT-12')
    return read
  }
}
