import type { InputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { useRead } from '../queries.ts'
import { useMe } from '../session.tsx'
import { Loaded } from '../ui/states.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { ColleaguePhones } from './colleague-phones.tsx'
import { ConfirmAction } from './confirm-action.tsx'
import { deskWords } from './desk-words.ts'
import { FormField } from './field.tsx'
import { FormAction } from './form-action.tsx'
import { Grid } from './grid.tsx'
import { NativeSelect } from './native-select.tsx'
import { ConsolePage } from './page.tsx'
import { consoleWords } from './words.ts'

type Role = InputOf<'people.invite'>['principal']
type Invitation = { phone: string; name: string; principal: Role; badgeNo?: string }

const Invite = ({ roles }: { roles: readonly Role[] }) => {
  const t = useWords(deskWords)
  const c = useWords(common)
  return (
    <FormAction<'people.invite', Invitation>
      name="people.invite"
      label={t('invite')}
      primary
      initial={roles[0] ? { principal: roles[0] } : {}}
      input={({ badgeNo, ...invitation }) => ({ ...invitation, ...(badgeNo && { badgeNo }) })}
      done={t('invited')}
    >
      {({ principal }) => (
        <>
          <FormField name="name" label={t('name')}>
            <Input maxLength={80} autoComplete="off" />
          </FormField>
          <FormField name="phone" label={t('phone')} help={t('phoneHelp')}>
            <Input type="tel" inputMode="tel" maxLength={20} autoComplete="off" />
          </FormField>
          <FormField name="principal" label={t('role')}>
            <NativeSelect options={roles.map((value) => ({ value, label: c(value) }))} />
          </FormField>
          {principal === 'technician' && (
            <FormField name="badgeNo" label={t('badgeNo')} help={t('badgeHelp')}>
              <Input maxLength={40} autoComplete="off" />
            </FormField>
          )}
        </>
      )}
    </FormAction>
  )
}

/** People of this organisation: who they are, a new one, an end. */
export const Team = ({ roles }: { roles: readonly Role[] }) => {
  const t = useWords(deskWords)
  const c = useWords(common)
  const k = useWords(consoleWords)
  const me = useMe()
  const read = useRead('people.colleagues', {})
  return (
    <ConsolePage title={t('team')} extra={<Invite roles={roles} />}>
      <Loaded query={read}>
        {({ items }) => (
          <Grid
            caption={t('team')}
            rows={items}
            keyOf={(row) => `${row.personId} ${row.principal}`}
            columns={[
              { key: 'name', name: t('name'), cell: ({ name }) => <span className="strong">{name}</span> },
              { key: 'role', name: t('role'), cell: ({ principal }) => c(principal) },
              { key: 'badge', name: t('badgeNo'), cell: ({ badgeNo }) => badgeNo ?? k('none') },
              {
                key: 'phone',
                name: t('phone'),
                cell: ({ phoneMasked }) => <span className="digits">{phoneMasked}</span>,
              },
              {
                key: 'end',
                name: t('end'),
                cell: ({ personId, name }) =>
                  personId !== me.data?.personId && (
                    <ConfirmAction
                      name="people.end-membership"
                      input={{ personId }}
                      label={t('end')}
                      accessibleName={t('endNamed', { name })}
                      done={t('ended')}
                      danger
                      small
                    >
                      <p>{t('endWhy', { name })}</p>
                    </ConfirmAction>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <ColleaguePhones />
    </ConsolePage>
  )
}
