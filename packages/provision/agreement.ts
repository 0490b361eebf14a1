import type { Agreement, AgreementFinding, Case } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { agreedTerms, answerFindings, questionInTheWay } from '#provision/talk.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

type Text = Pick<Agreement, 'agreementId' | 'source' | 'proposalVersion' | 'digest' | 'textDigest'>
type Found = Omit<AgreementFinding, 'answer'>

/** A text put forward, as the guard and the comparison with the proposal read it. */
export type AttachedText = {
  readonly findings: readonly Found[]
  /** Terms of the text that differ from the accepted proposal, as the comparison named them. */
  readonly mismatches: readonly string[]
  /** Negotiated terms that stand in it, by id. */
  readonly negotiated: readonly string[]
} & Text

export type AgreementMove =
  | ({ readonly type: 'attach-agreement' } & AttachedText)
  /** `digest`: the text the finding was read in. Another version may have another clause under the same id. */
  | { readonly type: 'accept-finding'; readonly findingId: string; readonly digest: string }
  | { readonly type: 'refuse-agreement'; readonly reason: string }
  | { readonly type: 'sign-agreement'; readonly digest: string; readonly method: string }
  | {
      readonly type: 'countersign-agreement'
      readonly digest: string
      readonly method: string
      readonly sealedDigest?: string
    }

export type AgreementFact =
  | ({
      readonly type: 'agreement-attached'
      readonly version: number
      readonly findings: readonly Found[]
    } & Text)
  /** Rule and place stand in it since texts have versions; older facts name the finding alone. */
  | ({ readonly type: 'finding-accepted'; readonly findingId: string } & Partial<
      Pick<AgreementFinding, 'rule' | 'start' | 'end'>
    >)
  | { readonly type: 'agreement-refused'; readonly reason: string }
  | { readonly type: 'agreement-signed'; readonly digest: string; readonly method: string }
  | {
      readonly type: 'agreement-countersigned'
      readonly digest: string
      readonly method: string
      readonly sealedDigest?: string
    }

/** The finding's place and rule; its quotation stays with the text, out of the facts. */
const foundOf = ({ findingId, rule, risk, severity, start, end, quoteDigest }: Found): Found => ({
  findingId,
  rule,
  risk,
  severity,
  start,
  end,
  ...(quoteDigest === undefined ? {} : { quoteDigest }),
})

const standing = ({ agreement }: Case): Agreement | Refusal => agreement ?? refuse('AGR-1')

const isOpenTrap = ({ severity, answer }: AgreementFinding): boolean =>
  severity === 'high' && answer === 'open'

/** The fact of a text put forward, or why it is not taken. `agreed`: the negotiated terms it must carry. */
export const attachedFact = (
  state: Case,
  text: AttachedText,
  agreed: readonly string[],
): Extract<AgreementFact, { type: 'agreement-attached' }> | Refusal => {
  const { agreementId, source, proposalVersion, digest, textDigest, findings } = text
  if (state.acceptedProposal === null || state.acceptedProposal !== proposalVersion)
    return refuse('AGR-2', { proposalVersion }, 'proposalVersion')
  if (state.agreement !== null && state.agreement.merchantSignature !== null) return refuse('AGR-6')
  const lost = agreed.filter((termId) => !text.negotiated.includes(termId))
  const mismatches = [...text.mismatches, ...lost]
  if (mismatches.length > 0) return refuse('AGR-3', { mismatches: mismatches.join(', ') }, 'text')
  return {
    type: 'agreement-attached',
    version: state.agreementVersions + 1,
    agreementId,
    source,
    proposalVersion,
    digest,
    ...(textDigest === undefined ? {} : { textDigest }),
    findings: findings.map(foundOf),
  }
}

