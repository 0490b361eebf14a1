import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../../', import.meta.url)
const page = readFileSync(new URL('docs/device-duties.md', root), 'utf8')

/** One row for each duty: its number, its rules and how many cases it claims. */
const rows = [...page.matchAll(/^\| (\d+) \| (.+) \| (.+) \| (.+) \| (\d+|open) \|$/gm)].map(
  ([, no, duty = '', , rules = '', claimed = '']) => ({ no: Number(no), duty, rules, claimed }),
)

type Case = { readonly what: string; readonly answer: string; readonly file: string; readonly title: string }
const casesOf = (no: number): readonly Case[] => {
  const [, section = ''] =
    new RegExp(`^## ${no}\\. .+\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page) ?? []
  return [...section.matchAll(/^- (.+): `(.+)` — `(.+)` › (.+)$/gm)].map(
    ([, what = '', answer = '', file = '', title = '']) => ({ what, answer, file, title }),
  )
}
const all = rows.flatMap(({ no }) => casesOf(no))

/** The text of a test from behind its title to the next one; null when there is none of that name. */
const bodyOf = ({ file, title }: Pick<Case, 'file' | 'title'>): string | null => {
  const path = new URL(file, root)
  if (!existsSync(path)) return null
  const parts = readFileSync(path, 'utf8').split(`'${title}'`)
  return parts.length === 2 ? ((parts[1] as string).split(/^ *(?:test|describe)\b/m)[0] as string) : null
}

test('there are sixteen duties, each with its mechanism and as many negative cases as it says, five at least', () => {
  expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: 16 }, (_, place) => place + 1))
  for (const { no, duty, rules, claimed } of rows) {
    const cases = casesOf(no)
    expect(new Set(cases.map(({ what }) => what)).size, duty).toBe(cases.length)
    if (claimed === 'open') expect(cases, duty).toEqual([])
    else {
      expect(cases.length, duty).toBe(Number(claimed))
      expect(cases.length, duty).toBeGreaterThanOrEqual(5)
      expect(rules, duty).toMatch(/[A-Z]+-\d+/)
    }
  }
})

test('every test the page names is there, once, and holds what the page says it answers, as often as it says', () => {
  const wanted = Map.groupBy(all, ({ file, title, answer }) => JSON.stringify([file, title, answer]))
  const missing = [...wanted].flatMap(([name, { length }]) => {
    const [file, title, answer] = JSON.parse(name) as [string, string, string]
    const found = bodyOf({ file, title })?.split(answer).length ?? 0
    return found > length ? [] : [`${file} › ${title}: ${answer} × ${length}`]
  })
  expect(missing).toEqual([])
})

test('every rule it names is stated in a room’s README', () => {
  const stated = ['device', 'fleet', 'provision', 'iso8583', 'care', 'dispatch', 'provider']
    .map((room) => readFileSync(new URL(`packages/${room}/README.md`, root), 'utf8'))
    .join('\n')
  const named = new Set(page.match(/\b(?:CUST|CERT|BIND|BEAT|IDENT|TRAIN|GATE|ISO|VISIT|DOOR)-\d+/g))
  expect(named.size).toBeGreaterThan(40)
  expect([...named].filter((rule) => !new RegExp(`\\b${rule}\\b`).test(stated))).toEqual([])
})
