import { terminalWords } from '../../domain-words.ts'
import { Card, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import { type CaseView, answerWords } from '../vocabulary.ts'
import { TermsView } from './terms-view.tsx'
import { panelWords } from './words.ts'

/** Who was asked, what they answered, and each offer in full. */
export const OffersPanel = ({ value }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const { requests, offers, chosenOfferId } = value
  const providerOf = (providerId: string) =>
    requests.find((request) => request.providerId === providerId)?.provider ?? providerId
  return (
    <>
      <Card title={t('offers')}>
        {requests.length === 0 ? (
          <p className="soft">{t('noOffers')}</p>
        ) : (
          <ul className="rows">
            {requests.map(({ providerId, provider, answer }) => (
              <li key={providerId} className="row between">
                <span>{provider}</span>
                <Tag tone={answer === 'offered' ? 'good' : answer === 'asked' ? 'warning' : 'info'}>
                  {both(answerWords[answer])}
                </Tag>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {offers.map((offer) => (
        <Card
          key={offer.offerId}
          title={t('offerOf', { provider: providerOf(offer.providerId) })}
          aside={offer.offerId === chosenOfferId && <Tag tone="good">{t('chosen')}</Tag>}
        >
          <p>
            {both(terminalWords[offer.terminalKind])} · <span className="code">{offer.modelCode}</span>
            {' · '}
            {t('validUntil')} <Moment at={offer.validUntil} />
          </p>
          <TermsView terms={offer.terms} serviceLevel={offer.serviceLevel} />
        </Card>
      ))}
    </>
  )
}
