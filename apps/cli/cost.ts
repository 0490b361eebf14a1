import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { percent, yuan } from '#ground/fen.ts'
import { profileFrom, termsFrom } from '#fees/offer-file.ts'
import { quote, type Quote } from '#fees/quote.ts'
import { sayRule, type Tongue } from '#words/say.ts'

const usage = `usage: fangxin cost OFFER.json… --merchant profile.json [--months 12] [--lang zh|en] [--json]
What each offer costs this merchant: promised, by the letter, and at worst. With --json one object per line and offer.
Exit codes: 0 no warning, 1 at least one warning, 2 usage or an unreadable file.
`

type Options = {
  readonly merchant: string
  readonly months: number
  readonly lang: Tongue
  readonly json: boolean
}

const optionsOf = (args: string[]): { files: string[]; options: Options } | null => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        merchant: { type: 'string' },
        months: { type: 'string', default: '12' },
        lang: { type: 'string', default: 'zh' },
        json: { type: 'boolean', default: false },
      },
    })
    const months = Number(values.months)
    const { merchant, lang, json } = values
    if (merchant === undefined || positionals.length === 0 || (lang !== 'zh' && lang !== 'en')) return null
    if (!Number.isInteger(months) || months < 1 || months > 120) return null
    return { files: positionals, options: { merchant, months, lang, json } }
  } catch {
    return null
  }
}

/** One file's value, or what is wrong with it in words. */
const load = async <T>(
  file: string,
  from: (value: unknown) => T | Refusal,
  lang: Tongue,
): Promise<T | string> => {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    return (error as Error).message
  }
  const answer = from(value)
  if (!isRefusal(answer)) return answer
  const { happened, remedy } = sayRule(answer.rule, lang, answer.params)
  return `${happened} ${remedy}`
}

const labels = {
  zh: {
    promised: '口头/首日价',
    literal: '按合同文字',
    worst: '最坏情况',
    effective: '实际费率',
    yuan: '元',
  },
  en: {
    promised: 'promised',
    literal: 'by the letter',
    worst: 'at worst',
    effective: 'effective',
    yuan: 'yuan',
  },
} as const

const told = (file: string, quoted: Quote, lang: Tongue): string => {
  const label = labels[lang]
  const totals = (['promised', 'literal', 'worst'] as const).map(
    (total) => `  ${label[total]}: ${yuan(quoted[`${total}Fen`])} ${label.yuan}`,
  )
  const flags = quoted.flags.map(({ rule, params }) => `  ! ${sayRule(rule, lang, params).happened}`)
  return [file, ...totals, `  ${label.effective}: ${percent(quoted.effectivePpm)}%`, ...flags, ''].join('\n')
}

/** `fangxin cost`: the three totals of each offer for one merchant. */
export const cost = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const asked = optionsOf(args)
  if (asked === null) {
    process.stderr.write(usage)
    return 2
  }
  const { files, options } = asked
  const complain = (file: string, problem: string): number => {
    process.stderr.write(`${file}: ${problem}\n`)
    return 2
  }
  const profile = await load(options.merchant, profileFrom, options.lang)
  if (typeof profile === 'string') return complain(options.merchant, profile)
  let code = 0
  for (const file of files) {
    const terms = await load(file, termsFrom, options.lang)
    if (typeof terms === 'string') {
      code = complain(file, terms)
      continue
    }
    const quoted = quote(terms, profile, options.months)
    if (code === 0 && quoted.flags.length > 0) code = 1
    process.stdout.write(
      options.json ? `${JSON.stringify({ file, ...quoted })}\n` : told(file, quoted, options.lang),
    )
  }
  return code
}
