import type { InputOf, OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { ModelSelect } from '../console/model-select.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { LinkButton } from '../ui/button.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { BagLookFields, type BagLook } from './bag-look.tsx'
import { readSerials } from './serials.ts'
import { reviewerWords } from './words.ts'

type Channel = InputOf<'devices.register'>['channel']
const channels: readonly Channel[] = ['maker-portal', 'signed-mail', 'letter', 'with-goods']

type Device = OutputOf<'devices.device'>['device']

/** Enters bought terminals, one per line as the delivery note lists them. */
export const RegisterDevices = () => {
  const t = useWords(reviewerWords)
  const check = (_: unknown, text: string | undefined) => {
    const read = readSerials(text ?? '')
    if ('wrongLine' in read) return Promise.reject(new Error(t('serialsWrong', { n: read.wrongLine })))
    if ('tooMany' in read) return Promise.reject(new Error(t('serialsTooMany')))
    return Promise.resolve()
  }
  return (
    <FormAction<'devices.register', { modelCode: string; orderNo: string; channel: Channel; serials: string }>
      name="devices.register"
      label={t('registerDevices')}
      primary
      initial={{}}
      input={({ modelCode, orderNo, channel, serials }) => {
        const read = readSerials(serials)
        return { modelCode, orderNo, channel, serials: 'serials' in read ? read.serials : [] }
      }}
      done={t('registered')}
    >
      <FormField name="modelCode" label={t('model')}>
        <ModelSelect />
      </FormField>
      <FormField name="orderNo" carries="serial" label={t('orderNo')} help={t('orderNoHelp')}>
        <Input maxLength={40} autoComplete="off" />
      </FormField>
      <FormField name="channel" label={t('channel')} help={t('channelHelp')}>
        <NativeSelect options={channels.map((value) => ({ value, label: t(value) }))} />
      </FormField>
      <FormField
        name="serials"
        carries="serial"
        label={t('serials')}
        help={t('serialsHelp')}
        rules={[{ validator: check, validateTrigger: 'onSubmit' }]}
      >
        <Input.TextArea rows={8} className="code" />
      </FormField>
    </FormAction>
  )
}

const Receive = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(reviewerWords)
  const tell = useToast()
  return (
    <FormAction<
      'devices.receive',
      { readSerial: string; readSeal: string; sealIntact: 'yes' | 'no' } & BagLook
    >
      name="devices.receive"
      label={t('receive')}
      primary
      initial={{}}
      input={({ sealIntact, ...read }) => ({ deviceId, ...read, sealIntact: sealIntact === 'yes' })}
      done={t('received')}
      onDone={({ status }) => {
        if (status === 'suspect') tell(t('quarantined'))
      }}
    >
      <BagLookFields />
      <FormField name="readSerial" carries="serial" label={t('readSerial')}>
        <Input maxLength={50} autoComplete="off" />
      </FormField>
      <FormField name="readSeal" carries="serial" label={t('readSeal')}>
        <Input maxLength={40} autoComplete="off" />
      </FormField>
      <FormField name="sealIntact" label={t('sealIntact')}>
        <NativeSelect
          options={[
            { value: 'yes', label: t('sealWhole') },
            { value: 'no', label: t('sealOpened') },
          ]}
        />
      </FormField>
    </FormAction>
  )
}

const TakeBack = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(reviewerWords)
  const tell = useToast()
  return (
    <FormAction<'devices.take-back', { readSerial: string }>
      name="devices.take-back"
      label={t('takeBack')}
      danger
      initial={{}}
      input={({ readSerial }) => ({ deviceId, readSerial })}
      done={t('takeBackRead')}
      onDone={({ status }) => tell(t(status === 'suspect' ? 'takeBackDoubt' : 'takenBack'))}
    >
      <FormField name="readSerial" carries="serial" label={t('readSerial')}>
        <Input maxLength={50} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

const receivable: ReadonlySet<Device['status']> = new Set(['purchased', 'returned'])
const withUs: ReadonlySet<Device['status']> = new Set(['purchased', 'in-stock', 'retired'])

/** What the acquirer can do with one terminal where it is now. */
export const DeviceActions = ({
  read: {
    device: { deviceId, status, custodian },
    duties: { returnBy, returnMine },
  },
}: {
  read: OutputOf<'devices.device'>
}) => {
  const t = useWords(reviewerWords)
  const inHand = custodian.kind === 'acquirer'
  return (
    <>
      {(status === 'reserved' || status === 'in-transit') && inHand && (
        <LinkButton href={`~/hand-over/give/${deviceId}`}>{t('handOverByCode')}</LinkButton>
      )}
      {receivable.has(status) && inHand && <Receive deviceId={deviceId} />}
      {!withUs.has(status) &&
        !(status === 'returned' && inHand) &&
        (inHand || returnBy !== null) &&
        (returnMine && !inHand ? (
          <p className="soft">{t('returnMine')}</p>
        ) : (
          <TakeBack deviceId={deviceId} />
        ))}
    </>
  )
}
