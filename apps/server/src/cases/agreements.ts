import { createHash } from 'node:crypto'
import { allRules } from '#contract-guard/rules/all.ts'
import type { Finding } from '#contract-guard/finding.ts'
import { review } from '#contract-guard/review.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { agreementText, differences, withAnnex } from '#provision/agreement-text.ts'
import type { Case } from '#provision/case.ts'
import { typedRule } from '#vault/typed.ts'
import { isUnreadable, readText } from '../documents/read-text.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { sendCode, takeCode } from '../people/code.ts'
import type { ConsentsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { sealText } from './sealed.ts'
import { agreementView } from './view.ts'

export type SigningCodes = { readonly send: typeof sendCode; readonly take: typeof takeCode }

type Draft = {
  readonly source: 'generated' | 'provider-text'
  readonly content: string
  readonly rendition: string | null
}

const digestOf = (content: string): string => createHash('sha256').update(content, 'utf8').digest('hex')

/** One finding, one name: the rule and its place in the text. */
const findingIdOf = ({ rule, start }: Finding): string => `${rule}-${start}`

const acceptedProposal = (state: Case) =>
  state.proposals.find((proposal) => proposal.version === state.acceptedProposal)

const attach = async (
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
  const digest = digestOf(draft.content)
  const { findings } = review(draft.content)
  const after = await moveCase(errand, caseId, {
    type: 'attach-agreement',
    agreementId,
    source: draft.source,
    proposalVersion: proposal.version,
    digest,
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

const readUpload = async (content: string, fileName: string): Promise<string | Refusal> => {
  try {
    return (await readText(Buffer.from(content, 'base64'), fileName)).text
  } catch (error) {
    if (isUnreadable(error)) return refuse(error.refusal.rule, error.refusal.params, 'content')
    throw error
  }
}

const loadText = async (errand: Errand, state: Case) => {
  const [row] = state.agreement
    ? await errand.run(
        db.selectFrom('agreement_texts').selectAll().where('agreement_id', '=', state.agreement.agreementId),
      )
    : []
  if (!row) throw new NotFound()
  return row
}

/** Both copies at once (电子签名法 art. 6): each side is told where it stands and by which digest to know it. */
const deliverCopies = async (errand: Errand, state: Case): Promise<void> => {
  const merchants = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', state.merchantId)
      .where('ended_at', 'is', null),
  )
  const digest = state.agreement?.digest ?? ''
  for (const { person_id } of merchants)
    await writeMessage(
      errand,
      await phoneOf(errand, person_id),
      'agreement-concluded',
      `【放心装】收单协议已由双方签署，可随时在“我的办理”查看全文。文本指纹 ${digest.slice(0, 16)}。 Both parties have signed; the full text stays in your case, digest ${digest.slice(0, 16)}.`,
    )
}

export const agreements = (
  codes: SigningCodes,
  consents: ConsentsPort,
): Room<
  | 'agreements.generate'
  | 'agreements.attach-text'
  | 'agreements.attach-file'
  | 'agreements.agreement'
  | 'agreements.accept-finding'
  | 'agreements.refuse'
  | 'agreements.request-signing-code'
  | 'agreements.sign'
  | 'agreements.countersign'
> => ({
  async 'agreements.generate'(errand, { caseId }) {
    const attached = await attach(errand, caseId, generated(errand))
    return isRefusal(attached) ? attached : { agreementId: attached.agreementId, digest: attached.digest }
  },

  'agreements.attach-text': (errand, { caseId, text }) => attach(errand, caseId, providerText(text)),

  async 'agreements.attach-file'(errand, { caseId, fileName, content }) {
    await loadCase(errand, caseId)
    const text = await readUpload(content, fileName)
    if (isRefusal(text)) return text
    const forbidden = typedRule(text, 'document')
    return forbidden === null ? attach(errand, caseId, providerText(text)) : refuse(forbidden, {}, 'content')
  },

  async 'agreements.agreement'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    const text = await loadText(errand, state)
    const agreement = agreementView(state)
    if (!agreement) throw new NotFound()
    const { findings, missing } = review(text.content)
    const answers = new Map(agreement.findings.map(({ findingId, answer }) => [findingId, answer]))
    return {
      agreement,
      text: text.content,
      rendition: text.rendition,
      findings: findings.map((finding) => ({
        ...finding,
        basis: finding.basis.map((each) => ({ ...each })),
        findingId: findingIdOf(finding),
        answer: answers.get(findingIdOf(finding)) ?? 'open',
      })),
      missing: missing.map((each) => ({ ...each, basis: each.basis.map((one) => ({ ...one })) })),
    }
  },

  'agreements.accept-finding': (errand, { caseId, findingId }) =>
    moved(errand, caseId, { type: 'accept-finding', findingId }),

  'agreements.refuse': async (errand, { caseId, reason }) =>
    moved(errand, caseId, {
      type: 'refuse-agreement',
      reason: await sealText(errand, caseId, 'agreement-refusal', reason),
    }),

  async 'agreements.request-signing-code'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    const { agreement } = state
    if (!agreement) throw new NotFound()
    const phone = await phoneOf(errand, errand.actor.personId)
    const sent = await codes.send(
      errand,
      phone,
      'sign-agreement',
      agreement.digest,
      (code) =>
        `【放心装】签署协议验证码 ${code}，文本指纹 ${agreement.digest.slice(0, 16)}，5 分钟内有效。请确认您已读完全文，勿告诉任何人。 Code ${code} signs the agreement ${agreement.digest.slice(0, 16)}.`,
    )
    return isRefusal(sent) ? sent : { expiresAt: sent.expiresAt }
  },

  async 'agreements.sign'(errand, { caseId, digest, code }) {
    await loadCase(errand, caseId)
    // The account goes into what is signed: without leave to use it there is nothing to sign.
    const withheld = await consents.to(errand, 'settlement-account')
    if (withheld) return withheld
    const phone = await phoneOf(errand, errand.actor.personId)
    const wrong = await codes.take(errand, phone, 'sign-agreement', digest, code)
    if (wrong) return wrong
    return moved(errand, caseId, { type: 'sign-agreement', digest, method: 'sms-code' })
  },

  async 'agreements.countersign'(errand, { caseId, digest }) {
    const after = await moveCase(errand, caseId, {
      type: 'countersign-agreement',
      digest,
      method: 'reviewer-session',
    })
    if (isRefusal(after)) return after
    await deliverCopies(errand, after)
    return { ok: true }
  },
})

const both = (each: { readonly basis: readonly { readonly law: string; readonly article: string }[] }) => ({
  basis: each.basis.map((one) => ({ ...one })),
})

/** The guard for everybody: reads, answers, keeps nothing. */
export const guard: Room<'guard.check' | 'guard.rules'> = {
  async 'guard.check'(_errand, { text, fileName, content }) {
    const read = text ?? (content !== undefined ? await readUpload(content, fileName ?? '') : '')
    if (isRefusal(read)) return read
    const { findings, missing, verdict } = review(read)
    return {
      text: read,
      verdict,
      findings: findings.map((finding) => ({ ...finding, ...both(finding) })),
      missing: missing.map((each) => ({ ...each, ...both(each) })),
    }
  },
  async 'guard.rules'() {
    return {
      items: allRules.map(({ id, risk, severity, why }) => ({ rule: id, risk, severity, why: { ...why } })),
    }
  },
}
