import type { OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { KeeperStanding } from '../console/room-log.tsx'
import { roomWords } from '../console/room-words.ts'
import { useRead } from '../queries.ts'
import { useMe } from '../session.tsx'
import { Notice } from '../ui/notice.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { custodyWords } from './custody-words.ts'

type Store = OutputOf<'stores.list'>['items'][number]

const LetIn = ({ store }: { store: Store }) => {
  const t = useWords(custodyWords)
  const me = useMe().data?.personId
  const colleagues = useRead('people.colleagues', {})
  const inside = new Set(store.keepers.filter(({ stands }) => stands).map(({ personId }) => personId))
  const others = (colleagues.data?.items ?? []).filter(
    ({ personId, principal }) => principal === 'reviewer' && personId !== me && !inside.has(personId),
  )
  return (
    <FormAction<'stores.let-in', { personId: string; until?: string }>
      name="stores.let-in"
      label={t('letIn')}
      initial={{}}
      input={({ personId, until }) => ({ storeId: store.storeId, personId, until: until || null })}
      done={t('letInDone')}
    >
      {others.length === 0 ? (
        <Notice tone="warning" title={t('nobodyToLetIn')} />
      ) : (
        <>
          <FormField name="personId" label={t('colleague')}>
            <NativeSelect options={others.map(({ personId, name }) => ({ value: personId, label: name }))} />
          </FormField>
          <FormField name="until" optional label={t('untilDay')} help={t('untilHelp')}>
            <Input type="date" />
          </FormField>
        </>
      )}
    </FormAction>
  )
}

/** Who may enter this room; anybody at the desk lets a colleague in, nobody themself (CUST-64). */
export const RoomList = ({ store }: { store: Store }) => {
  const t = useWords(custodyWords)
  const r = useWords(roomWords)
  return (
    <Card title={`${r('keepers')} · ${store.name}`} aside={<LetIn store={store} />}>
      {!store.mayEnter && (
        <Notice tone="warning" title={t('notOnList')}>
          {t('notOnListWhy')}
        </Notice>
      )}
      <ul className="stack keepers">
        {store.keepers.map((keeper) => (
          <li key={keeper.personId} className="row between">
            <span>
              {keeper.name} <KeeperStanding keeper={keeper} />
            </span>
            <ConfirmAction
              name="stores.end-access"
              input={{ storeId: store.storeId, personId: keeper.personId }}
              label={t('endAccess')}
              accessibleName={`${t('endAccess')} ${keeper.name}`}
              small
              done={t('accessEnded')}
            >
              {t('endAccessWhy', { name: keeper.name, store: store.name })}
            </ConfirmAction>
          </li>
        ))}
      </ul>
    </Card>
  )
}
