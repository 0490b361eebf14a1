import { areaList } from '@vant/area-data'
import { useState } from 'react'
import { Select } from '../../ui/fields.tsx'
import { fieldWords } from '../../domain-words.ts'
import { useWords } from '../../wording.ts'
import { applicationWords } from './words.ts'

const choicesOf = (list: Record<string, string>, begin: string) =>
  Object.entries(list)
    .filter(([code]) => code.startsWith(begin))
    .map(([value, label]) => ({ value, label }))

type Props = { value: string | undefined; problem: string | undefined; onChange: (code: string) => void }

/** Province, city, county of GB/T 2260: three native lists, each narrowing the next. */
export const Region = ({ value, problem, onChange }: Props) => {
  const t = useWords(applicationWords)
  const field = useWords(fieldWords)
  const [province, setProvince] = useState(value ? `${value.slice(0, 2)}0000` : '')
  const [city, setCity] = useState(value ? `${value.slice(0, 4)}00` : '')
  const [county, setCounty] = useState(value ?? '')
  return (
    <fieldset className="field" id="field-regionCode">
      <legend>{field('regionCode')}</legend>
      <div className="columns">
        <Select
          label={t('province')}
          empty={t('choose')}
          value={province}
          choices={choicesOf(areaList.province_list, '')}
          onChange={(code) => {
            setProvince(code)
            setCity('')
            setCounty('')
          }}
        />
        <Select
          label={t('city')}
          empty={t('choose')}
          value={city}
          disabled={!province}
          choices={province ? choicesOf(areaList.city_list, province.slice(0, 2)) : []}
          onChange={(code) => {
            setCity(code)
            setCounty('')
          }}
        />
        <Select
          label={t('county')}
          empty={t('choose')}
          value={county}
          disabled={!city}
          problem={problem}
          choices={city ? choicesOf(areaList.county_list, city.slice(0, 4)) : []}
          onChange={(code) => {
            setCounty(code)
            onChange(code)
          }}
        />
      </div>
    </fieldset>
  )
}
