import { review } from '#contract-guard/review.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { agreementText, differences, withAnnex } from '#provision/agreement-text.ts'
import type { Case } from '#provision/case.ts'
import { typedRule } from '#vault/typed.ts'
import type { Errand, Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { inLane } from '../documents/lane.ts'
import { sha256Hex } from './evidence.ts'
import { findingIdOf } from './finding-id.ts'
import type { AgreementPorts } from './ports.ts'
import { keepDocument } from './kept-file.ts'
import { readUpload } from './read-upload.ts'
import { setAgreement } from './set-agreement.ts'

type Draft = {
  readonly source: 'generated' | 'provider-text'
  readonly content: string
  readonly rendition: string | null
}

const acceptedProposal = (state: Case) =>
  state.proposals.find((proposal) => proposal.version === state.acceptedProposal)

const attach = async (
  { loadCase, moveCase }: AgreementPorts,
  errand: Errand,
  caseId: string,
  draftOf: (state: Case) => Promise<Draft | Refusal>,
): Promise<{ agreementId: string; digest: string; findings: number } | Refusal> => {
  const { state } = await loadCase(errand, caseId, true)
  const draft = await draftOf(state)
  if (isRefusal(draft)) return draft
  const proposal = acceptedProposal(state)
  if (!proposal) return refuse('HOUSE-8')
  const agreementId = newId('agr')
  const version = state.agreementVersions + 1
  const pdf = await inLane(errand.actor.personId, () =>
    setAgreement({ agreementId, version, text: draft.content, at: errand.stamp.at }),
  )
  if (isRefusal(pdf)) return pdf
  const digest = sha256Hex(pdf)
  const { findings } = review(draft.content)
  const after = await moveCase(errand, caseId, {
    type: 'attach-agreement',
    agreementId,
    source: draft.source,
    proposalVersion: proposal.version,
    digest,
    textDigest: sha256Hex(draft.content),
    findings: findings.map((finding) => ({ ...finding, findingId: findingIdOf(finding) })),
    mismatches:
      draft.source === 'generated' ? differences(draft.content, proposal).map(({ label }) => label) : [],
  })
  if (isRefusal(after)) return after
  await errand.run(
    db.insertInto('agreement_texts').values({
      agreement_id: agreementId,
      case_id: caseId,
      version: after.agreementVersions,
      source: draft.source,
      digest,
      content: draft.content,
      rendition: draft.rendition,
      created_at: errand.stamp.at,
    }),
  )
  await keepDocument(errand, { caseId, agreementId }, pdf)
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
    return { source: 'generated', content: text.zh, rendition: text.en }
  }

const providerText =
  (text: string) =>
  async (state: Case): Promise<Draft | Refusal> => {
    const proposal = acceptedProposal(state)
    return proposal
      ? { source: 'provider-text', content: withAnnex(text, proposal), rendition: null }
      : refuse('HOUSE-8')
  }

export const attaching = (
  ports: AgreementPorts,
): Room<'agreements.generate' | 'agreements.attach-text' | 'agreements.attach-file'> => ({
  async 'agreements.generate'(errand, { caseId }) {
    const attached = await attach(ports, errand, caseId, generated(errand))
    return isRefusal(attached) ? attached : { agreementId: attached.agreementId, digest: attached.digest }
  },

  'agreements.attach-text': (errand, { caseId, text }) => attach(ports, errand, caseId, providerText(text)),

  async 'agreements.attach-file'(errand, { caseId, ...upload }) {
    await ports.loadCase(errand, caseId)
    const read = await readUpload(errand, upload)
    if (isRefusal(read)) return read
    const { text, source, struck, inserted, deleted, hidden } = read
    // What is signed is this text alone: it must not say more or less than the file shows.
    if ([struck, inserted, deleted, hidden].some(({ length }) => length > 0))
      return refuse('TEXT-16', {}, 'content')
    const forbidden = typedRule(text, 'document')
    if (forbidden !== null) return refuse(forbidden, {}, 'content')
    const attached = await attach(ports, errand, caseId, providerText(text))
    return isRefusal(attached) ? attached : { ...attached, source }
  },
})
