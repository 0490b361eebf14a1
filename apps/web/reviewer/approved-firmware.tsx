import type { OutputOf } from '#api/calls.ts'
import { endsSoon, withdrawalReasons } from '#device/firmware.ts'
import { chinaDay } from '#ground/calendar.ts'
import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { dayOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { Tag } from '../ui/surface.tsx'
import { words, useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

type Model = OutputOf<'devices.models'>['items'][number]
type Firmware = Model['firmwares'][number]
type Reason = NonNullable<Firmware['withdrawnFor']>

export const withdrawalWords: Readonly<Record<Reason, readonly [zh: string, en: string]>> = {
  vulnerability: ['发现漏洞', 'A vulnerability was found'],
  defect: ['有缺陷', 'It is defective'],
  'approval-ended': ['认证机构撤销', 'The certifier took it back'],
  'by-maker': ['厂商停止支持', 'The maker supports it no more'],
}

const firmwareWords = words({
  shipped: ['出厂 {version}', 'Shipped with {version}'],
  approve: ['登记批准的固件', 'Approve firmware'],
  approveNamed: ['为 {modelCode} 登记批准的固件', 'Approve firmware for {modelCode}'],
  approved: ['已登记', 'Approved'],
  sha256: ['固件文件摘要（SHA-256）', 'Digest of the file (SHA-256)'],
  sha256Wrong: ['应为 64 位十六进制', '64 hexadecimal digits'],
  certificateNo: ['批准所依的证书', 'Approved under'],
  withdraw: ['撤回', 'Withdraw'],
  withdrawNamed: ['撤回 {modelCode} 的固件 {version}', 'Withdraw firmware {version} of {modelCode}'],
  withdrawn: ['已撤回', 'Withdrawn'],
  endsSoon: ['将到期', 'Ends soon'],
  over: ['已到期', 'Ended'],
  reason: ['原因', 'Why'],
  withdrawWhy: [
    '从今天起不再发放、不再推送；在店终端列入更换计划。撤回后不能恢复。',
    'From today it is neither given out nor sent; terminals that run it join the replacement plan. It cannot be undone.',
  ],
})

const Withdraw = ({ modelCode, firmware }: { modelCode: string; firmware: Firmware }) => {
  const t = useWords(firmwareWords)
  const both = useBoth()
  const { version, sha256 } = firmware
  return (
    <FormAction<'catalogue.withdraw-firmware', { reason: Reason }>
      name="catalogue.withdraw-firmware"
      label={t('withdraw')}
      accessibleName={t('withdrawNamed', { modelCode, version })}
      small
      danger
      intro={<p>{t('withdrawWhy')}</p>}
      initial={{}}
      input={({ reason }) => ({ modelCode, version, sha256, reason })}
      done={t('withdrawn')}
    >
      <FormField name="reason" label={t('reason')}>
        <NativeSelect
          options={withdrawalReasons.map((value) => ({ value, label: both(withdrawalWords[value]) }))}
        />
      </FormField>
    </FormAction>
  )
}

type Draft = {
  version: string
  sha256: string
  certificateNo: string
  validFrom: string
  validUntil?: string
}

const Approve = ({ model: { modelCode, certificates } }: { model: Model }) => {
  const t = useWords(firmwareWords)
  const r = useWords(reviewerWords)
  return (
    <FormAction<'catalogue.approve-firmware', Draft>
      name="catalogue.approve-firmware"
      label={t('approve')}
      accessibleName={t('approveNamed', { modelCode })}
      small
      initial={{}}
      input={({ validUntil, sha256, ...draft }) => ({
        ...{ modelCode, ...draft },
        sha256: sha256.trim().toLowerCase(),
        validUntil: validUntil || null,
      })}
      done={t('approved')}
    >
      <FormField name="version" label={r('firmware')}>
        <Input maxLength={40} />
      </FormField>
      <FormField
        name="sha256"
        label={t('sha256')}
        carries="reference"
        rules={[{ pattern: /^\s*[0-9a-fA-F]{64}\s*$/, message: t('sha256Wrong') }]}
      >
        <Input maxLength={70} className="code" />
      </FormField>
      <FormField name="certificateNo" label={t('certificateNo')}>
        <NativeSelect
          options={[...new Set(certificates.map(({ number }) => number))].map((value) => ({
            value,
            label: value,
          }))}
        />
      </FormField>
      <FormField name="validFrom" label={r('validFrom')}>
        <Input type="date" />
      </FormField>
      <FormField name="validUntil" label={r('validUntil')} optional>
        <Input type="date" />
      </FormField>
    </FormAction>
  )
}

/** What a model may run: the version it is shipped with, and every approval with the two ways it ends. */
export const ApprovedFirmware = ({ model }: { model: Model }) => {
  const t = useWords(firmwareWords)
  const r = useWords(reviewerWords)
  const both = useBoth()
  const { language } = useSettings()
  const today = chinaDay(new Date().toISOString())
  return (
    <ul className="stack tight">
      <li>{t('shipped', { version: model.firmwareVersion })}</li>
      {model.firmwares.map((each) => (
        <li key={each.version + each.sha256}>
          <span className="strong">{each.version}</span>{' '}
          <span className="code small" title={each.sha256}>
            {each.sha256.slice(0, 8)}…
          </span>{' '}
          <span className="soft small">
            {each.certificateNo}
            {each.validUntil && ` · ${r('validUntil')} ${dayOf(each.validUntil, language)}`}
          </span>{' '}
          {endsSoon(each, today) && <Tag tone="warning">{t('endsSoon')}</Tag>}
          {each.withdrawnOn === undefined && each.validUntil !== null && each.validUntil < today && (
            <Tag tone="bad">{t('over')}</Tag>
          )}{' '}
          {each.withdrawnOn === undefined ? (
            <Withdraw modelCode={model.modelCode} firmware={each} />
          ) : (
            <Tag tone="bad">
              {[
                `${t('withdrawn')} ${dayOf(each.withdrawnOn, language)}`,
                each.withdrawnFor && both(withdrawalWords[each.withdrawnFor]),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Tag>
          )}
        </li>
      ))}
      <li>
        <Approve model={model} />
      </li>
    </ul>
  )
}
