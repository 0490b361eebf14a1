import { calls, type CallName } from '#api/calls.ts'
import { may } from '#access/may.ts'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import { useState } from 'react'
import { useRead } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { ConfirmAction } from './confirm-action.tsx'
import { deskWords } from './desk-words.ts'
import { FormField } from './field.tsx'
import { FormAction } from './form-action.tsx'
import { Grid } from './grid.tsx'
import { Moment } from './moment.tsx'
import { ConsolePage } from './page.tsx'

type Desk = 'provider' | 'reviewer' | 'regulator'
type Wanted = { label: string; calls: CallName[] }

/** A machine's key never reaches further than the desk that issues it; people and keys stay with people. */
const grantable = (desk: Desk) =>
  calls.filter(
    ({ name }) =>
      may[name].includes(desk) && !name.startsWith('people.') && !name.startsWith('organisations.'),
  )

const Issue = ({ desk, onIssued }: { desk: Desk; onIssued: (apiKey: string) => void }) => {
  const t = useWords(deskWords)
  const both = useBoth()
  return (
    <FormAction<'organisations.issue-api-key', Wanted>
      name="organisations.issue-api-key"
      label={t('issueKey')}
      primary
      initial={{ calls: [] }}
      input={(wanted) => wanted}
      done={t('keyIssued')}
      onDone={({ apiKey }) => onIssued(apiKey)}
    >
      <FormField name="label" label={t('keyLabel')}>
        <Input maxLength={60} autoComplete="off" />
      </FormField>
      <FormField
        name="calls"
        label={t('keyCalls')}
        help={t('keyCallsHelp')}
        rules={[{ type: 'array', min: 1, message: t('keyNoCalls') }]}
      >
        <Checkbox.Group
          className="call-choices"
          options={grantable(desk).map(({ name, say }) => ({ value: name, label: `${both(say)} · ${name}` }))}
        />
      </FormField>
    </FormAction>
  )
}

/** Keys by which this organisation's own systems call the platform. */
export const ApiKeys = ({ desk }: { desk: Desk }) => {
  const t = useWords(deskWords)
  const read = useRead('organisations.api-keys', {})
  const [fresh, setFresh] = useState<string | null>(null)
  return (
    <ConsolePage title={t('keys')} extra={<Issue desk={desk} onIssued={setFresh} />}>
      {fresh && (
        <Notice tone="warning" alert title={t('keyOnce')}>
          <p>{t('keyOnceWhy')}</p>
          <p className="code strong">{fresh}</p>
        </Notice>
      )}
      <Loaded query={read}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noKeys')} />
          ) : (
            <Grid
              caption={t('keys')}
              rows={items}
              keyOf={(row) => row.apiKeyId}
              columns={[
                { key: 'label', name: t('keyLabel'), cell: ({ label }) => label },
                { key: 'calls', name: t('keyCalls'), cell: ({ calls }) => calls.join(' · ') },
                { key: 'created', name: t('created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
                {
                  key: 'status',
                  name: t('status'),
                  cell: ({ revokedAt }) => (
                    <Tag tone={revokedAt ? 'bad' : 'good'}>{t(revokedAt ? 'revoked' : 'inUse')}</Tag>
                  ),
                },
                {
                  key: 'revoke',
                  name: t('revoke'),
                  cell: ({ apiKeyId, label, revokedAt }) =>
                    revokedAt === null && (
                      <ConfirmAction
                        name="organisations.revoke-api-key"
                        input={{ apiKeyId }}
                        label={t('revoke')}
                        accessibleName={t('revokeNamed', { name: label })}
                        done={t('revoked')}
                        danger
                        small
                      >
                        <p>{t('revokeWhy', { name: label })}</p>
                      </ConfirmAction>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </ConsolePage>
  )
}
