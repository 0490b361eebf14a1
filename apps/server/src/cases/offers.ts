import { compare } from '#fees/compare.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import type { TerminalKind } from '#provision/case.ts'
import type { Errand, Room } from '../house/errand.ts'
import { organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { GrantsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'

/** Which of these organisations may be asked: known to the register, with a filing in force for the region. */
export type VettedProviders = (
  errand: Errand,
  providerIds: readonly string[],
  regionCode: string,
) => Promise<readonly string[]>

/** Whether a case's acquirer has this model in its catalogue, with its certificates in force: the device room's, handed in. */
export type ModelOffered = (
  errand: Errand,
  acquirerId: string,
  offered: { readonly modelCode: string; readonly terminalKind: TerminalKind },
) => Promise<Refusal | null>

export const offers = (
  vetted: VettedProviders,
  grants: GrantsPort,
  modelOffered: ModelOffered,
): Room<
  'needs.record' | 'offers.request' | 'offers.make' | 'offers.decline' | 'offers.compare' | 'offers.choose'
> => ({
  async 'needs.record'(errand, { caseId, needs }) {
    const after = await moveCase(errand, caseId, { type: 'record-needs', needs })
    if (isRefusal(after)) return after
    if (!after.recommendation) throw new Error('needs were recorded without a recommendation')
    return { ...after.recommendation, because: [...after.recommendation.because] }
  },

  async 'offers.request'(errand, { caseId, providerIds }) {
    const { state } = await loadCase(errand, caseId, true)
    const allowed = await vetted(errand, providerIds, state.application.shop.regionCode ?? '')
    const refused = providerIds.find((id) => !allowed.includes(id))
    if (refused !== undefined) return refuse('HOUSE-2', {}, 'providerIds')
    return moved(errand, caseId, { type: 'request-offers', providerIds })
  },

  async 'offers.make'(errand, { caseId, ...offer }) {
    const { state } = await loadCase(errand, caseId, true)
    const blocked = await modelOffered(errand, state.acquirerId, offer)
    if (blocked) return blocked
    const offerId = newId('off')
    const after = await moveCase(errand, caseId, { type: 'make-offer', offerId, ...offer })
    return isRefusal(after) ? after : { offerId }
  },

  'offers.decline': (errand, { caseId }) => moved(errand, caseId, { type: 'decline-offer' }),

  async 'offers.compare'(errand, { caseId, months = 12 }) {
    const { state } = await loadCase(errand, caseId)
    if (!state.needs) return { items: [] }
    const names = await organisationNames(
      errand,
      state.offers.map((offer) => offer.providerId),
    )
    const priced = compare(state.offers, state.needs.profile, months, { day: errand.stamp.at.slice(0, 10) })
    return {
      items: priced.flatMap(({ offerId, quote }) => {
        const offer = state.offers.find((each) => each.offerId === offerId)
        if (!offer) return []
        const { promisedFen, literalFen, worstFen, volumeFen, effectivePpm, flags } = quote
        return [
          {
            offer: { ...offer, terms: { ...offer.terms, rows: [...offer.terms.rows] } },
            provider: names.get(offer.providerId) ?? '',
            quote: {
              months,
              promisedFen,
              literalFen,
              worstFen,
              volumeFen,
              effectivePpm,
              flags: flags.map(({ flag, rule, params }) => ({ flag, rule, params: { ...params } })),
            },
          },
        ]
      }),
    }
  },

  async 'offers.choose'(errand, { caseId, offerId }) {
    const before = await loadCase(errand, caseId, true)
    const after = await moveCase(errand, caseId, { type: 'choose-offer', offerId })
    if (isRefusal(after)) return after
    if (after.providerId !== before.state.providerId) {
      // The one before comes no more: its technicians are free again, and no address stays open to them.
      await errand.run(
        db
          .updateTable('visits')
          .set({ status: 'declined' })
          .where('case_id', '=', caseId)
          .where('status', 'in', ['proposed', 'confirmed', 'arrived']),
      )
      await grants.end(errand, caseId, ['visit'], 'visit-over')
    }
    return { ok: true }
  },
})
