import type { OutputOf } from '#api/calls.ts'
import { Moment } from '../console/moment.tsx'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import type { Tone } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card, Facts, Table, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { custodyWords } from './custody-words.ts'

type Read = OutputOf<'devices.device'>
type HandOver = OutputOf<'hand-overs.list'>['items'][number]

const keys = { none: 'keysNone', begun: 'keysBegun', witnessed: 'keysWitnessed' } as const

/** Where a terminal lies, and what is asked of it or under way with it. */
export const Duties = ({ read: { device, duties } }: { read: Read }) => {
  const t = useWords(custodyWords)
  const { language } = useSettings()
  const stores = useRead('stores.list', {}, { enabled: duties.storeId !== null })
  const store = stores.data?.items.find(({ storeId }) => storeId === duties.storeId)?.name
  return (
    <Card title={t('duties')}>
      <Facts
        rows={[
          [t('lies'), store ?? t('noStore')],
          duties.returnBy !== null && [t('returnBy'), dayOf(duties.returnBy, language)],
          [t('keysErased'), t(keys[duties.erasure])],
          duties.disposal !== null &&
            device.status !== 'retired' && [
              t('disposalWaits'),
              t('disposalWaitsFor', { reason: t(duties.disposal) }),
            ],
        ]}
      />
    </Card>
  )
}

const standings = {
  taken: ['good', 'handTaken'],
  waiting: ['warning', 'handWaiting'],
  quarantined: ['bad', 'handQuarantined'],
  refused: ['bad', 'handRefused'],
} as const satisfies Record<HandOver['standing'], readonly [Tone, string]>

const toldBy = ({ toldByGiverAt, toldByTakerAt }: HandOver) => {
  if (toldByGiverAt !== null && toldByTakerAt !== null) return 'toldBoth'
  return toldByGiverAt === null ? 'toldTaker' : 'toldGiver'
}

/** Hands it changed by two signatures, and how far the house has heard of each. */
export const HandOvers = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(custodyWords)
  const read = useRead('hand-overs.list', { deviceId })
  return (
    <Card title={t('handOvers')}>
      <Loaded query={read} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('noHandOvers')}</p>
          ) : (
            <Table
              caption={t('handOvers')}
              rows={items}
              keyOf={(row) => row.handOverId}
              columns={[
                { key: 'hand', name: t('hand'), number: true, cell: ({ hand }) => hand },
                { key: 'giver', name: t('giver'), cell: ({ giver }) => giver },
                { key: 'taker', name: t('taker'), cell: ({ taker }) => taker },
                { key: 'at', name: t('signedAt'), cell: ({ signedAt }) => <Moment at={signedAt} /> },
                { key: 'told', name: t('toldBy'), cell: (row) => t(toldBy(row)) },
                {
                  key: 'standing',
                  name: t('state'),
                  cell: ({ standing }) => (
                    <Tag tone={standings[standing][0]}>{t(standings[standing][1])}</Tag>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  )
}
