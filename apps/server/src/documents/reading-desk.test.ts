import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import { paperPdf } from '../../test/hostile-files.ts'
import { setInType } from '../../test/scans.ts'
import { NotFound } from '../house/errand.ts'
import { openReader } from './read-lines.ts'
import { openReadingDesk, type ReadingDesk } from './reading-desk.ts'

const reader = openReader()
const desks: ReadingDesk[] = []
afterAll(() => {
  for (const desk of desks) desk.end()
  reader.end()
})

const bounds = { running: 4, kept: 24, ofOne: 4, bytes: 60_000_000, keptMs: 600_000, unwatchedMs: 45_000 }
const open = (changed: Partial<typeof bounds> = {}, now?: () => number): ReadingDesk => {
  const desk = openReadingDesk(reader, { ...bounds, ...changed }, now)
  desks.push(desk)
  return desk
}

const merchant = { personId: '', address: '192.0.2.1' }
/** The words stand in the middle: at the edge of many pages the same ones count once. */
const photo = (number: number, words = `第${number}条 押金${number}00元，概不退还。`) => {
  const [sheet] = setInType(`\n\n\n\n\n${words}`, { size: 60 })
  return { fileName: `${number}.png`, bytes: sheet?.png ?? Buffer.alloc(0) }
}
const pdf = (pages: number) => ({ fileName: 'a.pdf', bytes: paperPdf({ pages }) })

/** Waits until nothing is read any more; every progress that was seen on the way. */
const finished = async (desk: ReadingDesk, readingId: string) => {
  const seen: string[] = []
  for (;;) {
    const progress = desk.look(merchant, readingId)
    seen.push(`${progress.at} ${progress.page}/${progress.pages}`)
    if (progress.at !== 'reading') return seen
    await sleep(20)
  }
}

const opened = (desk: ReadingDesk, file: { fileName: string; bytes: Buffer }, asker = merchant): string => {
  const readingId = desk.open(asker, file)
  if (readingId === null) throw new Error('full')
  return readingId
}

describe('a long paper', { timeout: 120_000 }, () => {
  test('[TEXT-17] ten photos, handed in one by one, are one document in their order, and each page is told', async () => {
    const desk = open()
    const readingId = opened(desk, photo(1))
    for (let page = 2; page <= 10; page++) {
      expect(desk.add(merchant, readingId, photo(page))).toBeNull()
      await sleep(1)
    }
    expect(desk.taken(merchant, readingId)).toMatchObject({ rule: 'TEXT-17' })
    const seen = await finished(desk, readingId)
    expect(seen.at(-1)).toBe('read 10/10')
    expect(new Set(seen).size).toBeGreaterThan(5)
    const read = desk.taken(merchant, readingId)
    if (isRefusal(read)) throw new Error(read.rule)
    expect(read.pages.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(read.text.indexOf('押金200元')).toBeGreaterThan(read.text.indexOf('押金100元'))
    expect(read.text).toContain('押金1000元')
  })

  test('[TEXT-11] [TEXT-15] at most twenty photos, and nothing else behind them', async () => {
    const desk = open()
    const readingId = opened(desk, photo(1))
    expect(desk.add(merchant, readingId, pdf(1))).toMatchObject({ rule: 'TEXT-15' })
    const same = photo(2, '')
    for (let page = 2; page <= 20; page++) expect(desk.add(merchant, readingId, same)).toBeNull()
    expect(desk.add(merchant, readingId, same)).toMatchObject({ rule: 'TEXT-11', params: { pages: 20 } })
    desk.close(merchant, readingId)
    const file = opened(desk, pdf(1))
    expect(desk.add(merchant, file, photo(2))).toMatchObject({ rule: 'TEXT-15' })
    await finished(desk, file)
  })

  test('a file tells how many pages it has; what cannot be read says why when it is taken', async () => {
    const desk = open()
    const whole = opened(desk, pdf(12))
    expect((await finished(desk, whole)).at(-1)).toBe('read 12/12')
    expect(isRefusal(desk.taken(merchant, whole))).toBe(false)
    for (const [fileName, bytes, rule] of [
      ['a.doc', Buffer.from('words'), 'TEXT-1'],
      ['a.pdf', Buffer.from('no pdf'), 'TEXT-4'],
      ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'TEXT-4'],
    ] as const) {
      const broken = opened(desk, { fileName, bytes })
      expect((await finished(desk, broken)).at(-1)).toContain('refused')
      expect(desk.taken(merchant, broken)).toMatchObject({ rule })
      desk.close(merchant, broken)
    }
  })

  test('let go: the page under way is the last, and nobody has it any more', async () => {
    const desk = open()
    const readingId = opened(desk, photo(1))
    for (let page = 2; page <= 8; page++) desk.add(merchant, readingId, photo(page))
    while (desk.look(merchant, readingId).page === 0) await sleep(10)
    desk.close(merchant, readingId)
    expect(() => desk.look(merchant, readingId)).toThrow(NotFound)
    expect(() => desk.taken(merchant, readingId)).toThrow(NotFound)
    // The reader is free for the next at once, not after eight pages.
    const started = performance.now()
    await reader.readPicture(photo(9).bytes)
    const one = performance.now() - started
    const again = performance.now()
    await reader.readPicture(photo(9).bytes)
    expect(one).toBeLessThan(4 * (performance.now() - again) + 1_000)
  })
})

describe('the desk’s own bounds', () => {
  const words = (name: string) => ({ fileName: `${name}.txt`, bytes: Buffer.from('押金100元，概不退还。') })

  test('another’s reading is not there; unwatched or old ones go', async () => {
    let time = 0
    const desk = open({}, () => time)
    const person = { personId: 'per_a', address: '192.0.2.1' }
    const own = opened(desk, words('a'), person)
    expect(() => desk.look({ ...person, personId: 'per_b' }, own)).toThrow(NotFound)
    expect(() => desk.look(merchant, own)).toThrow(NotFound)
    // On another line, still oneself.
    expect(desk.look({ ...person, address: '192.0.2.9' }, own).pages).toBe(1)
    while (desk.look(person, own).at === 'reading') await sleep(5)
    time += bounds.keptMs - 1
    expect(desk.look(person, own).at).toBe('read')
    time += bounds.keptMs + 1
    expect(() => desk.look(person, own)).toThrow(NotFound)
    const left = opened(desk, photo(1), person)
    time += bounds.unwatchedMs + 1
    expect(() => desk.look(person, left)).toThrow(NotFound)
  })

  test('few at once, few of one asker; letting one go makes room', () => {
    const desk = open({ ofOne: 2, running: 3 })
    const first = opened(desk, words('a'))
    opened(desk, words('b'))
    expect(desk.open(merchant, words('c'))).toBeNull()
    const other = { personId: '', address: '192.0.2.2' }
    opened(desk, words('d'), other)
    expect(desk.open(other, words('e'))).toBeNull()
    desk.close(merchant, first)
    expect(desk.open(merchant, words('f'))).not.toBeNull()
    const small = open({ bytes: 100 })
    const readingId = opened(small, photo(1))
    expect(small.add(merchant, readingId, photo(2))).toMatchObject({ rule: 'TEXT-2' })
  })
})
