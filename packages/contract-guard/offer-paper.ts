import { clauseTree } from '#contract-guard/clause.ts'
import { type FeeLine, feesIn } from '#contract-guard/fee-lines.ts'
import type { Basis, Both, Finding, Risk, Severity } from '#contract-guard/finding.ts'
import { looksLikeAgreement } from '#contract-guard/missing.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { type Mapped, originalSpan } from '#contract-guard/offset.ts'
import { withSides } from '#contract-guard/parties.ts'
import { compile } from '#contract-guard/pattern.ts'
import { review } from '#contract-guard/review.ts'

/**
 * One paper of an offer. `promise`: an advert, a chat, or the merchant's notes of what was said. `fee-sheet`: a promise
 * to the agreement, and binding to an advert. `agreement`: what will be signed.
 */
export type OfferDocument = {
  readonly name: string
  readonly kind: 'promise' | 'fee-sheet' | 'agreement'
  readonly text: string
}

/** A stretch of one of the documents; `start`/`end` are UTF-16 offsets into its text as given. */
export type DocumentPlace = {
  readonly document: string
  readonly start: number
  readonly end: number
  readonly quote: string
}

/** What one paper says and another takes back; a promise the agreement is silent on has one place only. */
export type Contradiction = {
  readonly rule: string
  readonly risk: Risk
  readonly severity: Severity
  readonly why: Both
  readonly basis: readonly Basis[]
  readonly ask: Both
  readonly places: readonly DocumentPlace[]
}

/** A text in a file says by itself what it is: an agreement, a list of prices, or somebody's promise. */
export const kindOf = (text: string): OfferDocument['kind'] => {
  const { text: plain } = withSides(normalise(text))
  if (looksLikeAgreement(plain)) return 'agreement'
  return /费率表|价目表|收费标准|资费表/u.test(plain.slice(0, 60)) ? 'fee-sheet' : 'promise'
}

export type Sentence = {
  readonly words: string
  readonly place: DocumentPlace
  /** The place of the words between the commas around a match: advertising rarely ends a sentence. */
  readonly phrase: (match: RegExpExecArray) => DocumentPlace
}

export type Read = {
  readonly document: OfferDocument
  readonly plain: string
  readonly sentences: readonly Sentence[]
  readonly fees: readonly FeeLine[]
  readonly findings: readonly Finding[]
}

export const placeIn = ({ name, text }: OfferDocument, start: number, end: number): DocumentPlace => ({
  document: name,
  start,
  end,
  quote: text.slice(start, end),
})

const sentencesOf = (document: OfferDocument, made: Mapped): Sentence[] =>
  clauseTree(made.text).sentences.flatMap(({ start, end }) => {
    const words = made.text.slice(start, end)
    const lead = /^[\s,、:|-]*/u.exec(words)?.[0].length ?? 0
    const tail = /[\s,;。!?|]*$/u.exec(words)?.[0].length ?? 0
    if (lead + tail >= words.length) return []
    const at = (from: number, to: number): DocumentPlace => {
      const span = originalSpan(made, start + from, start + to)
      return placeIn(document, span.start, span.end)
    }
    const phrase = ({ index, 0: said }: RegExpExecArray): DocumentPlace => {
      const comma = words.indexOf(',', index + said.length)
      const from = Math.max(words.lastIndexOf(',', index) + 1, lead)
      return at(from, comma < 0 ? words.length - tail : comma)
    }
    return [{ words, place: at(lead, words.length - tail), phrase }]
  })

export const read = (document: OfferDocument): Read => {
  const made = withSides(normalise(document.text))
  return {
    document,
    plain: made.text,
    sentences: sentencesOf(document, made),
    fees: feesIn(document.text),
    findings: document.kind === 'promise' ? [] : review(document.text).findings,
  }
}

/** Who warns of a trap, asks a question or denies it, promises nothing. */
export const noPromise = compile('{strongly}|[?吗呢]|谨防|是不是|有没有|不承诺')

export const promisesOf = ({ sentences }: Read, pattern: RegExp): readonly DocumentPlace[] =>
  sentences.flatMap(({ words, phrase }) => {
    const match = pattern.exec(words)
    return match === null || noPromise.test(words) ? [] : [phrase(match)]
  })
