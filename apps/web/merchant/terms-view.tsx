import type { OutputOf } from '#api/calls.ts'
import { feeProductWords, settlementWords } from '../domain-words.ts'
import { moneyOf, percentOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { Facts, Money, Table } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { offerWords } from './offer-words.ts'

type Offer = OutputOf<'offers.compare'>['items'][number]['offer']

export const ServiceView = ({ service }: { service: Offer['serviceLevel'] }) => {
  const t = useWords(offerWords)
  return (
    <ul>
      <li>{t('answerWithin', { n: service.answerMinutes })}</li>
      <li>{t('onSiteWithin', { n: service.onSiteHours })}</li>
      <li>{service.spareUnit ? t('spare') : t('noSpare')}</li>
      <li>{t('maintenance', { n: service.maintenancePerYear })}</li>
    </ul>
  )
}

/** Every fee under an offer or proposal; what is zero is said to be none. */
export const TermsView = ({ terms }: { terms: Offer['terms'] }) => {
  const t = useWords(offerWords)
  const product = useWords(feeProductWords)
  const settlement = useWords(settlementWords)
  const { language } = useSettings()
  const money = (fen: number) => (fen === 0 ? t('none') : moneyOf(fen, language))
  const { sim, minimumVolume, deposit } = terms
  return (
    <div className="stack">
      <Table
        caption={t('terms')}
        rows={terms.rows}
        keyOf={(row, index) => `${row.product} ${index}`}
        columns={[
          { key: 'product', name: t('product'), cell: (row) => product(row.product) },
          { key: 'rate', name: t('rate'), number: true, cell: (row) => percentOf(row.ratePpm) },
          {
            key: 'bounds',
            name: t('bounds'),
            number: true,
            cell: (row) =>
              [row.minFen, row.capFen, row.fixedFen]
                .map((fen) => (fen === undefined ? '–' : moneyOf(fen, language)))
                .join(' / '),
          },
          {
            key: 'period',
            name: t('period'),
            cell: (row) =>
              row.untilMonth === undefined
                ? t('fromMonth', { from: row.fromMonth + 1 })
                : t('betweenMonths', { from: row.fromMonth + 1, until: row.untilMonth }),
          },
        ]}
      />
      <Facts
        rows={[
          [t('settlement'), settlement(terms.settlement)],
          terms.settlement === 'D0' && [
            t('d0Fee'),
            `${moneyOf(terms.d0FixedFen, language)} + ${percentOf(terms.d0Ppm)}`,
          ],
          [t('insurance'), terms.insurancePpm === 0 ? t('none') : percentOf(terms.insurancePpm)],
          [
            t('sim'),
            sim.feeFen === 0
              ? t('none')
              : t('simOf', {
                  months: sim.intervalMonths,
                  amount: moneyOf(sim.feeFen, language),
                  free: sim.freeMonths,
                }),
          ],
          [
            t('membership'),
            `${money(terms.membershipFenPerYear)}${terms.membershipFenPerYear ? t('perYear') : ''}`,
          ],
          [
            t('minimum'),
            minimumVolume.monthlyFen === 0
              ? t('none')
              : t('minimumOf', {
                  amount: moneyOf(minimumVolume.monthlyFen, language),
                  penalty: moneyOf(minimumVolume.penaltyFen, language),
                }),
          ],
          [
            t('deposit'),
            deposit.amountFen === 0
              ? t('none')
              : t('depositOf', {
                  amount: moneyOf(deposit.amountFen, language),
                  volume: moneyOf(deposit.refundVolumeFen, language),
                  months: deposit.refundWithinMonths,
                }),
          ],
          [t('devicePrice'), <Money key="price" fen={terms.devicePriceFen} />],
          [t('term'), t('monthsOf', { n: terms.termMonths })],
          [t('exitFee'), money(terms.exitFeeFen)],
        ]}
      />
    </div>
  )
}
