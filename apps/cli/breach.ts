import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { declared } from '#vault/datum.ts'
import type { Exposure } from '#vault/breach.ts'
import { noticeToAuthority, noticeToPboc, noticeToPerson, type Told } from '#words/breach-notices.ts'
import { readConfig } from '../server/src/house/config.ts'
import type { House } from '../server/src/house/house.ts'
import { NoHouse, visitHouse } from '../server/src/house/visit.ts'
import { readPhone } from '../server/src/people/phone.ts'
import {
  type BreachReport,
  examineBreach,
  type Leak,
  personBehind,
  UnknownLeak,
} from '../server/src/vault/breach.ts'

const usage = `usage: fangxin breach --person per_… | --phone 138… | --api-key … | --key KEK-OR-SUBJECT
                     --from TIME --to TIME [--found TIME] [--notices DIR] [--json]
In the server's environment. Lists what that person, machine or key could have seen from --from until --to, and what is on
record as seen, from the records alone; the examination itself is recorded in the log. --notices drafts what the people,
the PBoC's branch and the authority are told (Chinese and English, masked values only) into DIR, readable to you alone.
Times are ISO 8601 with a zone. Exit codes: 0 nothing could have been seen, 1 something could, 2 usage or unknown.
`

const instantOf = (text: string | undefined): string | null => {
  if (text === undefined || !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text))
    return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

const optionsOf = (args: string[]) => {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args,
      options: {
        ...{
          person: text,
          phone: text,
          'api-key': text,
          key: text,
          from: text,
          to: text,
          found: text,
          notices: text,
        },
        json: { type: 'boolean', default: false },
      },
    })
    const named = [values.person, values.phone, values['api-key'], values.key].filter(
      (each) => each !== undefined,
    )
    const [from, to] = [instantOf(values.from), instantOf(values.to)]
    const foundAt = values.found === undefined ? new Date().toISOString() : instantOf(values.found)
    if (named.length !== 1 || from === null || to === null || foundAt === null || from >= to) return null
    return { ...values, period: { from, to }, foundAt }
  } catch {
    return null
  }
}
type Options = NonNullable<ReturnType<typeof optionsOf>>

const leakOf = async (house: House, options: Options): Promise<Leak> => {
  if (options.person !== undefined) return { kind: 'person', personId: options.person }
  if (options['api-key'] !== undefined) return { kind: 'api-key', apiKeyId: options['api-key'] }
  if (options.key !== undefined) return { kind: 'key', key: options.key }
  const phone = readPhone(options.phone ?? '')
  if (phone === null) throw new UnknownLeak('--phone is not a mainland mobile number')
  return { kind: 'person', personId: await personBehind(house, phone) }
}

const kindsOf = (exposures: readonly Exposure[]) =>
  [...new Set(exposures.map(({ datum }) => datum))].sort().map((datum) => declared(datum).say)

const toldOf = ({ breachId, leak, period, foundAt }: BreachReport, exposures: readonly Exposure[]): Told => ({
  breachId,
  kinds: kindsOf(exposures),
  cause: leak.kind,
  from: period.from,
  to: period.to,
  foundAt,
  could: exposures.length,
  did: exposures.filter(({ seen }) => seen.length > 0).length,
})

const writePrivately = async (path: string, text: string): Promise<void> => {
  // wx: a draft somebody has begun to fill in is not written over.
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${text}\n`)
  } finally {
    await file.close()
  }
}

const writeNotices = async (report: BreachReport, folder: string): Promise<number> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { touched, exposures, thresholds } = report
  const counts = {
    merchants: new Set(touched.map(({ merchantId }) => merchantId)).size,
    property: thresholds.property.count,
    other: thresholds.other.count,
  }
  const all = toldOf(report, exposures)
  const named = (name: string) => join(folder, `${report.breachId}-${name}`)
  for (const each of touched)
    await writePrivately(named(`${each.caseId}.md`), noticeToPerson(toldOf(report, each.exposures), each))
  await writePrivately(named('pboc.md'), noticeToPboc(all, counts, report.reportBy))
  await writePrivately(named('authority.md'), noticeToAuthority(all, counts))
  await writePrivately(named('list.json'), JSON.stringify(report, null, 2))
  return touched.length + 3
}

const linesOf = (report: BreachReport): string[] => [
  `incident ${report.breachId}: ${report.could} items of ${report.touched.length} applications could have been seen, ${report.did} are on record as seen`,
  ...report.exposures.map(
    ({ caseId, field, by, seen }) =>
      `${caseId} ${field}: ${by.length === 0 ? 'no leave on record' : by.join(', ')}${seen.length === 0 ? '' : `; seen: ${seen.join(', ')}`}`,
  ),
  ...(report.people > 0 ? [`names and numbers of ${report.people} people, ${report.messages} messages`] : []),
  ...(report.assumed
    ? ['that key wraps nothing today; what it wrapped before is not recorded: everything is listed']
    : []),
  `account or location data: ${report.thresholds.property.count} (thresholds 25 and 50); other: ${report.thresholds.other.count} (2,500 and 5,000)`,
  `PBoC branch by ${report.reportBy}; authority and people at once`,
]

/** `fangxin breach`: what a leak could have shown, and drafts of what is told about it. */
export const breach = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const options = optionsOf(args)
  if (options === null) {
    process.stderr.write(usage)
    return 2
  }
  try {
    const { house, leave } = await visitHouse(readConfig(process.env, { demo: false }))
    try {
      const report = await examineBreach(house, await leakOf(house, options), options.period, options.foundAt)
      if (options.notices !== undefined) await writeNotices(report, options.notices)
      process.stdout.write(`${options.json ? JSON.stringify(report) : linesOf(report).join('\n')}\n`)
      return report.could > 0 || report.people > 0 ? 1 : 0
    } finally {
      await leave()
    }
  } catch (error) {
    if (!(error instanceof NoHouse || error instanceof UnknownLeak)) throw error
    process.stderr.write(`fangxin breach: ${error.message}\n`)
    return 2
  }
}
