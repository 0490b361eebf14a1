import type { InputOf, OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { useState } from 'react'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Moment } from '../console/moment.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { saveFile } from '../save-file.ts'
import { useSettings } from '../settings.tsx'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card, Facts } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { terminalDeskWords } from './terminal-words.ts'

type Variant = InputOf<'identities.open-enrolment'>['variant']

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

const PrintLabel = ({ deviceId, serialNo }: { deviceId: string; serialNo: string }) => {
  const t = useWords(terminalDeskWords)
  return (
    <FormAction<'terminals.print-label', { which: 'same' | 'new' }>
      name="terminals.print-label"
      label={t('label')}
      intro={<p>{t('labelWhy')}</p>}
      initial={{ which: 'same' }}
      input={({ which }) => ({ deviceId, anew: which === 'new' })}
      done={t('printed')}
      onDone={({ pdf, svg }) => {
        saveFile(`${serialNo}.pdf`, bytesOf(pdf), 'application/pdf')
        saveFile(`${serialNo}.svg`, svg, 'image/svg+xml')
      }}
    >
      <FormField name="which" label={t('which')}>
        <NativeSelect<'same' | 'new'>
          options={[
            { value: 'same', label: t('labelAgain') },
            { value: 'new', label: t('labelNew') },
          ]}
        />
      </FormField>
    </FormAction>
  )
}

const GiveCode = ({
  deviceId,
  onCode,
}: {
  deviceId: string
  onCode: (code: OutputOf<'identities.open-enrolment'>) => void
}) => {
  const t = useWords(terminalDeskWords)
  return (
    <FormAction<'identities.open-enrolment', { variant: Variant }>
      name="identities.open-enrolment"
      label={t('enrol')}
      intro={<p>{t('enrolWhy')}</p>}
      initial={{ variant: 'sm4' }}
      input={({ variant }) => ({ deviceId, variant })}
      done={t('codeMade')}
      onDone={onCode}
    >
      <FormField name="variant" label={t('variant')}>
        <NativeSelect<Variant>
          options={[
            { value: 'sm4', label: t('sm4') },
            { value: 'aes', label: t('aes') },
          ]}
        />
      </FormField>
    </FormAction>
  )
}

/** What stands on a terminal for the public, and what it proves itself with. */
export const LabelAndIdentity = ({ deviceId, serialNo }: { deviceId: string; serialNo: string }) => {
  const t = useWords(terminalDeskWords)
  const { language } = useSettings()
  const read = useRead('identities.identity', { deviceId })
  const [given, setGiven] = useState<OutputOf<'identities.open-enrolment'> | null>(null)
  return (
    <Card title={t('identity')}>
      <Loaded query={read}>
        {({ identity, labels }) => (
          <>
            {identity === null ? (
              <Notice title={t('noIdentity')}>{t('noIdentityWhy')}</Notice>
            ) : (
              <Facts
                rows={[
                  [t('variant'), t(identity.variant)],
                  [t('enrolledAt'), <Moment at={identity.enrolledAt} />],
                  [
                    t('provedAt'),
                    identity.lastProvedAt === null ? t('never') : <Moment at={identity.lastProvedAt} />,
                  ],
                  [t('publicKey'), <span className="code">{identity.publicKey.slice(0, 16)}</span>],
                  [t('labels'), labels],
                ]}
              />
            )}
            {given && (
              <Notice tone="warning" title={t('code')}>
                <p className="code strong">{given.code}</p>
                <p>{t('codeUntil', { at: momentOf(given.expiresAt, language) })}</p>
              </Notice>
            )}
            <div className="row">
              <PrintLabel deviceId={deviceId} serialNo={serialNo} />
              <GiveCode deviceId={deviceId} onCode={setGiven} />
              {identity && (
                <>
                  <Button
                    onClick={() =>
                      saveFile(`${serialNo}.pem`, identity.certificate, 'application/x-pem-file')
                    }
                  >
                    {t('certificate')}
                  </Button>
                  <ConfirmAction
                    name="identities.withdraw"
                    input={{ deviceId }}
                    label={t('withdraw')}
                    done={t('withdrawn')}
                    danger
                  >
                    <p>{t('withdrawWhy')}</p>
                  </ConfirmAction>
                </>
              )}
            </div>
          </>
        )}
      </Loaded>
    </Card>
  )
}
