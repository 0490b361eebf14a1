import type { OutputOf } from '#api/calls.ts'
import { Link } from 'wouter'
import { useWords } from '../wording.ts'
import { EmptyState } from '../ui/states.tsx'
import { Tag } from '../ui/surface.tsx'
import { Listing } from './listing.tsx'
import { Moment } from './moment.tsx'
import { roomWords } from './room-words.ts'

type Keeper = OutputOf<'stores.list'>['items'][number]['keepers'][number]

/** How somebody came onto a room's list, and until when they are on it. */
export const KeeperStanding = ({ keeper }: { keeper: Keeper }) => {
  const t = useWords(roomWords)
  const { because, letInBy, letInOn, until, stands } = keeper
  return (
    <span className="soft small">
      {t(because, { name: letInBy ?? '', day: letInOn })}
      {until !== null && ` · ${t('untilDay', { day: until })}`} {!stands && <Tag>{t('over')}</Tag>}
    </span>
  )
}

/** What went into a storeroom and out of it, newest first. */
export const RoomLog = ({ storeId, name }: { storeId: string; name: string }) => {
  const t = useWords(roomWords)
  return (
    <Listing
      name="stores.moves"
      input={{ storeId }}
      caption={t('logOf', { name })}
      keyOf={(row) => row.factId}
      empty={<EmptyState title={t('noMoves')} />}
      columns={[
        { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
        {
          key: 'way',
          name: t('way'),
          cell: ({ way }) => <Tag tone={way === 'in' ? 'good' : 'info'}>{t(way)}</Tag>,
        },
        {
          key: 'serial',
          name: t('serialNo'),
          cell: ({ deviceId, serialNo }) => (
            <Link href={`/devices/${deviceId}`} className="code whole">
              {serialNo}
            </Link>
          ),
        },
        { key: 'by', name: t('by'), cell: ({ by }) => by },
        {
          key: 'how',
          name: t('how'),
          cell: ({ how, way, other }) =>
            t(how === 'moved' ? (way === 'in' ? 'movedIn' : 'movedOut') : how, { other }),
        },
      ]}
    />
  )
}
