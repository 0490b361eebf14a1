import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { useRead } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

/** Sets a terminal of the accepted model aside for this case. */
export const Reserve = ({ value }: { value: CaseView }) => {
  const t = useWords(reviewerWords)
  const accepted = value.proposals.find(({ version }) => version === value.acceptedProposal)
  const stock = useRead('devices.list', { status: 'in-stock', limit: 100 })
  const fitting = stock.data?.items.filter(({ modelCode }) => modelCode === accepted?.modelCode) ?? []
  return (
    <FormAction<'devices.reserve', { deviceId: string }>
      name="devices.reserve"
      label={t('reserve')}
      primary
      initial={{}}
      input={({ deviceId }) => ({ deviceId, caseId: value.caseId })}
      done={t('reserved')}
    >
      <Loaded query={stock} lines={1}>
        {() =>
          fitting.length === 0 ? (
            <Notice tone="warning" title={t('noStock')}>
              {t('noStockWhy')}
            </Notice>
          ) : (
            <FormField name="deviceId" label={t('reserveDevice')} help={t('reserveHelp')}>
              <NativeSelect
                options={fitting.map(({ deviceId, serialNo, modelCode }) => ({
                  value: deviceId,
                  label: `${serialNo} · ${modelCode}`,
                }))}
              />
            </FormField>
          )
        }
      </Loaded>
    </FormAction>
  )
}

const coming = (value: CaseView) =>
  value.visits.findLast(
    ({ kind, status }) => kind === 'install' && (status === 'proposed' || status === 'confirmed'),
  )

/** Gives a reserved terminal into the hands of the technician who is booked to install it. */
export const HandOver = ({ value, deviceId }: { value: CaseView; deviceId: string }) => {
  const t = useWords(reviewerWords)
  const visit = coming(value)
  if (!visit) return <Notice tone="warning" title={t('needInstallVisit')} />
  return (
    <FormAction<'devices.hand-over', { sealNo: string }>
      name="devices.hand-over"
      label={t('handOver')}
      primary
      initial={{}}
      input={({ sealNo }) => ({ deviceId, technicianId: visit.technicianId, sealNo })}
      intro={
        <p>
          {t('handOverTo')}：{visit.technician}
        </p>
      }
      done={t('handedOver')}
    >
      <FormField name="sealNo" carries="serial" label={t('freshSeal')} help={t('freshSealHelp')}>
        <Input maxLength={40} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

/** Sends a reserved terminal by courier; it stays locked until bound in the shop. */
export const Post = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(reviewerWords)
  return (
    <FormAction<'devices.post', { courier: string; trackingNo: string }>
      name="devices.post"
      label={t('post')}
      initial={{}}
      input={(parcel) => ({ deviceId, ...parcel })}
      intro={<Notice title={t('postWhy')} />}
      done={t('posted')}
    >
      <FormField name="courier" label={t('courier')}>
        <Input maxLength={60} autoComplete="off" />
      </FormField>
      <FormField name="trackingNo" carries="serial" label={t('trackingNo')}>
        <Input maxLength={60} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}
