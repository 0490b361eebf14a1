import { quote } from '#fees/quote.ts'
import { review } from '#contract-guard/review.ts'
import { chinaDay, startOfDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { agreedNow, changeStanding, earliestDay } from '#provision/agreement-change.ts'
import type { AgreementChange, Case, Proposal, ServiceLevel } from '#provision/case.ts'
import { dearerTerm, weakerService } from '#provision/dearer.ts'
import { figuresOf } from '#provision/negotiated-section.ts'
import { pageText } from '#provision/agreement-page.ts'
import { isOutside } from '#provision/party.ts'
import { changedLines, newWords, type Supplement, supplementPage } from '#provision/supplement-text.ts'
import type { Terms } from '#fees/schedule.ts'
import { inLane } from '../documents/lane.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { organisationNames } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { keepAgreement } from './attached-text.ts'
import { clauseWords } from './clauses.ts'
import { sha256Hex } from './evidence.ts'
import { openFile } from './kept-file.ts'
import type { AgreementPorts } from './ports.ts'
import { setAgreement } from './set-agreement.ts'
import { tell } from './tell.ts'
import { loadText } from './written-text.ts'

/** Months over which old and new cost are compared. */
const months = 12

type Reworded = { readonly clauses: readonly { readonly clause: string; readonly wording: string }[] }
type Agreed = { readonly terms: Terms; readonly serviceLevel: ServiceLevel }

/** The signed proposal with other terms: what its annex would say. */
const proposed = ({ agreement, proposals }: Case, { terms, serviceLevel }: Agreed): Proposal => {
  const signed = proposals.find(({ version }) => version === agreement?.proposalVersion)
  if (!signed) throw new NotFound()
  return { ...signed, terms, serviceLevel }
}

/** What held just before this change: the one in force before it, or the signed proposal. */
const beforeIt = (state: Case, change: AgreementChange): Agreed => {
  const { changes = [] } = state
  const agreed = agreedNow({ ...state, changes: changes.slice(0, changes.indexOf(change)) })
  if (!agreed) throw new NotFound()
  return agreed
}

const costOf = ({ needs }: Case, before: Agreed, after: Agreed) =>
  needs === null
    ? null
    : {
        beforeFen: quote(before.terms, needs.profile, months).literalFen,
        afterFen: quote(after.terms, needs.profile, months).literalFen,
      }

const sealOf = ({ acquirerSignature, sealedDigest }: AgreementChange) =>
  acquirerSignature && sealedDigest ? { at: acquirerSignature.at, sealedDigest } : null

const termsOf = ({ terms, serviceLevel }: Agreed) => ({
  terms: { ...terms, rows: [...terms.rows] },
  serviceLevel: { ...serviceLevel },
})

const inForce = (changes: readonly AgreementChange[]) =>
  changes.filter(({ inForceSince }) => inForceSince !== null)

/** A clause as it holds: as the last of these changes worded it, or as the agreement does. */
const clauseNow = (
  base: string,
  earlier: readonly AgreementChange[],
  words: (reference: string) => string,
  clause: string,
): string => {
  const again = earlier.flatMap(({ clauses }) => clauses).findLast((each) => each.clause === clause)
  return again ? words(again.wording) : clauseWords(base, clause)
}

const wordingsOf = (changes: readonly AgreementChange[]): readonly string[] =>
  changes.flatMap(({ clauses }) => clauses.map(({ wording }) => wording))

/** What the merchant said to a notice; a consent waits for its day. */
export const answered = async (
  errand: Errand,
  state: Case,
  { changeId, effectiveAt }: AgreementChange,
  choice: 'consent' | 'refuse' | 'leave',
): Promise<void> => {
  if (choice === 'consent')
    await errand.enqueue('apply-agreement-change', { caseId: state.caseId, changeId }, effectiveAt)
  const said = {
    consent: [
      '商户已签署补充协议，请在生效日之前密封，否则不生效',
      'The merchant has signed the supplement; without the acquirer’s seal before its day nothing changes',
    ],
    refuse: ['商户不同意协议变更，原条款不变', 'The merchant refuses the change; the old terms stay'],
    leave: ['商户因协议变更选择退出，不收费', 'The merchant leaves over the change, free of charge'],
  }[choice]
  await tell(errand, state, ['acquirer', 'provider'], 'change-answered', [`${said[0]}。`, `${said[1]}.`])
}

type Known = (errand: Errand, caseId: string, lock?: boolean) => Promise<{ readonly state: Case }>

/** Notice, consent and the day of a changed agreement (条例 art. 20; 4号 art. 62). */
export const changing = ({
  loadCase,
  moveCase,
  sealText,
  openTexts,
}: AgreementPorts): Room<
  'changes.list' | 'changes.propose' | 'changes.endorse' | 'changes.withdraw' | 'changes.answer'
> => {
  const load: Known = async (errand, caseId, lock) => {
    const { state } = await loadCase(errand, caseId, lock)
    if (isOutside(state, errand.actor)) throw new NotFound()
    return { state }
  }

  /** The supplement as it would be: it quotes what holds now. AGR-40 where nothing is signed yet. */
  const supplementOf = async (
    errand: Errand,
    state: Case,
    { terms, serviceLevel, clauses, effectiveOn }: Agreed & Pick<Supplement, 'effectiveOn'> & Reworded,
  ): Promise<Supplement | Refusal> => {
    const { agreement, acquirerId, application, changes = [] } = state
    const now = agreedNow(state)
    if (!now || !agreement) return refuse('AGR-40')
    const earlier = inForce(changes)
    const words = await openTexts(errand, wordingsOf(earlier))
    const base = clauses.length === 0 ? '' : (await loadText(errand, state)).content
    return {
      acquirerName: (await organisationNames(errand, [acquirerId])).get(acquirerId) ?? '',
      merchantName: application.shop.registeredName ?? application.shop.shopName ?? '',
      changes: { agreementId: agreement.agreementId, sha256: agreement.digest },
      earlier: earlier.map(({ agreementId, digest }) => ({ agreementId, sha256: digest })),
      before: proposed(state, now),
      after: proposed(state, { terms, serviceLevel }),
      clauses: clauses.map((each) => ({ ...each, before: clauseNow(base, earlier, words, each.clause) })),
      effectiveOn,
    }
  }

  const notice = (errand: Errand, state: Case) =>
    tell(errand, state, ['merchant'], 'change-noticed', [
      '收单机构通知变更协议。请对照新旧条款；您不答复，原条款不变。',
      'The acquirer gives notice of a change. Compare old and new; without your answer nothing changes.',
    ])

  return {
    async 'changes.list'(errand, { caseId }) {
      const { state } = await load(errand, caseId)
      const { changes = [] } = state
      // A provider's wish is no notice yet: the merchant hears of it when the acquirer has made it one.
      const shown =
        errand.actor.principal === 'merchant'
          ? changes.filter(({ noticedAt }) => noticedAt !== null)
          : changes
      // What holds already was told of: earlier wordings are among these.
      const words = await openTexts(errand, [...shown.map(({ reason }) => reason), ...wordingsOf(shown)])
      const base = shown.length > 0 ? (await loadText(errand, state)).content : ''
      const texts = await errand.run(
        db
          .selectFrom('agreement_texts')
          .select(['agreement_id', 'content'])
          .where('case_id', '=', caseId)
          .where('source', '=', 'supplement'),
      )
      const now = agreedNow(state)
      return {
        items: shown.map((change) => {
          const before = beforeIt(state, change)
          const { changeId, proposedBy, noticedAt, effectiveAt, inForceSince, digest, answer } = change
          return {
            ...{ changeId, proposedBy, noticedAt, effectiveAt, inForceSince, digest },
            sealed: sealOf(change),
            standing: changeStanding(change, errand.stamp.at),
            reason: words(change.reason),
            text: texts.find((each) => each.agreement_id === change.agreementId)?.content ?? '',
            answer: answer && { choice: answer.choice, at: answer.at, method: answer.method ?? null },
            numbers: changedLines(proposed(state, before), proposed(state, change)).map((line) => ({
              ...line,
            })),
            clauses: change.clauses.map(({ clause, wording }) => ({
              clause,
              before: clauseNow(base, inForce(changes.slice(0, changes.indexOf(change))), words, clause),
              after: words(wording),
            })),
            dearer:
              dearerTerm(change.terms, before.terms) ??
              weakerService(change.serviceLevel, before.serviceLevel),
            cost: costOf(state, before, change),
          }
        }),
        earliestDay: earliestDay(errand.stamp.at),
        now: state.agreement?.acquirerSignature && now ? termsOf(now) : null,
      }
    },

    async 'changes.propose'(errand, { caseId, terms, serviceLevel, clauses, reason, effectiveOn }) {
      const { state } = await load(errand, caseId, true)
      const given = await supplementOf(errand, state, { terms, serviceLevel, clauses, effectiveOn })
      if (isRefusal(given)) return given
      const page = supplementPage(given)
      const content = pageText(page)
      const [agreementId, changeId] = [newId('agr'), newId('chg')]
      const pdf = await inLane(errand.actor.personId, () =>
        setAgreement({
          ...{ agreementId, version: state.agreementVersions + 1, page },
          ...{ changes: given.changes, at: errand.stamp.at },
        }),
      )
      if (isRefusal(pdf)) return { ...pdf, field: 'clauses' }
      const text = { agreementId, digest: sha256Hex(pdf), textDigest: sha256Hex(content) }
      const sealed: { clause: string; wording: string }[] = []
      for (const { clause, wording } of clauses)
        sealed.push({ clause, wording: await sealText(errand, caseId, 'agreement-change', wording) })
      const grave = review(newWords(given)).findings.filter(({ severity }) => severity === 'high')
      const after = await moveCase(errand, caseId, {
        type: 'propose-change',
        ...text,
        ...{ changeId, terms, serviceLevel, clauses: sealed },
        reason: await sealText(errand, caseId, 'agreement-change', reason),
        effectiveAt: startOfDay(effectiveOn),
        traps: [...new Set(grave.map(({ rule }) => rule))],
        figures: clauses.flatMap(({ wording }) => figuresOf(wording)),
      })
      if (isRefusal(after)) return after
      const draft = { source: 'supplement', content, rendition: null }
      await keepAgreement(errand, caseId, after.agreementVersions, { text, draft, pdf })
      if (errand.actor.principal === 'reviewer') await notice(errand, after)
      else
        await tell(errand, after, ['acquirer'], 'change-proposed', [
          '服务商提出变更协议，由收单机构决定是否通知商户。',
          'The provider wishes to change the agreement; the acquirer decides whether to give notice.',
        ])
      return { changeId, digest: text.digest }
    },

    async 'changes.endorse'(errand, { caseId, changeId }) {
      const after = await moveCase(errand, caseId, { type: 'endorse-change', changeId })
      if (isRefusal(after)) return after
      await notice(errand, after)
      return { ok: true }
    },

    async 'changes.withdraw'(errand, { caseId, changeId }) {
      const after = await moveCase(errand, caseId, { type: 'withdraw-change', changeId })
      if (isRefusal(after)) return after
      if (after.changes?.find((each) => each.changeId === changeId)?.noticedAt)
        await tell(errand, after, ['merchant'], 'change-ended', [
          '协议变更已撤回，原条款不变。',
          'The change was withdrawn; the old terms stay.',
        ])
      return { ok: true }
    },

    async 'changes.answer'(errand, { caseId, changeId, choice, digest }) {
      const after = await moveCase(errand, caseId, { type: 'answer-change', changeId, choice, digest })
      if (isRefusal(after)) return after
      const change = after.changes?.find((each) => each.changeId === changeId)
      if (change) await answered(errand, after, change, choice)
      return { ok: true }
    },
  }
}

/**
 * The job on the day: a change takes effect that both have signed, while the sealed file of it stands. Told to come too
 * early, it says so and comes again; withdrawn or refused meanwhile, there is nothing to do.
 */
export const applyChange =
  ({ loadCase, moveCase }: Pick<AgreementPorts, 'loadCase' | 'moveCase'>) =>
  async (errand: Errand, { caseId = '', changeId = '' }: Readonly<Record<string, string>>): Promise<void> => {
    const { state } = await loadCase(errand, caseId, true)
    const change = state.changes?.find((each) => each.changeId === changeId)
    if (change?.answer?.choice !== 'consent') return
    const standing = changeStanding(change, errand.stamp.at)
    if (standing === 'lapsed')
      return tell(errand, state, ['merchant', 'acquirer', 'provider'], 'change-ended', [
        '商户同意的协议变更没有在生效日之前密封，不生效，原条款不变。',
        'The change the merchant consented to was not sealed before its day; the old terms stay.',
      ])
    if (standing === 'in-force' || standing === 'withdrawn') return
    const file = await openFile(errand, { caseId, agreementId: change.agreementId })
    const keptDigest = file?.isSealed ? sha256Hex(file.pdf) : null
    const after: Case | Refusal = await moveCase(errand, caseId, {
      ...{ type: 'apply-change', changeId, keptDigest },
    })
    if (isRefusal(after))
      throw new Error(`change ${changeId} is due on ${chinaDay(change.effectiveAt)}: ${after.rule}`)
    await tell(errand, after, ['merchant', 'acquirer', 'provider'], 'change-ended', [
      '双方签署的协议变更今天生效。',
      'The change both have signed takes effect today.',
    ])
  }
