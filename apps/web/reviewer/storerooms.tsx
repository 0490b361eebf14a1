import type { OutputOf } from '#api/calls.ts'
import RowButton from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import { CommandForm } from '../console/command-form.tsx'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Grid } from '../console/grid.tsx'
import { RoomLog } from '../console/room-log.tsx'
import { roomWords } from '../console/room-words.ts'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Button } from '../ui/button.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { custodyWords } from './custody-words.ts'
import { RoomList } from './room-list.tsx'

const Counting = ({ countId, name }: { countId: string; name: string | undefined }) => {
  const t = useWords(custodyWords)
  const read = useRead('counts.count', { countId })
  return (
    <Card title={name === undefined ? t('counting') : t('countingOf', { name })}>
      <Loaded query={read}>
        {(count) => (
          <>
            <Facts
              rows={(['here', 'missing', 'elsewhere', 'unknown'] as const).map((found) => [
                t(found === 'missing' && count.confirmedAt === null ? 'notYet' : found),
                <span key={found} className="code">
                  {count[found].join(' ') || '—'}
                </span>,
              ])}
            />
            {count.confirmedAt === null && (
              <>
                <CommandForm<'counts.record', { readSerial: string }>
                  name="counts.record"
                  initial={{}}
                  input={({ readSerial }) => ({ countId, readSerial })}
                  submit={t('countOne')}
                  done={t('backDone')}
                  clear
                >
                  <FormField name="readSerial" carries="serial" label={t('readSerial')}>
                    <Input maxLength={50} autoComplete="off" />
                  </FormField>
                </CommandForm>
                <div className="row">
                  <ConfirmAction
                    name="counts.confirm"
                    input={{ countId }}
                    label={t('confirmCount')}
                    done={t('countConfirmed')}
                  >
                    {t('confirmWhy')}
                  </ConfirmAction>
                </div>
              </>
            )}
          </>
        )}
      </Loaded>
    </Card>
  )
}

type Row = OutputOf<'stores.list'>['items'][number]

const StartCount = ({ store, onStarted }: { store: Row; onStarted: (countId: string) => void }) => {
  const t = useWords(custodyWords)
  return (
    <ConfirmAction
      name="counts.open"
      input={{ storeId: store.storeId }}
      label={t('startCount')}
      accessibleName={`${t('startCount')} ${store.name}`}
      small
      done={t('countStarted')}
      onDone={({ countId }) => onStarted(countId)}
    >
      {t('countWhy', { n: store.devices })}
    </ConfirmAction>
  )
}

/** One room: who may enter it, and what went in and out. */
const Room = ({ store, onBack }: { store: Row; onBack: () => void }) => {
  const r = useWords(roomWords)
  return (
    <div className="stack">
      <div>
        <Button onClick={onBack}>{r('backToRooms')}</Button>
      </div>
      <RoomList store={store} />
      <Card title={r('logOf', { name: store.name })}>
        <RoomLog storeId={store.storeId} name={store.name} />
      </Card>
    </div>
  )
}

/** The acquirer's storerooms and the count that is going on. */
export const Storerooms = () => {
  const t = useWords(custodyWords)
  const { language } = useSettings()
  const stores = useRead('stores.list', {})
  const [started, setStarted] = useState<string | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const room = stores.data?.items.find(({ storeId }) => storeId === shown)
  const countId = started ?? stores.data?.items.find((store) => store.openCount !== null)?.openCount ?? null
  const counted = stores.data?.items.find(({ openCount }) => openCount === countId)
  if (room) return <Room store={room} onBack={() => setShown(null)} />
  return (
    <div className="stack">
      <div className="row">
        <FormAction<'stores.open', { name: string }>
          name="stores.open"
          label={t('openStore')}
          initial={{}}
          input={({ name }) => ({ name })}
          done={t('storeOpened')}
        >
          <FormField name="name" label={t('storeName')}>
            <Input maxLength={60} />
          </FormField>
        </FormAction>
      </div>
      {countId !== null && <Counting countId={countId} name={counted?.name} />}
      <Loaded query={stores}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noStores')} />
          ) : (
            <Grid
              caption={t('storerooms')}
              rows={items}
              keyOf={(row) => row.storeId}
              columns={[
                { key: 'name', name: t('storeName'), cell: ({ name }) => name },
                { key: 'n', name: t('devicesIn'), number: true, cell: ({ devices }) => devices },
                {
                  key: 'counted',
                  name: t('countedOn'),
                  cell: ({ countedOn, countDue }) => (
                    <span className="row">
                      {countedOn === null ? t('never') : dayOf(countedOn, language)}
                      {countDue && <Tag tone="warning">{t('countDue')}</Tag>}
                    </span>
                  ),
                },
                {
                  key: 'count',
                  name: t('state'),
                  cell: (store) =>
                    store.openCount === null && !store.mayEnter ? (
                      <Tag tone="warning">{t('notOnList')}</Tag>
                    ) : store.openCount === null ? (
                      <StartCount store={store} onStarted={setStarted} />
                    ) : (
                      <Tag tone="info">{t('counting')}</Tag>
                    ),
                },
                {
                  key: 'room',
                  name: t('openRoom'),
                  cell: ({ storeId, name, keepers }) => (
                    <RowButton
                      size="small"
                      aria-label={`${t('openRoom')} ${name}`}
                      onClick={() => setShown(storeId)}
                    >
                      {t('openRoom')} ({keepers.filter(({ stands }) => stands).length})
                    </RowButton>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  )
}
