import type { OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { YuanInput } from '../console/amount-input.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Grid } from '../console/grid.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { ConsolePage } from '../console/page.tsx'
import { optionsOf } from '../console/vocabulary.ts'
import { certificateWords, terminalWords } from '../domain-words.ts'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Money } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { ImportCatalogue } from './import-catalogue.tsx'
import { reviewerWords } from './words.ts'

type Model = OutputOf<'devices.models'>['items'][number]
type Certificate = Model['certificates'][number]
type CertificateDraft = Omit<Certificate, 'validUntil'> & { validUntil?: string }
type Draft = Omit<Model, 'certificates'> & { certificates: CertificateDraft[] }

const CertificateFields = ({ index, remove }: { index: number; remove: () => void }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  return (
    <fieldset className="fee-row" aria-label={t('certificate', { n: index + 1 })}>
      <FormField name={[index, 'kind']} label={t('certificateKind')}>
        <NativeSelect options={optionsOf(certificateWords, both)} />
      </FormField>
      <FormField name={[index, 'number']} label={t('certificateNumber')}>
        <Input maxLength={60} />
      </FormField>
      <FormField name={[index, 'issuer']} label={t('issuer')}>
        <Input maxLength={120} />
      </FormField>
      <FormField name={[index, 'validFrom']} label={t('validFrom')}>
        <Input type="date" />
      </FormField>
      <FormField name={[index, 'validUntil']} label={t('validUntil')} optional>
        <Input type="date" />
      </FormField>
      <Button size="small" onClick={remove}>
        {t('removeCertificate', { n: index + 1 })}
      </Button>
    </fieldset>
  )
}

/** A model may be used only with its certificates: both are entered together. */
const RegisterModel = () => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  return (
    <FormAction<'devices.register-model', Draft>
      name="devices.register-model"
      label={t('registerModel')}
      primary
      initial={{ certificates: [] }}
      input={({ certificates, ...model }) => ({
        ...model,
        certificates: certificates.map((each) => ({ ...each, validUntil: each.validUntil || null })),
      })}
      done={t('modelRegistered')}
    >
      <div className="form-columns">
        <FormField name="modelCode" label={t('modelCode')}>
          <Input maxLength={40} />
        </FormField>
        <FormField name="maker" label={t('maker')}>
          <Input maxLength={80} />
        </FormField>
        <FormField name="name" label={t('modelName')}>
          <Input maxLength={80} />
        </FormField>
        <FormField name="terminalKind" label={t('terminalKind')}>
          <NativeSelect options={optionsOf(terminalWords, both)} />
        </FormField>
        <FormField
          name="registryCode"
          label={t('registryCode')}
          rules={[{ pattern: /^(0[1-9]|1[01])$/, message: t('registryHelp') }]}
        >
          <Input maxLength={2} inputMode="numeric" placeholder={t('registryHelp')} />
        </FormField>
        <FormField name="firmwareVersion" label={t('firmware')}>
          <Input maxLength={40} />
        </FormField>
        <FormField name="priceCapFen" label={t('priceCap')}>
          <YuanInput />
        </FormField>
      </div>
      <Form.List name="certificates">
        {(fields, { add, remove }) => (
          <section className="form-part" aria-label={t('certificates')}>
            <h3>{t('certificates')}</h3>
            {fields.map(({ key, name }) => (
              <CertificateFields key={key} index={name} remove={() => remove(name)} />
            ))}
            <div>
              <Button onClick={() => add({})}>{t('addCertificate')}</Button>
            </div>
          </section>
        )}
      </Form.List>
    </FormAction>
  )
}

/** The register of models with the papers that let them into the network. */
export const Models = () => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const { language } = useSettings()
  const read = useRead('devices.models', {})
  return (
    <ConsolePage
      title={t('models')}
      extra={
        <>
          <ImportCatalogue />
          <RegisterModel />
        </>
      }
    >
      <Loaded query={read}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noModels')} />
          ) : (
            <Grid
              caption={t('models')}
              rows={items}
              keyOf={(row) => row.modelCode}
              columns={[
                {
                  key: 'code',
                  name: t('modelCode'),
                  cell: (row) => <span className="code strong">{row.modelCode}</span>,
                },
                { key: 'name', name: t('modelName'), cell: ({ maker, name }) => `${maker} ${name}` },
                {
                  key: 'kind',
                  name: t('terminalKind'),
                  cell: ({ terminalKind, registryCode }) =>
                    `${both(terminalWords[terminalKind])} · ${registryCode}`,
                },
                { key: 'firmware', name: t('firmware'), cell: ({ firmwareVersion }) => firmwareVersion },
                {
                  key: 'cap',
                  name: t('priceCap'),
                  number: true,
                  cell: ({ priceCapFen }) => <Money fen={priceCapFen} />,
                },
                {
                  key: 'certificates',
                  name: t('certificates'),
                  cell: ({ certificates }) => (
                    <ul>
                      {certificates.map((each) => (
                        <li key={each.number}>
                          {both(certificateWords[each.kind])} <span className="code">{each.number}</span>
                          {each.validUntil && (
                            <span className="soft small">
                              {` · ${t('validUntil')} ${dayOf(each.validUntil, language)}`}
                            </span>
                          )}
                        </li>
                      ))}
                    </ul>
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
