import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse } from '#ground/refusal.ts'
import { inPlaceOf } from '#provision/agreement-page.ts'
import { type Typeset, typeset } from '../documents/typeset.ts'

const rounds = 8
const han = /^\p{Script=Han}$/u

/**
 * Sets a template of this room so that every character is seen: Chinese ones without a shape in the house's fonts as their
 * code points, which `data` is told. AGR-20 for anything else that no font draws.
 */
export const setDrawn = async (
  template: string,
  order: Pick<Typeset, 'standard' | 'tagged' | 'at'>,
  data: (drawable: (text: string) => string, replaced: readonly string[]) => unknown,
): Promise<Buffer | Refusal> => {
  const source = await readFile(join(import.meta.dirname, template), 'utf8')
  const rare = new Set<string>()
  const drawable = (text: string) =>
    [...rare].reduce((each, character) => each.replaceAll(character, inPlaceOf(character)), text)
  for (let round = 0; round < rounds; round++) {
    const set = await typeset({
      ...order,
      template: source,
      data: data(drawable, [...rare].map(inPlaceOf)),
    })
    if ('pdf' in set) return set.pdf
    const undrawn = set.undrawn.flatMap((run) => [...run])
    const odd = undrawn.filter((character) => !han.test(character))
    if (odd.length > 0) return refuse('AGR-20', { characters: [...new Set(odd)].slice(0, 10).join(' ') })
    for (const character of undrawn) rare.add(character)
  }
  return refuse('AGR-20', { characters: [...rare].slice(0, 10).join(' ') })
}
