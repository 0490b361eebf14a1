import type { loadCase, moveCase } from '../cases/case.ts'
import type { openTexts, sealText } from '../cases/sealed.ts'
import type { agreementView } from '../cases/view.ts'
import type { sendCode, takeCode, usedCode } from '../people/code.ts'
import type { assertionOptions, takeAssertion } from '../people/passkey-assertion.ts'
import type { ConsentsPort } from '../vault/ports.ts'

/** What an agreement's text makes of something promised by word of mouth; null where nothing compares them. */
export type ComparePromise = (
  promise: string,
  agreement: string,
) => {
  verdict: 'nothing-against' | 'contradicted' | 'silent'
  places: { start: number; end: number; quote: string }[]
} | null

/** What this room needs of others; `rooms.ts` hands it over. */
export type AgreementPorts = {
  readonly loadCase: typeof loadCase
  readonly moveCase: typeof moveCase
  readonly sealText: typeof sealText
  readonly openTexts: typeof openTexts
  /** Null: no comparison is built in, and a promise stands as it was noted. */
  readonly compared: ComparePromise | null
  readonly agreementView: typeof agreementView
  readonly consents: ConsentsPort
  readonly sendCode: typeof sendCode
  readonly takeCode: typeof takeCode
  readonly usedCode: typeof usedCode
  readonly assertionOptions: typeof assertionOptions
  readonly takeAssertion: typeof takeAssertion
}
