import type { InputOf } from '#api/calls.ts'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import { Directory, type ProviderRow } from '../console/directory.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { evaluationWords, optionsOf, serviceWords } from '../console/vocabulary.ts'
import { consoleWords } from '../console/words.ts'
import { filingWords } from '../domain-words.ts'
import { localFromInstant } from '../format.ts'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

type Filing = InputOf<'providers.publish'>
type Evaluation = Filing['evaluations'][number]
type Draft = Pick<Filing, 'providerId' | 'filingNo' | 'filingStatus' | 'services' | 'hotline'> & {
  validUntil?: string
  regions: string
  evaluations: (Evaluation | '' | undefined)[]
  about?: string
}

const codes = (text: string) => text.split(/[\s,，、;；]+/).filter(Boolean)
const known = <V extends string>(table: Readonly<Record<V, unknown>>, values: readonly string[]) =>
  values.filter((value): value is V => value in table)

const draftOf = (row: ProviderRow): Partial<Draft> => ({
  providerId: row.providerId,
  filingNo: row.filingNo,
  filingStatus: row.filingStatus,
  ...(row.filingValidUntil && { validUntil: localFromInstant(row.filingValidUntil).slice(0, 10) }),
  services: known(serviceWords, row.services),
  regions: row.regionCodes.join(' '),
  evaluations: known(evaluationWords, row.evaluations),
  hotline: row.hotline,
  about: row.about,
})

const filingOf = ({ validUntil, regions, evaluations, about, ...rest }: Draft): Filing => ({
  ...rest,
  filingValidUntil: validUntil ? new Date(`${validUntil}T23:59:59+08:00`).toISOString() : null,
  regionCodes: codes(regions),
  evaluations: evaluations.filter((each): each is Evaluation => Boolean(each)),
  about: about ?? '',
})

/** The public filing record of a provider, as the association publishes it (备案管理规范). */
const FilingForm = ({ row }: { row?: ProviderRow }) => {
  const t = useWords(reviewerWords)
  const k = useWords(consoleWords)
  const both = useBoth()
  return (
    <FormAction<'providers.publish', Draft>
      name="providers.publish"
      label={t(row ? 'editFiling' : 'publish')}
      {...(row
        ? { accessibleName: t('editFilingNamed', { name: row.name }), small: true }
        : { primary: true })}
      submit={t('publish')}
      initial={row ? draftOf(row) : { services: [], evaluations: [] }}
      input={filingOf}
      done={t('published')}
    >
      <FormField
        name="providerId"
        label={t('providerId')}
        help={t('providerIdHelp')}
        rules={[{ pattern: /^org_[0-9a-f]{32}$/, message: t('providerIdHelp') }]}
      >
        <Input className="code" maxLength={36} readOnly={row !== undefined} autoComplete="off" />
      </FormField>
      <div className="form-columns">
        <FormField name="filingNo" label={t('filingNo')}>
          <Input maxLength={40} autoComplete="off" />
        </FormField>
        <FormField name="filingStatus" label={t('filingStatus')}>
          <NativeSelect options={optionsOf(filingWords, both)} />
        </FormField>
        <FormField name="validUntil" label={t('filingUntil')} optional>
          <Input type="date" />
        </FormField>
        <FormField name="hotline" label={t('hotline')}>
          <Input type="tel" maxLength={40} autoComplete="off" />
        </FormField>
      </div>
      <FormField name="services" label={t('services')}>
        <Checkbox.Group className="call-choices" options={optionsOf(serviceWords, both)} />
      </FormField>
      <FormField
        name="regions"
        label={t('regions')}
        help={t('regionsHelp')}
        rules={[{ pattern: /^\s*\d{6}([\s,，、;；]+\d{6})*\s*$/, message: t('regionsWrong') }]}
      >
        <Input maxLength={320} inputMode="numeric" autoComplete="off" />
      </FormField>
      <fieldset>
        <legend className="strong">{t('evaluations')}</legend>
        <div className="form-columns">
          {[0, 1, 2].map((index) => (
            <FormField
              key={index}
              name={['evaluations', index]}
              label={t('evaluation', { n: index + 1 })}
              optional
            >
              <NativeSelect empty={k('none')} options={optionsOf(evaluationWords, both)} />
            </FormField>
          ))}
        </div>
      </fieldset>
      <FormField name="about" label={t('about')} optional>
        <Input.TextArea rows={3} maxLength={500} />
      </FormField>
    </FormAction>
  )
}

/** The directory with the acquirer's duty to keep its providers' filings right. */
export const Providers = () => {
  const t = useWords(reviewerWords)
  return (
    <Directory
      extra={<FilingForm />}
      action={{ name: t('actions'), cell: (row) => <FilingForm row={row} /> }}
    />
  )
}
