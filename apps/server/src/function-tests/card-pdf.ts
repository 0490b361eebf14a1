import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderSVG } from 'uqr'
import { inPlaceOf } from '#provision/agreement-page.ts'
import type { Tongue } from '#words/say.ts'
import { typeset } from '../documents/typeset.ts'
import type { ResultCard } from './card.ts'
import { cardCode, cardPage } from './card-page.ts'

const rounds = 8

/**
 * The card on paper with its signed original inside. Made of the card alone, as of the moment it was signed: whoever has the
 * card sets the same bytes again. Characters that no font of the house draws stand as their code points.
 */
export const cardPdf = async (
  { file, card, digest }: { readonly file: string; readonly card: ResultCard; readonly digest: string },
  lang: Tongue,
): Promise<Buffer> => {
  const template = await readFile(join(import.meta.dirname, 'card.typ'), 'utf8')
  const svg = renderSVG(cardCode(card, digest), { ecc: 'M', border: 2 })
  let page = JSON.stringify(cardPage(card, digest, lang))
  for (let round = 0; round < rounds; round++) {
    const set = await typeset({
      ...{ template, data: { page: JSON.parse(page), file, svg } },
      ...{ standard: 'a-3b', tagged: true, at: card.endedAt },
    })
    if ('pdf' in set) return set.pdf
    for (const character of new Set(set.undrawn.flatMap((run) => [...run])))
      page = page.replaceAll(character, inPlaceOf(character))
  }
  throw new Error('a result card holds letters no font of the house draws')
}
