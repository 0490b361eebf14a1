import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import { paperPdf } from '../../test/hostile-files.ts'
import { nobody, openTestRoom } from '../../test/room.ts'
import { scanned, setInType } from '../../test/scans.ts'
import { guard } from './guard.ts'

let room: Awaited<ReturnType<typeof openTestRoom>>
beforeAll(async () => {
  room = await openTestRoom(guard)
})
afterAll(() => room.close())

const photo = async (text: string, lean?: number) => {
  const [sheet] = setInType(text, { size: 60 })
  return (await scanned(sheet?.png ?? Buffer.alloc(0), lean)).toString('base64')
}

test('photos of a contract, sent by nobody in particular: findings with page and place', {
  timeout: 120_000,
}, async () => {
  const trap = '激活费299元从首笔交易中冻结，概不退还。'
  const answer = await room.ask(nobody, 'guard.check', {
    fileName: '1.jpg',
    content: await photo('本协议由双方签订。', 0),
    morePages: [{ fileName: '2.jpg', content: await photo(trap, 1) }],
  })
  if (isRefusal(answer)) throw new Error(answer.rule)
  expect(answer.source).toBe('ocr')
  expect(answer.verdict).toBe('do-not-sign')
  expect(answer.findings.length).toBeGreaterThan(0)
  for (const { page, places, quote, start, end } of answer.findings) {
    expect(page).toBe(2)
    expect(answer.text.slice(start, end)).toBe(quote)
    // The line stands at the top of its page, between its margins.
    expect(places.length).toBeGreaterThan(0)
    for (const place of places) {
      expect(place).toMatchObject({ page: 2 })
      expect(place.y).toBeGreaterThan(0.05)
      expect(place.y + place.height).toBeLessThan(0.16)
      expect(place.x).toBeGreaterThan(0.05)
      expect(place.x + place.width).toBeLessThan(0.96)
    }
  }
})

test.each([
  ['a format nobody reads', 'a.exe', Buffer.from('MZ'), 'TEXT-1'],
  ['a PDF that acts', 'a.pdf', paperPdf({ catalogue: '/OpenAction << /S /Named >>' }), 'TEXT-8'],
  ['a PDF of 61 pages', 'a.pdf', paperPdf({ pages: 61 }), 'TEXT-9'],
] as const)('%s: the reason, at the field', async (_, fileName, bytes, rule) => {
  const answer = await room.ask(nobody, 'guard.check', { fileName, content: bytes.toString('base64') })
  expect(answer).toMatchObject({ rule, field: 'content' })
})

test('pasted text is answered as before, and the rules of the layout are told with the others', async () => {
  const answer = await room.ask(nobody, 'guard.check', { text: '贷记卡费率____%。' })
  expect(answer).toMatchObject({ source: 'native', turned: [], findings: [{ rule: 'T50', places: [] }] })
  const rules = await room.ask(nobody, 'guard.rules', {})
  if (isRefusal(rules)) throw new Error(rules.rule)
  expect(rules.items.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['T01', 'T51', 'T55']))
})
