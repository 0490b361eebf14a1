import type { CaseView } from '../console/vocabulary.ts'

type Proposal = CaseView['proposals'][number]
type Network = NonNullable<CaseView['survey']>['network']

/** The line the technician found; a printed code needs none. */
export const lineFrom = (network: Network, terminalKind: Proposal['terminalKind']): Proposal['dataLine'] => {
  if (terminalKind === 'qr-plate') return 'none'
  return network === 'cellular-only' ? 'cellular' : network
}

/** A proposal to begin with: the last version, else the chosen offer as the survey found the shop. */
export const proposalFrom = ({ proposals, offers, chosenOfferId, survey }: CaseView) => {
  const last = proposals.at(-1)
  if (last) {
    const { modelCode, quantity, position, dataLine, terms, serviceLevel } = last
    return { modelCode, quantity, position, dataLine, terms, serviceLevel }
  }
  const offer = offers.find(({ offerId }) => offerId === chosenOfferId)
  if (!offer || !survey) return null
  return {
    modelCode: offer.modelCode,
    quantity: 1,
    position: survey.counterPosition,
    dataLine: lineFrom(survey.network, offer.terminalKind),
    terms: offer.terms,
    serviceLevel: offer.serviceLevel,
  }
}
