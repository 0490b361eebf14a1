import { Link, Route, Switch } from 'wouter'
import { Listing } from '../console/listing.tsx'
import { ConsolePage } from '../console/page.tsx'
import { KeeperStanding, RoomLog } from '../console/room-log.tsx'
import { roomWords } from '../console/room-words.ts'
import { useRead } from '../queries.ts'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../wording.ts'

const Rooms = () => {
  const t = useWords(roomWords)
  return (
    <Listing
      name="stores.list"
      input={{}}
      caption={t('storerooms')}
      keyOf={(row) => row.storeId}
      empty={<EmptyState title={t('noStores')} />}
      columns={[
        { key: 'acquirer', name: t('acquirer'), cell: ({ acquirer }) => acquirer },
        {
          key: 'name',
          name: t('storeName'),
          cell: ({ name, storeId }) => <Link href={`/storerooms/${storeId}`}>{name}</Link>,
        },
        { key: 'n', name: t('devicesIn'), number: true, cell: ({ devices }) => devices },
        {
          key: 'keepers',
          name: t('keepers'),
          cell: ({ keepers }) => (
            <ul className="stack">
              {keepers.map((keeper) => (
                <li key={keeper.personId}>
                  {keeper.name} <KeeperStanding keeper={keeper} />
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}

const Log = ({ storeId }: { storeId: string }) => {
  const t = useWords(roomWords)
  const rooms = useRead('stores.list', {})
  const name = rooms.data?.items.find((each) => each.storeId === storeId)?.name ?? ''
  return (
    <>
      <p>
        <Link href="/storerooms">{t('backToRooms')}</Link>
      </p>
      <h2>{t('logOf', { name })}</h2>
      <RoomLog storeId={storeId} name={name} />
    </>
  )
}

/** Where acquirers keep terminals that are not in use: who may enter, what went in and out. */
export const Storerooms = () => {
  const t = useWords(roomWords)
  return (
    <ConsolePage title={t('storerooms')}>
      <Switch>
        <Route path="/storerooms/:storeId">{({ storeId }) => <Log storeId={storeId} />}</Route>
        <Route component={Rooms} />
      </Switch>
    </ConsolePage>
  )
}
