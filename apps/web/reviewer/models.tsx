import type { OutputOf } from '#api/calls.ts'
import { lastDay } from '#device/certificate.ts'
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
import { ApprovedFirmware } from './approved-firmware.tsx'
import { CertificatePaper } from './certificate-paper.tsx'
import { ImportCatalogue } from './import-catalogue.tsx'
import { reviewerWords } from './words.ts'

type Model = OutputOf<'devices.models'>['items'][number]
type Certificate = Model['certificates'][number]
type CertificateDraft = Omit<Certificate, 'validUntil'> & { validUntil?: string }
type Draft = Omit<Model, 'certificates' | 'firmwares'> & { certificates: CertificateDraft[] }

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
      <FormField name={[index, 'version']} label={t('requirements')} optional>
        <Input maxLength={20} />
      </FormField>
      <FormField name={[index, 'hardwareVersion']} label={t('coversHardware')} optional>
        <Input maxLength={40} />
      </FormField>
      <FormField name={[index, 'firmwareVersion']} label={t('coversFirmware')} optional>
        <Input maxLength={40} />
      </FormField>
      <Button size="small" onClick={remove}>
        {t('removeCertificate', { n: index + 1 })}
      </Button>
    </fieldset>
  )
}

/** What was left empty is not said. */
const filled = <O extends object>(given: O): O =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as O

/** A document belongs to one certificate: kind and number together. */
const digestOf = (known: Model | undefined, { kind, number }: Pick<Certificate, 'kind' | 'number'>) => {
  const before = known?.certificates.find((each) => each.kind === kind && each.number === number)
  return before?.documentSha256 === undefined ? {} : { documentSha256: before.documentSha256 }
}

const draftOf = ({ certificates, ...known }: Model): Draft => {
  const { firmwares: _, ...model } = known
  return {
    ...model,
    certificates: certificates.map((each) => {
      const { validUntil, documentSha256: _, ...draft } = each
      return { ...draft, ...(validUntil !== null && { validUntil }) }
    }),
  }
}

/**
 * A model may be used only with its certificates: both are entered together. A known one is renewed: what the form does
 * not show (a document's digest, what it takes) stays as it was, unless the certificate it belongs to is another one.
 */
const RegisterModel = ({ known }: { known?: Model }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const { firmwares: _, ...unshown } = known ?? {}
  return (
    <FormAction<'devices.register-model', Draft>
      name="devices.register-model"
      label={t(known ? 'renewModel' : 'registerModel')}
      {...(known
        ? { small: true, accessibleName: t('renewNamed', { modelCode: known.modelCode }) }
        : { primary: true })}
      initial={known ? draftOf(known) : { certificates: [] }}
      input={({ certificates, ...model }) => ({
        ...unshown,
        ...filled(model),
        certificates: certificates.map(({ validUntil, ...each }) => ({
          ...digestOf(known, each),
          ...filled(each),
          validUntil: validUntil || null,
        })),
      })}
      done={t(known ? 'modelRenewed' : 'modelRegistered')}
    >
      <div className="form-columns">
        <FormField name="modelCode" label={t('modelCode')}>
          <Input maxLength={40} readOnly={known !== undefined} />
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
        <FormField name="hardwareVersion" label={t('hardwareVersion')} optional>
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

/** The last day it counts, as printed or by rule (CERT-2). */
const Until = ({ certificate }: { certificate: Certificate }) => {
  const t = useWords(reviewerWords)
  const { language } = useSettings()
  const last = lastDay(certificate)
  return last && <span className="soft small">{` · ${t('validUntil')} ${dayOf(last, language)}`}</span>
}

/** The register of models with the papers that let them into the network. */
export const Models = () => {
  const t = useWords(reviewerWords)
  const both = useBoth()
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
        {({ items, papers }) =>
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
                { key: 'firmware', name: t('firmware'), cell: (row) => <ApprovedFirmware model={row} /> },
                {
                  key: 'cap',
                  name: t('priceCap'),
                  number: true,
                  cell: ({ priceCapFen }) => <Money fen={priceCapFen} />,
                },
                {
                  key: 'certificates',
                  name: t('certificates'),
                  cell: ({ modelCode, certificates }) => (
                    <ul className="stack tight">
                      {certificates.map((each) => (
                        <li key={each.kind + each.number}>
                          {both(certificateWords[each.kind])} <span className="code">{each.number}</span>
                          <Until certificate={each} />{' '}
                          <CertificatePaper
                            modelCode={modelCode}
                            certificate={each}
                            kept={each.documentSha256 !== undefined && papers.includes(each.documentSha256)}
                          />
                        </li>
                      ))}
                    </ul>
                  ),
                },
                { key: 'renew', name: t('renewModel'), cell: (row) => <RegisterModel known={row} /> },
              ]}
            />
          )
        }
      </Loaded>
    </ConsolePage>
  )
}
