import type { Finding } from '#contract-guard/finding.ts'
import { layoutFindings } from '#contract-guard/layout.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { agreementText, withAnnex } from '#provision/agreement-text.ts'
import type { Case } from '#provision/case.ts'
import { borrowedHeadings } from '#provision/negotiated-section.ts'
import { agreedTerms } from '#provision/talk.ts'
import { typedRule } from '#vault/typed.ts'
import type { Errand, Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { type Draft, keepAgreement, layoutIn, typeset } from './attached-text.ts'
import { withAgreed } from './negotiated-terms.ts'
import type { AgreementPorts } from './ports.ts'
import { readGiven } from './read-upload.ts'

const acceptedProposal = (state: Case) =>
  state.proposals.find((proposal) => proposal.version === state.acceptedProposal)

const attach = async (
  ports: AgreementPorts,
  errand: Errand,
  caseId: string,
  draftOf: (state: Case) => Promise<Draft | Refusal>,
): Promise<{ agreementId: string; digest: string; findings: number } | Refusal> => {
  const { state } = await ports.loadCase(errand, caseId, true)
  const bare = await draftOf(state)
  if (isRefusal(bare)) return bare
  const proposal = acceptedProposal(state)
  if (!proposal) return refuse('HOUSE-8')
  const draft = await withAgreed(ports, errand, state, bare)
  const set = await typeset(errand, state, draft, proposal, agreedTerms(state))
  if (isRefusal(set)) return set
  const after = await ports.moveCase(errand, caseId, { type: 'attach-agreement', ...set.text })
  if (isRefusal(after)) return after
  await keepAgreement(errand, caseId, after.agreementVersions, set)
  const { agreementId, digest, findings } = set.text
  return { agreementId, digest, findings: findings.length }
}

const generated =
  (errand: Errand) =>
  async (state: Case): Promise<Draft | Refusal> => {
    const proposal = acceptedProposal(state)
    if (!proposal) return refuse('HOUSE-8')
    const ids = [state.acquirerId, state.merchantId, state.providerId ?? '']
    const rows = await errand.run(
      db.selectFrom('organisations').selectAll().where('organisation_id', 'in', ids),
    )
    const organisation = (id: string | null) => rows.find((row) => row.organisation_id === id)
    const { shopName = '', registeredName } = state.application.shop
    const text = agreementText(proposal, {
      acquirerName: organisation(state.acquirerId)?.name ?? '',
      acquirerLicenceNo: organisation(state.acquirerId)?.licence_no ?? '',
      acquirerHotline: organisation(state.acquirerId)?.hotline ?? '',
      merchantRegisteredName: registeredName ?? shopName,
      shopName,
      providerName: organisation(state.providerId)?.name ?? '',
    })
    return { source: 'generated', content: text.zh, rendition: text.en, layout: [] }
  }

const providerText =
  (text: string, layout: readonly Finding[] = []) =>
  async (state: Case): Promise<Draft | Refusal> => {
    const proposal = acceptedProposal(state)
    if (!proposal) return refuse('HOUSE-8')
    const borrowed = borrowedHeadings(text)
    if (borrowed.length > 0) return refuse('AGR-3', { mismatches: borrowed.join(', ') }, 'text')
    const content = withAnnex(text, proposal)
    return { source: 'provider-text', content, rendition: null, layout: layoutIn(content, layout) }
  }

export const attaching = (
  ports: AgreementPorts,
): Room<'agreements.generate' | 'agreements.attach-text' | 'agreements.attach-file'> => ({
  async 'agreements.generate'(errand, { caseId }) {
    const attached = await attach(ports, errand, caseId, generated(errand))
    return isRefusal(attached) ? attached : { agreementId: attached.agreementId, digest: attached.digest }
  },

  'agreements.attach-text': (errand, { caseId, text }) => attach(ports, errand, caseId, providerText(text)),

  async 'agreements.attach-file'(errand, { caseId, ...given }) {
    await ports.loadCase(errand, caseId)
    const read = await readGiven(errand, given)
    if (isRefusal(read)) return read
    const { text, source, struck, inserted, deleted, hidden } = read
    // What is signed is this text alone: it must not say more or less than the file shows.
    if ([struck, inserted, deleted, hidden].some(({ length }) => length > 0))
      return refuse('TEXT-16', {}, 'content')
    const forbidden = typedRule(text, 'document')
    if (forbidden !== null) return refuse(forbidden, {}, 'content')
    const attached = await attach(ports, errand, caseId, providerText(text, layoutFindings(read)))
    return isRefusal(attached) ? attached : { ...attached, source }
  },
})
