import type { OutputOf } from '#api/calls.ts'
import { revocationWords } from '../domain-words.ts'
import { momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useBoth, useWords, words } from '../wording.ts'
import { FormField } from './field.tsx'
import { FormAction } from './form-action.tsx'
import { Grid } from './grid.tsx'
import { Moment } from './moment.tsx'
import { NativeSelect } from './native-select.tsx'
import { optionsOf } from './vocabulary.ts'

type Phone = OutputOf<'custody-keys.of-colleagues'>['items'][number]
type Reason = NonNullable<Phone['revokedFor']>

const phoneWords = words({
  title: ['交接手机', 'Phones that sign hand-overs'],
  lead: [
    '同事登记、用来签终端交接的手机。丢失或离岗而本人没有停用的，由这里停用，双方都会收到短信。',
    'Phones colleagues enrolled to sign hand-overs. One that is lost, or whose owner has left and did not revoke it, is taken out of service here; both get a message.',
  ],
  none: ['没有登记的手机', 'No phone is enrolled'],
  who: ['姓名', 'Name'],
  phone: ['编号尾号', 'Ends in'],
  enrolledAt: ['登记', 'Enrolled'],
  state: ['状态', 'State'],
  signs: ['使用中', 'In use'],
  revokedByOwner: ['本人停用 {at}', 'Revoked by its owner {at}'],
  revokedByDesk: ['单位停用 {at} · {reason}', 'Revoked by the desk {at} · {reason}'],
  act: ['操作', 'Actions'],
  revoke: ['停用', 'Take out of service'],
  revokeNamed: ['停用 {name} 的手机 {phone}', 'Take the phone {phone} of {name} out of service'],
  revoked: ['已停用，已通知双方', 'Out of service; both were told'],
  why: ['原因', 'Why'],
  lasting: [
    '停用后，这部手机签的交接（包括还没上传的）都不再登记，不能恢复。',
    'Nothing this phone signed is recorded any more, not even what it has yet to send. It cannot be undone.',
  ],
})

const Standing = ({ revokedAt, revokedFor }: Pick<Phone, 'revokedAt' | 'revokedFor'>) => {
  const t = useWords(phoneWords)
  const both = useBoth()
  const { language } = useSettings()
  if (revokedAt === null) return <Tag tone="good">{t('signs')}</Tag>
  const at = momentOf(revokedAt, language)
  return (
    <Tag>
      {revokedFor === null
        ? t('revokedByOwner', { at })
        : t('revokedByDesk', { at, reason: both(revocationWords[revokedFor]) })}
    </Tag>
  )
}

const Revoke = ({ keyId, name }: Pick<Phone, 'keyId' | 'name'>) => {
  const t = useWords(phoneWords)
  const both = useBoth()
  return (
    <FormAction<'custody-keys.order-revocation', { reason: Reason }>
      name="custody-keys.order-revocation"
      label={t('revoke')}
      accessibleName={t('revokeNamed', { name, phone: keyId.slice(-6) })}
      danger
      small
      intro={<p>{t('lasting')}</p>}
      initial={{}}
      input={({ reason }) => ({ keyId, reason })}
      done={t('revoked')}
    >
      <FormField name="reason" label={t('why')}>
        <NativeSelect options={optionsOf(revocationWords, both)} />
      </FormField>
    </FormAction>
  )
}

/** Phones of this organisation's people, and the desk's way to end one. */
export const ColleaguePhones = () => {
  const t = useWords(phoneWords)
  const read = useRead('custody-keys.of-colleagues', {})
  return (
    <Card title={t('title')}>
      <p className="soft">{t('lead')}</p>
      <Loaded query={read} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} />
          ) : (
            <Grid
              caption={t('title')}
              rows={items}
              keyOf={(row) => row.keyId}
              columns={[
                { key: 'who', name: t('who'), cell: ({ name }) => <span className="strong">{name}</span> },
                {
                  key: 'phone',
                  name: t('phone'),
                  cell: ({ keyId }) => <span className="code">{keyId.slice(-6)}</span>,
                },
                { key: 'at', name: t('enrolledAt'), cell: ({ enrolledAt }) => <Moment at={enrolledAt} /> },
                { key: 'state', name: t('state'), cell: (row) => <Standing {...row} /> },
                {
                  key: 'act',
                  name: t('act'),
                  cell: ({ revokedAt, mine, ...row }) => revokedAt === null && !mine && <Revoke {...row} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  )
}
