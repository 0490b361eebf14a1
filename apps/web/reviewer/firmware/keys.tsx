import Input from 'antd/es/input'
import { ConfirmAction } from '../../console/confirm-action.tsx'
import { FormField } from '../../console/field.tsx'
import { FormAction } from '../../console/form-action.tsx'
import { Grid } from '../../console/grid.tsx'
import { NativeSelect } from '../../console/native-select.tsx'
import { useRead } from '../../queries.ts'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { Card } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { firmwareWords } from '../../console/firmware/words.ts'

type Draft = { algorithm: 'ed25519' | 'ecdsa-p256'; publicKey: string }

const EnterKey = () => {
  const t = useWords(firmwareWords)
  return (
    <FormAction<'firmware.enter-key', Draft>
      name="firmware.enter-key"
      label={t('enterKey')}
      initial={{ algorithm: 'ed25519' }}
      input={({ algorithm, publicKey }) => ({ algorithm, publicKey: publicKey.replaceAll(/\s/gu, '') })}
      done={t('keyEntered')}
    >
      <FormField name="algorithm" label={t('algorithm')}>
        <NativeSelect
          options={[
            { value: 'ed25519', label: 'Ed25519' },
            { value: 'ecdsa-p256', label: 'ECDSA P-256' },
          ]}
        />
      </FormField>
      <FormField name="publicKey" label={t('publicKey')} carries="key">
        <Input.TextArea rows={4} className="code" />
      </FormField>
    </FormAction>
  )
}

/** Whose signatures steer the fleet: one person enters a key, another confirms it. */
export const Keys = () => {
  const t = useWords(firmwareWords)
  const read = useRead('firmware.keys', {})
  return (
    <Card title={t('keys')} aside={<EnterKey />}>
      <Loaded query={read}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noKeys')} />
          ) : (
            <Grid
              caption={t('keys')}
              rows={items}
              keyOf={(row) => row.keyId}
              columns={[
                { key: 'algorithm', name: t('algorithm'), cell: ({ algorithm }) => algorithm },
                {
                  key: 'key',
                  name: t('publicKey'),
                  cell: ({ publicKey }) => <span className="code small">…{publicKey.slice(-24)}</span>,
                },
                { key: 'by', name: t('enteredBy'), cell: ({ enteredBy }) => enteredBy },
                {
                  key: 'confirmed',
                  name: t('confirmedBy'),
                  cell: ({ keyId, confirmedBy, mine }) =>
                    confirmedBy ??
                    (mine ? (
                      t('waitsForColleague')
                    ) : (
                      <ConfirmAction
                        name="firmware.confirm-key"
                        input={{ keyId }}
                        label={t('confirmKey')}
                        done={t('keyConfirmed')}
                        small
                      >
                        {t('confirmKeyWhy')}
                      </ConfirmAction>
                    )),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  )
}
