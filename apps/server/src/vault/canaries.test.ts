import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { canaries, type Plant } from '../../../../scripts/canaries.ts'
import { encodings } from '../../../../scripts/canaries/find.ts'

const all = (text: string): Buffer =>
  Buffer.concat([...encodings(text).values()].flatMap((bytes) => [bytes, Buffer.from('\n')]))

/** One value in a row, one in a file beside the keys, one in what the house prints, one in a merchant's masked answer. */
const plant: Plant = async ({ dataDir, printed, owner, birds, told }) => {
  const name = () => birds.take('vault_values.legalPersonName')
  const [row, file, line, answer] = [name(), name(), name(), name()]
  const client = new pg.Client(owner)
  await client.connect()
  await client.query(`create table planted as select '${row}' as name`)
  await client.end()
  mkdirSync(join(dataDir, 'keys/planted'))
  writeFileSync(join(dataDir, 'keys/planted/file'), all(file))
  appendFileSync(join(printed, 'output.log'), all(line))
  for (const bytes of encodings(answer).values())
    told.push({ principal: 'provider', call: 'planted', status: 200, text: bytes.toString('latin1') })
  const utf8 = { principal: 'provider', call: 'planted', status: 200, text: `{"name":"${answer}"}` } as const
  told.push(utf8)
  return [row, file, line, answer]
}

test('canaries pushed through HTTP and a browser are nowhere but in recorded looks, and planted ones are found', async () => {
  const seed = Math.floor(Math.random() * 1e9)
  const found = await canaries(60, seed, () => undefined, plant).catch((error: Error) =>
    expect.fail(`seed ${seed}: ${error.message}`),
  )
  expect({ seed, leaks: found.leaks }).toEqual({ seed, leaks: [] })
  expect(found.canaries).toBeGreaterThanOrEqual(60)
  // What is typed around an agreement among them.
  for (const field of ['clause-question', 'clause-answer', 'negotiated-wording', 'agreement-change'] as const)
    expect(found.data).toContain(`vault_values.${field}`)
  for (const field of ['spoken-promise', 'promise-speaker', 'agreement-refusal', 'change-request'] as const)
    expect(found.data).toContain(`vault_values.${field}`)
  // They were there to be leaked: looks were answered with them, and everybody read what they may.
  expect(found.looks).toBeGreaterThanOrEqual(3)
  expect(found.answers).toBeGreaterThan(500)
  for (const { place, bytes } of found.places) expect(bytes, place).toBeGreaterThan(100_000)

  const noticed = (place: RegExp, where: RegExp) =>
    new Set(
      found.noticed
        .filter((each) => place.test(each.place) && where.test(each.where))
        .map((each) => each.encoding),
    )
  expect(noticed(/serving/, /pg_wal/)).toContain('utf-8')
  expect(noticed(/dump/, /copy/)).toContain('utf-8')
  expect(noticed(/copy of all files/, /base\//)).toContain('utf-8')
  const every = new Set(encodings('龘靐齉爩').keys())
  expect(noticed(/serving/, /planted/)).toEqual(every)
  expect(noticed(/copy of all files/, /planted/)).toEqual(every)
  expect(noticed(/printed/, /output/)).toEqual(every)
  // An answer is text: what is no text in UTF-8 cannot be sent in one.
  for (const encoding of ['utf-8', 'hex', 'HEX', 'base64+0', 'base64+1', 'base64+2', 'json', 'url'] as const)
    expect(noticed(/answers/, /planted/)).toContain(encoding)
}, 150_000)
