import type { Agreement, AgreementFinding, Case } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

type Text = Pick<Agreement, 'agreementId' | 'source' | 'proposalVersion' | 'digest' | 'textDigest'>
type Found = Omit<AgreementFinding, 'answer'>

export type AgreementMove =
  | ({
      readonly type: 'attach-agreement'
      readonly findings: readonly Found[]
      /** Terms of the text that differ from the accepted proposal, as the comparison named them. */
      readonly mismatches: readonly string[]
    } & Text)
  | { readonly type: 'accept-finding'; readonly findingId: string }
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
  | { readonly type: 'finding-accepted'; readonly findingId: string }
  | { readonly type: 'agreement-refused'; readonly reason: string }
  | { readonly type: 'agreement-signed'; readonly digest: string; readonly method: string }
  | {
      readonly type: 'agreement-countersigned'
      readonly digest: string
      readonly method: string
      readonly sealedDigest?: string
    }

/** The finding's place and rule; its quotation stays with the text, out of the facts. */
const foundOf = ({ findingId, rule, risk, severity, start, end }: Found): Found => ({
  findingId,
  rule,
  risk,
  severity,
  start,
  end,
})

const standing = ({ agreement }: Case): Agreement | Refusal => agreement ?? refuse('AGR-1')

const isOpenTrap = ({ severity, answer }: AgreementFinding): boolean =>
  severity === 'high' && answer === 'open'

export const agreementDecisions: Decisions<AgreementMove, AgreementFact> = {
  'attach-agreement': (state, move) => {
    const { agreementId, source, proposalVersion, digest, textDigest, findings, mismatches } = move
    if (state.acceptedProposal === null || state.acceptedProposal !== proposalVersion)
      return refuse('AGR-2', { proposalVersion }, 'proposalVersion')
    if (state.agreement !== null && state.agreement.merchantSignature !== null) return refuse('AGR-6')
    if (mismatches.length > 0) return refuse('AGR-3', { mismatches: mismatches.join(', ') }, 'text')
    const version = state.agreementVersions + 1
    return [
      {
        type: 'agreement-attached',
        version,
        agreementId,
        source,
        proposalVersion,
        digest,
        ...(textDigest === undefined ? {} : { textDigest }),
        findings: findings.map(foundOf),
      },
    ]
  },

  'accept-finding': (state, { findingId }) => {
    const agreement = standing(state)
    if (isRefusal(agreement)) return agreement
    const finding = agreement.findings.find((each) => each.findingId === findingId)
    return finding?.answer === 'open'
      ? [{ type: 'finding-accepted', findingId }]
      : refuse('AGR-7', {}, 'findingId')
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
    const traps = agreement.findings.filter(isOpenTrap).length
    if (traps > 0) return refuse('AGR-4', { traps })
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
      findings: findings.map((finding) => ({ ...finding, answer: 'open' })),
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
