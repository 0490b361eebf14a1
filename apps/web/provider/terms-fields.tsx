import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Switch from 'antd/es/switch'
import { PercentInput, WholeInput, YuanInput } from '../console/amount-input.tsx'
import { FormField } from '../console/field.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { optionsOf } from '../console/vocabulary.ts'
import { feeProductWords, settlementWords } from '../domain-words.ts'
import { useBoth, useWords } from '../wording.ts'
import { FirstMonthInput } from './month-input.tsx'
import { providerWords } from './words.ts'

const FeeRow = ({ index, remove }: { index: number; remove: (() => void) | null }) => {
  const t = useWords(providerWords)
  const both = useBoth()
  return (
    <fieldset className="fee-row" aria-label={t('feeRow', { n: index + 1 })}>
      <FormField name={[index, 'product']} label={t('product')}>
        <NativeSelect options={optionsOf(feeProductWords, both)} />
      </FormField>
      <FormField name={[index, 'ratePpm']} label={t('rate')}>
        <PercentInput />
      </FormField>
      <FormField name={[index, 'fixedFen']} label={t('fixed')} optional>
        <YuanInput />
      </FormField>
      <FormField name={[index, 'minFen']} label={t('min')} optional>
        <YuanInput />
      </FormField>
      <FormField name={[index, 'capFen']} label={t('cap')} optional>
        <YuanInput />
      </FormField>
      <FormField name={[index, 'fromMonth']} label={t('from')}>
        <FirstMonthInput />
      </FormField>
      <FormField name={[index, 'untilMonth']} label={t('until')} optional>
        <WholeInput min={1} max={120} />
      </FormField>
      {remove && (
        <Button size="small" aria-label={t('removeRow', { n: index + 1 })} onClick={remove}>
          {t('removeRow', { n: index + 1 })}
        </Button>
      )}
    </fieldset>
  )
}

const FeeRows = () => {
  const t = useWords(providerWords)
  return (
    <Form.List name={['terms', 'rows']}>
      {(fields, { add, remove }) => (
        <section aria-label={t('feeRows')} className="form-part">
          <h3>{t('feeRows')}</h3>
          {fields.map(({ key, name }) => (
            <FeeRow key={key} index={name} remove={fields.length > 1 ? () => remove(name) : null} />
          ))}
          <div>
            <Button onClick={() => add({ fromMonth: 0 })}>{t('addRow')}</Button>
          </div>
        </section>
      )}
    </Form.List>
  )
}

/** Everything a merchant would pay, in yuan and percent; kept in fen and ppm under `terms`. */
export const TermsFields = () => {
  const t = useWords(providerWords)
  const both = useBoth()
  return (
    <>
      <FeeRows />
      <section className="form-part" aria-label={t('settlementPart')}>
        <h3>{t('settlementPart')}</h3>
        <div className="form-columns">
          <FormField name={['terms', 'settlement']} label={t('settlement')}>
            <NativeSelect options={optionsOf(settlementWords, both)} />
          </FormField>
          <FormField name={['terms', 'd0FixedFen']} label={t('d0Fixed')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'd0Ppm']} label={t('d0Rate')}>
            <PercentInput />
          </FormField>
        </div>
      </section>
      <section className="form-part" aria-label={t('otherFees')}>
        <h3>{t('otherFees')}</h3>
        <div className="form-columns">
          <FormField name={['terms', 'sim', 'feeFen']} label={t('simFee')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'sim', 'intervalMonths']} label={t('simInterval')}>
            <WholeInput min={1} max={60} unit={t('unitMonths')} />
          </FormField>
          <FormField name={['terms', 'sim', 'freeMonths']} label={t('simFree')}>
            <WholeInput min={0} max={120} unit={t('unitMonths')} />
          </FormField>
          <FormField name={['terms', 'membershipFenPerYear']} label={t('membership')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'insurancePpm']} label={t('insurance')}>
            <PercentInput />
          </FormField>
          <FormField name={['terms', 'devicePriceFen']} label={t('devicePrice')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'minimumVolume', 'monthlyFen']} label={t('minimumVolume')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'minimumVolume', 'penaltyFen']} label={t('minimumPenalty')}>
            <YuanInput />
          </FormField>
        </div>
      </section>
      <section className="form-part" aria-label={t('depositPart')}>
        <h3>{t('depositPart')}</h3>
        <div className="form-columns">
          <FormField name={['terms', 'deposit', 'amountFen']} label={t('depositAmount')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'deposit', 'refundVolumeFen']} label={t('depositVolume')}>
            <YuanInput />
          </FormField>
          <FormField name={['terms', 'deposit', 'refundWithinMonths']} label={t('depositMonths')}>
            <WholeInput min={0} max={120} unit={t('unitMonths')} />
          </FormField>
        </div>
      </section>
      <section className="form-part" aria-label={t('contractPart')}>
        <h3>{t('contractPart')}</h3>
        <div className="form-columns">
          <FormField name={['terms', 'termMonths']} label={t('term')}>
            <WholeInput min={0} max={120} unit={t('unitMonths')} />
          </FormField>
          <FormField name={['terms', 'exitFeeFen']} label={t('exitFee')}>
            <YuanInput />
          </FormField>
        </div>
      </section>
    </>
  )
}

/** The service promised for it, under `serviceLevel`. */
export const ServiceFields = () => {
  const t = useWords(providerWords)
  return (
    <section className="form-part" aria-label={t('servicePart')}>
      <h3>{t('servicePart')}</h3>
      <div className="form-columns">
        <FormField name={['serviceLevel', 'answerMinutes']} label={t('answerMinutes')}>
          <WholeInput min={1} max={1440} unit={t('unitMinutes')} />
        </FormField>
        <FormField name={['serviceLevel', 'onSiteHours']} label={t('onSiteHours')}>
          <WholeInput min={1} max={240} unit={t('unitHours')} />
        </FormField>
        <FormField name={['serviceLevel', 'maintenancePerYear']} label={t('maintenancePerYear')}>
          <WholeInput min={0} max={12} />
        </FormField>
        <FormField name={['serviceLevel', 'spareUnit']} label={t('spareUnit')} valueProp="checked">
          <Switch />
        </FormField>
      </div>
    </section>
  )
}
