import { randomBytes } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { NotFound } from '../house/errand.ts'
import type { ReadPage } from './joined-pages.ts'
import { readerWithin } from './picture-reader.ts'
import type { Reader } from './read-lines.ts'
import { documentOf, isPhoto, type NamedFile, readPhoto, readText, type ReadText } from './read-text.ts'
import { deskLimits } from './text-limits.ts'
import { isUnreadable } from './unreadable.ts'

/**
 * Readings under way at once, kept at all, and of one asker; waiting bytes of one document; how long a finished one is
 * kept, and how long one is read on while nobody asks after it.
 */
const bounds = { running: 4, kept: 24, ofOne: 4, bytes: 60_000_000, keptMs: 10 * 60_000, unwatchedMs: 45_000 }

/** How far a reading is. `page`: pages read; `pages`: pages known so far. */
export type Progress = {
  readonly at: 'reading' | 'read' | 'refused'
  readonly page: number
  readonly pages: number
}

/** Who hands in: a person, or nobody signed in, for whom an address stands where askers are counted. */
export type Asker = { readonly personId: string; readonly address: string }

type Reading = Asker & {
  readonly stop: AbortController
  /** Photos that were handed in and not read yet. */
  waiting: NamedFile[]
  photos: ReadPage[] | null
  page: number
  pages: number
  busy: boolean
  result: ReadText | Refusal | null
  fault: unknown
  asked: number
}

/**
 * Where long papers are read: outside the request and its transaction, page after page, while somebody watches. What was
 * read stays in memory until it is let go or ten minutes have passed, and nowhere else: after a restart it is read anew.
 */
export type ReadingDesk = {
  /** Null: too many are being read. A file that cannot be read says so when it is asked for; the rest throws NotFound. */
  open(asker: Asker, file: NamedFile): string | null
  /** A further photo of the same document. */
  add(asker: Asker, readingId: string, file: NamedFile): Refusal | null
  look(asker: Asker, readingId: string): Progress
  /** The document, or why there is none (yet). */
  taken(asker: Asker, readingId: string): ReadText | Refusal
  close(asker: Asker, readingId: string): void
  end(): void
}

type Limits = typeof bounds

const countedAs = ({ personId, address }: Asker): string => personId || address

export const openReadingDesk = (
  reader: Pick<Reader, 'readPicture'>,
  limits: Limits = bounds,
  now: () => number = () => performance.now(),
): ReadingDesk => {
  const readings = new Map<string, Reading>()
  /** A picture the reader was too busy for, or died over, is tried once more. */
  const twice: Pick<Reader, 'readPicture'> = {
    readPicture: async (bytes) => (await reader.readPicture(bytes)) ?? reader.readPicture(bytes),
  }
  /** Files are opened one at a time, each by a process that may take half a gigabyte. */
  let opening: Promise<unknown> = Promise.resolve()
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = opening.then(work)
    opening = turn.catch(() => {})
    return turn
  }

  const drop = (readingId: string) => {
    readings.get(readingId)?.stop.abort()
    readings.delete(readingId)
  }

  /** Nobody asks any more: it goes, and what was still to be read is left unread. */
  const tidy = () => {
    for (const [readingId, { busy, asked }] of readings)
      if (now() - asked > (busy ? limits.unwatchedMs : limits.keptMs)) drop(readingId)
  }
  const clock = setInterval(tidy, 5_000).unref()

  const known = (asker: Asker, readingId: string): Reading => {
    tidy()
    const reading = readings.get(readingId)
    // Another's, gone, or never there: the same answer.
    if (reading?.personId !== asker.personId) throw new NotFound()
    reading.asked = now()
    return reading
  }

  const work = async (reading: Reading, read: () => Promise<ReadText | null>) => {
    reading.busy = true
    try {
      reading.result = await read()
    } catch (error) {
      if (isUnreadable(error)) reading.result = error.refusal
      else reading.fault = error
    }
    reading.busy = false
    reading.waiting = []
  }

  const readPhotos = (reading: Reading, pages: ReadPage[]) => {
    const picture = readerWithin(twice, deskLimits.withinMs, reading.stop.signal)
    return work(reading, async () => {
      for (let next = reading.waiting.shift(); next; next = reading.waiting.shift()) {
        pages.push(await readPhoto(Buffer.from(next.bytes), picture))
        reading.page = pages.length
      }
      return null
    })
  }

  const readFile = (reading: Reading, file: NamedFile) =>
    work(reading, () =>
      alone(() =>
        readText([file], twice, deskLimits, {
          signal: reading.stop.signal,
          onPage(page, pages) {
            reading.page = page
            reading.pages = pages
          },
        }),
      ),
    )

  const photo = (file: NamedFile): boolean | Refusal => {
    try {
      return isPhoto(file)
    } catch (error) {
      if (isUnreadable(error)) return error.refusal
      throw error
    }
  }

  return {
    open(asker, file) {
      tidy()
      const all = [...readings.values()]
      const isFull =
        all.length >= limits.kept ||
        all.filter(({ busy }) => busy).length >= limits.running ||
        all.filter((each) => countedAs(each) === countedAs(asker)).length >= limits.ofOne
      if (isFull) return null
      const kind = photo(file)
      const reading: Reading = {
        ...asker,
        ...{ stop: new AbortController(), waiting: kind === true ? [file] : [] },
        ...{ photos: kind === true ? [] : null, page: 0, pages: 1, busy: false },
        ...{ result: typeof kind === 'boolean' ? null : kind, fault: null, asked: now() },
      }
      // Nobody guesses it: it is all a passer-by has to show that a reading is theirs.
      const readingId = `rea_${randomBytes(16).toString('hex')}`
      readings.set(readingId, reading)
      if (reading.photos) void readPhotos(reading, reading.photos)
      else if (kind === false) void readFile(reading, file)
      return readingId
    },

    add(asker, readingId, file) {
      const reading = known(asker, readingId)
      const kind = photo(file)
      if (typeof kind !== 'boolean') return kind
      if (!kind || !reading.photos) return refuse('TEXT-15', {}, 'content')
      if (reading.pages >= deskLimits.pictures)
        return refuse('TEXT-11', { pages: deskLimits.pictures }, 'content')
      if (reading.result) return null
      const held = reading.waiting.reduce((sum, { bytes }) => sum + bytes.length, file.bytes.length)
      if (held > limits.bytes) return refuse('TEXT-2', { megabytes: limits.bytes / 1_000_000 }, 'content')
      reading.pages += 1
      reading.waiting.push(file)
      if (!reading.busy) void readPhotos(reading, reading.photos)
      return null
    },

    look(asker, readingId) {
      const reading = known(asker, readingId)
      const { busy, result, fault, page, pages } = reading
      const isRefused = fault !== null || isRefusal(result)
      return { at: busy ? 'reading' : isRefused ? 'refused' : 'read', page, pages }
    },

    taken(asker, readingId) {
      const reading = known(asker, readingId)
      if (reading.busy) return refuse('TEXT-17', { page: reading.page, pages: reading.pages }, 'readingId')
      if (reading.fault !== null) throw reading.fault
      try {
        return (reading.result ??= documentOf(reading.photos ?? [], deskLimits))
      } catch (error) {
        if (isUnreadable(error)) return error.refusal
        throw error
      }
    },

    close(asker, readingId) {
      known(asker, readingId)
      drop(readingId)
    },

    end() {
      clearInterval(clock)
      for (const readingId of [...readings.keys()]) drop(readingId)
    },
  }
}
