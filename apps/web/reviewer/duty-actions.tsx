import type { InputOf, OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { useRead } from '../queries.ts'
import { useWords } from '../wording.ts'
import { custodyWords } from './custody-words.ts'

type Read = OutputOf<'devices.device'>
type Of = { deviceId: string }

const OrderReturn = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  const reasons = ['replacement', 'closing', 'certificate', 'quarantine', 'repair'] as const
  return (
    <FormAction<'devices.order-return', Omit<InputOf<'devices.order-return'>, 'deviceId'>>
      name="devices.order-return"
      label={t('orderReturn')}
      initial={{}}
      input={(order) => ({ deviceId, ...order })}
      done={t('returnOrdered')}
    >
      <FormField name="reason" label={t('reason')}>
        <NativeSelect options={reasons.map((value) => ({ value, label: t(value) }))} />
      </FormField>
      <FormField name="dueOn" label={t('dueOn')}>
        <Input type="date" />
      </FormField>
    </FormAction>
  )
}

const TakeOut = ({ deviceId, storeId }: Of & { storeId: string }) => {
  const t = useWords(custodyWords)
  const stores = useRead('stores.list', {})
  const name = stores.data?.items.find((store) => store.storeId === storeId)?.name ?? ''
  return (
    <ConfirmAction
      name="devices.store"
      input={{ deviceId, storeId: null }}
      label={t('takeOut')}
      done={t('takenOut')}
    >
      {t('takeOutWhy', { store: name })}
    </ConfirmAction>
  )
}

const Store = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  const stores = useRead('stores.list', {})
  return (
    <FormAction<'devices.store', { storeId: string }>
      name="devices.store"
      label={t('store')}
      initial={{}}
      input={({ storeId }) => ({ deviceId, storeId })}
      done={t('stored')}
    >
      <FormField name="storeId" label={t('storeroom')} help={t('storeHelp')}>
        <NativeSelect
          options={(stores.data?.items ?? [])
            .filter(({ mayEnter }) => mayEnter)
            .map(({ storeId, name }) => ({ value: storeId, label: name }))}
        />
      </FormField>
    </FormAction>
  )
}

const digestOf = async (file: File): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

/** A file that stays with whoever chose it: the form takes its digest. */
const DigestField = ({ onChange, id }: { onChange?: (digest: string) => void; id?: string }) => (
  <input
    id={id}
    type="file"
    className="file-field"
    aria-required="true"
    onChange={(event) => {
      const [file] = event.target.files ?? []
      if (file) void digestOf(file).then(onChange)
    }}
  />
)

const BeginErasure = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  const methods = ['device-menu', 'remote-command', 'tamper-switch', 'maker'] as const
  return (
    <FormAction<'devices.begin-erasure', Omit<InputOf<'devices.begin-erasure'>, 'deviceId'>>
      name="devices.begin-erasure"
      label={t('beginErasure')}
      initial={{}}
      input={(erasure) => ({ deviceId, ...erasure })}
      done={t('erasureBegun')}
    >
      <FormField name="method" label={t('method')}>
        <NativeSelect options={methods.map((value) => ({ value, label: t(value) }))} />
      </FormField>
      <FormField name="proof" label={t('proof')} help={t('proofHelp')}>
        <DigestField />
      </FormField>
    </FormAction>
  )
}

const SendToRepair = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  return (
    <FormAction<'devices.send-to-repair', Omit<InputOf<'devices.send-to-repair'>, 'deviceId'>>
      name="devices.send-to-repair"
      label={t('sendToRepair')}
      initial={{}}
      input={(parcel) => ({ deviceId, ...parcel })}
      done={t('sent')}
    >
      <FormField name="repairer" label={t('repairer')}>
        <Input maxLength={60} autoComplete="off" />
      </FormField>
      <FormField name="sealNo" carries="serial" label={t('newBag')}>
        <Input maxLength={40} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

type Back = { readSerial: string; readSeal: string; announcedSeal: string; whole: 'yes' | 'no' }

const FromRepair = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  return (
    <FormAction<'devices.receive-from-repair', Back>
      name="devices.receive-from-repair"
      label={t('fromRepair')}
      primary
      initial={{}}
      input={({ whole, ...read }) => ({ deviceId, ...read, sealIntact: whole === 'yes' })}
      done={t('backDone')}
    >
      {(['announcedSeal', 'readSerial', 'readSeal'] as const).map((name) => (
        <FormField key={name} name={name} carries="serial" label={t(name)}>
          <Input maxLength={40} autoComplete="off" />
        </FormField>
      ))}
      <FormField name="whole" label={t('intact')}>
        <NativeSelect options={(['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))} />
      </FormField>
    </FormAction>
  )
}

type Proposal = { reason: InputOf<'devices.propose-disposal'>['reason']; certificateNo?: string }

const ProposeDisposal = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  const reasons = ['scrapped', 'sent-back-to-maker', 'lost'] as const
  return (
    <FormAction<'devices.propose-disposal', Proposal>
      name="devices.propose-disposal"
      label={t('dispose')}
      danger
      initial={{}}
      input={({ reason, certificateNo }) => ({ deviceId, reason, certificateNo: certificateNo ?? '' })}
      done={t('proposedDone')}
    >
      <FormField name="reason" label={t('reason')}>
        <NativeSelect options={reasons.map((value) => ({ value, label: t(value) }))} />
      </FormField>
      <FormField
        name="certificateNo"
        carries="serial"
        optional
        label={t('certificateNo')}
        help={t('certificateHelp')}
      >
        <Input maxLength={60} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

const DecideDisposal = ({ deviceId }: Of) => {
  const t = useWords(custodyWords)
  return (
    <>
      <ConfirmAction
        name="devices.decide-disposal"
        input={{ deviceId, agreed: true }}
        label={t('agreeDisposal')}
        danger
        done={t('decided')}
      >
        {t('agreeWhy')}
      </ConfirmAction>
      <ConfirmAction
        name="devices.decide-disposal"
        input={{ deviceId, agreed: false }}
        label={t('declineDisposal')}
        done={t('decided')}
      >
        {t('declineWhy')}
      </ConfirmAction>
    </>
  )
}

const shelf = new Set(['purchased', 'in-stock', 'reserved', 'suspect', 'returned'])

/** Custody's standing duties on one device, as far as they may begin where it is now. */
export const DutyActions = ({ read: { device, duties } }: { read: Read }) => {
  const t = useWords(custodyWords)
  const { deviceId, status, custodian } = device
  const here = custodian.kind === 'acquirer' && shelf.has(status)
  if (status === 'retired') return null
  return (
    <>
      {!here && status !== 'in-repair' && duties.returnBy === null && <OrderReturn deviceId={deviceId} />}
      {here && duties.storeId !== null && <TakeOut deviceId={deviceId} storeId={duties.storeId} />}
      {here && <Store deviceId={deviceId} />}
      {here && duties.erasure !== 'witnessed' && <BeginErasure deviceId={deviceId} />}
      {here && duties.erasure === 'begun' && (
        <ConfirmAction
          name="devices.witness-erasure"
          input={{ deviceId }}
          label={t('witness')}
          primary
          done={t('witnessed')}
        >
          {t('witnessWhy')}
        </ConfirmAction>
      )}
      {here && duties.erasure === 'witnessed' && <SendToRepair deviceId={deviceId} />}
      {status === 'in-repair' && <FromRepair deviceId={deviceId} />}
      {duties.disposal === null ? (
        <ProposeDisposal deviceId={deviceId} />
      ) : (
        <DecideDisposal deviceId={deviceId} />
      )}
    </>
  )
}
