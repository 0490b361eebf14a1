import { checkField } from '#provision/check-field.ts'
import { plainText, readForm, runsOf18 } from '#provision/paper-labels.ts'
import { isPersonName, SURE_OF_NAME } from '#provision/read-business-licence.ts'
import type { ReadLine } from '#provision/read-line.ts'
import type { Suggestion } from '#provision/read-paper.ts'

const NUMBER = '公民身份号码'
const labels = ['姓名', '性别', '民族', '出生', '住址', NUMBER]

/** Letters a machine sees where only digits stand; the last place may be X. */
const lookalikes: Readonly<Record<string, string>> = {
  O: '0',
  D: '0',
  Q: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
}

const corrected = (text: string): string => [...text].map((letter) => lookalikes[letter] ?? letter).join('')

/** The day of birth printed on the card, as the number holds it; null when it was not read whole. */
const printedBirth = (lines: readonly ReadLine[]): string | null => {
  const all = lines.map(({ text }) => plainText(text)).join('')
  const [, year, month = '', day = ''] = /(\d{4})年(\d{1,2})月(\d{1,2})/u.exec(all.replaceAll(' ', '')) ?? []
  return year === undefined ? null : `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`
}

/** The one number whose check character agrees, and that does not contradict the card's own birthday and sex. */
const readNumber = (lines: readonly ReadLine[], sex: string | undefined): Suggestion[] => {
  const birth = printedBirth(lines)
  const valid = new Map<string, Suggestion>()
  for (const { text, confidence } of runsOf18(lines)) {
    const value = corrected(text)
    const wrongBirth = birth !== null && value.slice(6, 14) !== birth
    const male = Number(value[16]) % 2 === 1
    const wrongSex = (sex === '男' && !male) || (sex === '女' && male)
    if (checkField('legalPersonIdNo', value) !== null || wrongBirth || wrongSex) continue
    const before = valid.get(value)
    if (before && !before.corrected) continue
    valid.set(value, { field: 'legalPersonIdNo', value, confidence, from: NUMBER, corrected: value !== text })
  }
  return valid.size === 1 ? [...valid.values()] : []
}

/**
 * What the front of an identity card suggests: the holder's name and number. The home address is not the shop's, so it
 * is not offered; sex and birthday only confirm the number.
 */
export const readIdCard = (lines: readonly ReadLine[]): Suggestion[] => {
  const form = readForm(lines, labels)
  const name = form.get('姓名')
  return [
    ...(name && name.confidence >= SURE_OF_NAME && isPersonName(name.text)
      ? ([
          {
            field: 'legalPersonName',
            value: name.text,
            confidence: name.confidence,
            from: name.label,
            corrected: false,
          },
        ] as const)
      : []),
    ...readNumber(lines, form.get('性别')?.text),
  ]
}