export const agreementDecisions: Decisions<AgreementMove, AgreementFact> = {
  'attach-agreement': (state, text) => {
    const attached = attachedFact(state, text, agreedTerms(state))
    return isRefusal(attached) ? attached : [attached]
  },

  'accept-finding': (state, { findingId, digest }) => {
    const agreement = standing(state)
    if (isRefusal(agreement)) return agreement
    if (digest !== agreement.digest) return refuse('AGR-5', {}, 'digest')
    const finding = agreement.findings.find((each) => each.findingId === findingId)
    if (finding?.answer !== 'open') return refuse('AGR-7', {}, 'findingId')
    const { rule, start, end } = finding
    return [{ type: 'finding-accepted', findingId, rule, start, end }]
  },

  'refuse-agreement': (state, { reason }) => {
    const agreement = standing(state)
    if (isRefusal(agreement)) return agreement
    if (agreement.acquirerSignature !== null) return refuse('AGR-6')
    return reason.trim() === '' ? refuse('AGR-9', {}, 'reason') : [{ type: 'agreement-refused', reason }]
  },

  'sign-agreement': (state, { digest, method }) => {
    const agreement = standing(state)
    if (isRefusal(agreement)) return agreement
    if (agreement.merchantSignature !== null) return refuse('AGR-6')
    const asked = questionInTheWay(state)
    if (asked) return asked
    const traps = agreement.findings.filter(isOpenTrap).length
    if (traps > 0) return refuse('AGR-4', { traps })
    const { proposalVersion } = agreement
    if (proposalVersion !== state.acceptedProposal) return refuse('AGR-2', { proposalVersion })
    return digest === agreement.digest
      ? [{ type: 'agreement-signed', digest, method }]
      : refuse('AGR-5', {}, 'digest')
  },

  'countersign-agreement': (state, { digest, method, sealedDigest }) => {
    const agreement = standing(state)
    if (isRefusal(agreement)) return agreement
    if (agreement.merchantSignature === null) return refuse('AGR-8')
    if (agreement.acquirerSignature !== null) return refuse('AGR-6')
    return digest === agreement.digest
      ? [
          {
            type: 'agreement-countersigned',
            digest,
            method,
            ...(sealedDigest === undefined ? {} : { sealedDigest }),
          },
        ]
      : refuse('AGR-5', {}, 'digest')
  },
}

const withAgreement = (state: Case, change: (agreement: Agreement) => Agreement): Case => ({
  ...state,
  agreement: state.agreement && change(state.agreement),
})

/** A clause that stands in the next version word for word keeps the merchant's answer to it. */
const carried = (findings: readonly Found[], before: Agreement | null): readonly AgreementFinding[] =>
  (before?.findings ?? []).reduce<readonly AgreementFinding[]>(
    (next, { rule, quoteDigest, answer }) =>
      quoteDigest === undefined ? next : answerFindings(next, { rule, quoteDigest }, answer),
    findings.map((finding) => ({ ...finding, answer: 'open' })),
  )

export const agreementChanges: Changes<AgreementFact> = {
  'agreement-attached': (
    state,
    { version, agreementId, source, proposalVersion, digest, textDigest, findings },
  ) => ({
    ...state,
    agreementVersions: version,
    agreement: {
      agreementId,
      version,
      source,
      proposalVersion,
      digest,
      ...(textDigest === undefined ? {} : { textDigest }),
      findings: carried(findings, state.agreement),
      merchantSignature: null,
      acquirerSignature: null,
    },
  }),
  'finding-accepted': (state, { findingId }) =>
    withAgreement(state, (agreement) => ({
      ...agreement,
      findings: agreement.findings.map((finding) =>
        finding.findingId === findingId ? { ...finding, answer: 'accepted-knowingly' } : finding,
      ),
    })),
  'agreement-refused': (state) => ({ ...state, agreement: null }),
  'agreement-signed': (state, { digest, method }, { personId: by, at }) =>
    withAgreement(state, (agreement) => ({ ...agreement, merchantSignature: { by, method, at, digest } })),
  'agreement-countersigned': (state, { digest, method, sealedDigest }, { personId: by, at }) =>
    withAgreement(state, (agreement) => ({
      ...agreement,
      ...(sealedDigest === undefined ? {} : { sealedDigest }),
      acquirerSignature: { by, method, at, digest },
    })),
}
