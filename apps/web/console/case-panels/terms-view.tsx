import { feeProductWords, settlementWords } from '../../domain-words.ts'
import { moneyOf, percentOf } from '../../format.ts'
import { useSettings } from '../../settings.tsx'
import { Facts, Table } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import type { CaseView } from '../vocabulary.ts'
import { consoleWords } from '../words.ts'
import { panelWords } from './words.ts'

type Offer = CaseView['offers'][number]
type Row = Offer['terms']['rows'][number]

const Schedule = ({ rows }: { rows: readonly Row[] }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const { language } = useSettings()
  const money = (fen: number | undefined) => (fen === undefined ? '—' : moneyOf(fen, language))
  return (
    <Table<Row>
      caption={t('terms')}
      rows={rows}
      keyOf={(row, index) => `${row.product} ${index}`}
      columns={[
        { key: 'product', name: t('product'), cell: ({ product }) => both(feeProductWords[product]) },
        { key: 'rate', name: t('rate'), number: true, cell: ({ ratePpm }) => percentOf(ratePpm) },
        { key: 'fixed', name: t('perPayment'), number: true, cell: ({ fixedFen }) => money(fixedFen) },
        { key: 'min', name: t('minimum'), number: true, cell: ({ minFen }) => money(minFen) },
        { key: 'cap', name: t('cap'), number: true, cell: ({ capFen }) => money(capFen) },
        {
          key: 'period',
          name: t('period'),
          cell: ({ fromMonth, untilMonth }) =>
            untilMonth === undefined
              ? t('periodFrom', { from: fromMonth + 1 })
              : t('periodBetween', { from: fromMonth + 1, until: untilMonth }),
        },
      ]}
    />
  )
}

/** Everything a merchant would pay, and the service promised for it. Fees of nothing are left out. */
export const TermsView = ({ terms, serviceLevel }: Pick<Offer, 'terms' | 'serviceLevel'>) => {
  const t = useWords(panelWords)
  const c = useWords(consoleWords)
  const both = useBoth()
  const { language } = useSettings()
  const money = (fen: number) => moneyOf(fen, language)
  const { deposit, sim, minimumVolume } = terms
  const free = money(0)
  return (
    <div className="stack">
      <Schedule rows={terms.rows} />
      <div className="fact-columns">
        <Facts
          rows={[
            [t('settlement'), both(settlementWords[terms.settlement])],
            terms.d0FixedFen + terms.d0Ppm > 0
              ? [
                  t('d0Fee'),
                  t('perPaymentPlus', { fixed: money(terms.d0FixedFen), rate: percentOf(terms.d0Ppm) }),
                ]
              : null,
            terms.insurancePpm > 0 ? [t('insurance'), percentOf(terms.insurancePpm)] : null,
            [
              t('sim'),
              sim.feeFen === 0
                ? free
                : t('simEvery', {
                    fee: money(sim.feeFen),
                    months: sim.intervalMonths,
                    free: sim.freeMonths,
                  }),
            ],
            terms.membershipFenPerYear > 0 ? [t('membership'), money(terms.membershipFenPerYear)] : null,
            minimumVolume.penaltyFen > 0
              ? [
                  t('minimumVolume'),
                  t('minimumEvery', {
                    volume: money(minimumVolume.monthlyFen),
                    penalty: money(minimumVolume.penaltyFen),
                  }),
                ]
              : null,
          ]}
        />
        <Facts
          rows={[
            [
              t('deposit'),
              deposit.amountFen === 0
                ? free
                : `${money(deposit.amountFen)} · ${
                    deposit.refundWithinMonths === 0
                      ? t('depositKept')
                      : t('depositBack', {
                          months: deposit.refundWithinMonths,
                          volume: money(deposit.refundVolumeFen),
                        })
                  }`,
            ],
            [t('devicePrice'), money(terms.devicePriceFen)],
            [t('term'), c('months', { n: terms.termMonths })],
            [t('exitFee'), money(terms.exitFeeFen)],
            [
              t('service'),
              [
                t('answerWithin', { n: serviceLevel.answerMinutes }),
                t('onSiteWithin', { n: serviceLevel.onSiteHours }),
                t(serviceLevel.spareUnit ? 'spareUnit' : 'noSpareUnit'),
                t('maintenance', { n: serviceLevel.maintenancePerYear }),
              ].join(' · '),
            ],
          ]}
        />
      </div>
    </div>
  )
}
