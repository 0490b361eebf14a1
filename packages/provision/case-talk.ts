/** What is said about an agreement and agreed beside its text. Words are vault references: a rule asks only for emptiness. */

/** Whoever is asked by the merchant: the provider that brought the text, or the acquirer that signs it. */
export type Answerer = 'provider' | 'acquirer'

/** One turn of a question, in order; the first is the question itself. `words` is empty where a choice said it all. */
export type Said = { readonly by: 'merchant' | Answerer; readonly words: string; readonly at: string }

/** Rule and quotation tell a trap again in another version, where its place has moved. */
export type FindingKey = { readonly rule: string; readonly quoteDigest: string }

/** The merchant does not understand a clause, or does not believe it. Open, it blocks signing (AGR-10). */
export type ClauseQuestion = {
  readonly questionId: string
  /** The text it was asked about, the clause's number there and the quoted place (UTF-16 offsets). */
  readonly agreementId: string
  readonly clause: string
  readonly start: number
  readonly end: number
  /** The trap it asks about, if any: satisfied with the answer, the merchant has answered the trap too. */
  readonly about: FindingKey | null
  readonly said: readonly Said[]
  readonly status: 'open' | 'answered' | 'withdrawn'
}

/** Wording one side offers and the merchant may agree to: then it prevails over standard terms (民法典 art. 498). */
export type NegotiatedTerm = {
  readonly termId: string
  readonly offeredBy: Answerer
  readonly wording: string
  readonly questionId: string | null
  readonly promiseId: string | null
  readonly at: string
  readonly status: 'offered' | 'agreed' | 'declined'
}

/** What a salesperson promised, as the merchant remembers it. `saidOn` is a China day. */
export type SpokenPromise = {
  readonly promiseId: string
  readonly words: string
  readonly speaker: string
  readonly saidOn: string
  readonly at: string
  /** `noted` and `requested` are unanswered; `denied` is an answer too, and the merchant signs knowing it. */
  readonly status: 'noted' | 'requested' | 'denied' | 'written' | 'dropped'
  /** Why it was denied; else empty. */
  readonly reason: string
}
