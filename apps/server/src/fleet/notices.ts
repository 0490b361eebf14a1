import { sql } from 'kysely'
import type { Certificate } from '#device/certificate.ts'
import { type ApprovedFirmware, firmwareEndings } from '#device/firmware.ts'
import { certificateStep, noticeFigures, tailsOf } from '#device/notice.ts'
import type { RegistryReport } from '#device/report.ts'
import { addHours, chinaDay } from '#ground/calendar.ts'
import type { Refusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import type { Errand } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db, statement } from '../house/tables.ts'

/** As many of a kind as one round tells of: a carrier's outage must not hold one transaction for minutes. */
const MOST = 500

type Principal = 'reviewer' | 'provider' | 'merchant' | 'regulator'

/** One thing that waits, and who has to know. */
export type Waiting = {
  readonly rule: string
  /** Told once for each of these. */
  readonly about: string
  readonly step: string
  /** What the words name beside the terminals. */
  readonly params: Refusal['params']
  readonly serialNos: readonly string[]
  readonly to: readonly { readonly principal: Principal; readonly organisationId: string }[]
}

type Whose = { readonly acquirer_id: string; readonly provider_id: string | null }
export const acquirerOf = ({ acquirer_id }: Pick<Whose, 'acquirer_id'>) =>
  ({ principal: 'reviewer', organisationId: acquirer_id }) as const
export const deskOf = ({ provider_id }: Pick<Whose, 'provider_id'>) =>
  provider_id === null ? [] : [{ principal: 'provider', organisationId: provider_id } as const]

const untold = (rule: string, about: ReturnType<typeof sql.ref>, step: string) =>
  sql<boolean>`not exists (select from told_notices t where t.rule = ${rule} and t.about = ${about} and t.step = ${step})`

/** BIND-21: the two days to tell the registry are over. */
const lateReports = async (errand: Errand): Promise<Waiting[]> => {
  const rows = await errand.run(
    db
      .selectFrom('registry_reports as r')
      .innerJoin('devices as d', 'd.device_id', 'r.device_id')
      .select(['r.report_id', 'r.acquirer_id', 'r.state', 'd.serial_no'])
      .where('r.status', 'in', ['due', 'rejected'])
      .where('r.due_by', '<', errand.stamp.at)
      .where(untold('BIND-21', sql.ref('r.report_id'), ''))
      .limit(MOST),
  )
  const regulators = await errand.run(
    db.selectFrom('organisations').select('organisation_id').where('kind', '=', 'regulator'),
  )
  return rows.map((row) => ({
    ...{ rule: 'BIND-21', about: row.report_id, step: '', params: {} },
    serialNos: [(row.state as RegistryReport).binding.serialNo || row.serial_no],
    to: [
      acquirerOf(row),
      ...regulators.map(
        ({ organisation_id }) => ({ principal: 'regulator', organisationId: organisation_id }) as const,
      ),
    ],
  }))
}

/** The certificate of each kind that lasts longest: an older one beside it troubles nobody. */
const standing = (certificates: readonly Certificate[]): readonly Certificate[] => {
  const best = new Map<string, Certificate>()
  for (const each of certificates) {
    const before = best.get(each.kind)
    if (before === undefined || (each.validUntil ?? '9999') > (before.validUntil ?? '9999'))
      best.set(each.kind, each)
  }
  return [...best.values()]
}

/** BIND-22 and 23: a model's certificate nears its end, or has ended; shops hear of it when it has. */
const endingCertificates = async (errand: Errand): Promise<Waiting[]> => {
  const day = chinaDay(errand.stamp.at)
  const models = await errand.run(
    db.selectFrom('models').select(['model_code', 'name', 'acquirer_id', 'certificates']),
  )
  const told = new Set(
    (
      await errand.run(
        db.selectFrom('told_notices').select(['about', 'step']).where('rule', 'in', ['BIND-22', 'BIND-23']),
      )
    ).map(({ about, step }) => `${about} ${step}`),
  )
  const waiting: Waiting[] = []
  for (const model of models)
    for (const { kind, validUntil } of standing(model.certificates as readonly Certificate[])) {
      const step = validUntil === null ? null : certificateStep(validUntil, day)
      const about = `${model.acquirer_id}/${model.model_code}/${kind}/${validUntil}`
      if (step === null || told.has(`${about} ${step}`)) continue
      const inUse = await errand.run(
        db
          .selectFrom('devices')
          .select(['serial_no', 'merchant_id', 'provider_id'])
          .where('model_code', '=', model.model_code)
          .where('acquirer_id', '=', model.acquirer_id)
          .where('status', 'in', ['bound', 'live', 'suspended']),
      )
      const desks = [...new Set(inUse.map(({ provider_id }) => provider_id))]
      const notice = {
        ...{ rule: step === 'ended' ? 'BIND-23' : 'BIND-22', about, step: String(step) },
        params: { model: model.name, endsOn: validUntil ?? '' },
      }
      waiting.push({
        ...notice,
        serialNos: inUse.map(({ serial_no }) => serial_no),
        to: [acquirerOf(model), ...desks.flatMap((provider_id) => deskOf({ provider_id }))],
      })
      if (step !== 'ended') continue
      const shops = Map.groupBy(inUse, ({ merchant_id }) => merchant_id)
      for (const [shop, theirs] of shops)
        if (shop !== null)
          waiting.push({
            ...{ ...notice, rule: 'BIND-24', about: `${about}/${shop}` },
            serialNos: theirs.map(({ serial_no }) => serial_no),
            to: [{ principal: 'merchant', organisationId: shop }],
          })
    }
  return waiting
}

/** CERT-24 and 41: terminals whose last heartbeat told of firmware that is no longer approved, or not for long. */
const endingFirmware = async (errand: Errand): Promise<Waiting[]> => {
  const day = chinaDay(errand.stamp.at)
  const models = await errand.run(
    db.selectFrom('models').selectAll().where('firmwares', '<>', sql<string>`'[]'::jsonb`),
  )
  const told = new Set(
    (
      await errand.run(
        db
          .selectFrom('told_notices')
          .select(['rule', 'about', 'step'])
          .where('rule', 'in', ['CERT-24', 'CERT-41']),
      )
    ).map(({ rule, about, step }) => `${rule} ${about} ${step}`),
  )
  const waiting: Waiting[] = []
  for (const model of models) {
    const approving = {
      ...{ modelCode: model.model_code, firmwareVersion: model.firmware_version },
      firmwares: model.firmwares as readonly ApprovedFirmware[],
    }
    for (const { version, sha256, standing, endsOn, goTo } of firmwareEndings([approving], day)) {
      const soon = standing === 'ending'
      const notice = {
        rule: soon ? 'CERT-41' : 'CERT-24',
        about: `${model.acquirer_id}/${model.model_code}/${version}/${sha256}`,
        step: soon ? `${endsOn} ${certificateStep(endsOn, day)}` : endsOn,
        params: { model: model.name, version, endsOn, goTo: goTo ?? (soon ? 'none' : '—') },
      }
      if (told.has(`${notice.rule} ${notice.about} ${notice.step}`)) continue
      const inUse = await errand.run(
        db
          .selectFrom('fleet as f')
          .innerJoin('devices as d', 'd.device_id', 'f.device_id')
          .select(['d.serial_no', 'd.provider_id'])
          .where('d.model_code', '=', model.model_code)
          .where('d.status', 'in', ['bound', 'live', 'suspended'])
          .where(sql<string>`f.seen ->> 'firmwareVersion'`, '=', version)
          .where(sql<string>`f.seen ->> 'firmwareHash'`, '=', sha256),
      )
      // An older approval that nobody runs troubles nobody; the last one that stands does.
      if (inUse.length === 0 && !(soon && goTo === null)) continue
      const desks = [...new Set(inUse.map(({ provider_id }) => provider_id))]
      waiting.push({
        ...notice,
        serialNos: inUse.map(({ serial_no }) => serial_no),
        to: [acquirerOf(model), ...desks.flatMap((provider_id) => deskOf({ provider_id }))],
      })
    }
  }
  return waiting
}

/** BEAT-20: an alarm, or a passer-by's report, that nobody has taken up for a day. */
const unanswered = async (errand: Errand): Promise<Waiting[]> => {
  const before = addHours(errand.stamp.at, -noticeFigures.unansweredHours)
  const [alarms, concerns] = await Promise.all([
    errand.run(
      db
        .selectFrom('incidents as x')
        .innerJoin('devices as d', 'd.device_id', 'x.device_id')
        .select(['x.incident_id as about', 'd.acquirer_id', 'd.provider_id', 'd.serial_no'])
        .where('x.acknowledged_at', 'is', null)
        .where('x.closed_at', 'is', null)
        .where('x.opened_at', '<', before)
        .where(untold('BEAT-20', sql.ref('x.incident_id'), ''))
        .limit(MOST),
    ),
    errand.run(
      db
        .selectFrom('concerns as x')
        .innerJoin('devices as d', 'd.device_id', 'x.device_id')
        .select(['x.concern_id as about', 'd.acquirer_id', 'd.provider_id', 'd.serial_no'])
        .where('x.status', '=', 'open')
        .where('x.reported_at', '<', before)
        .where(untold('BEAT-20', sql.ref('x.concern_id'), ''))
        .limit(MOST),
    ),
  ])
  return [...alarms, ...concerns].map((row) => ({
    ...{ rule: 'BEAT-20', about: row.about, step: '', params: { hours: noticeFigures.unansweredHours } },
    serialNos: [row.serial_no],
    to: [acquirerOf(row), ...deskOf(row)],
  }))
}

/** BEAT-21: no sale for three months, or for twelve; the shop heard of it when the incident was opened. */
const resting = async (errand: Errand): Promise<Waiting[]> => {
  const rows = await errand.run(
    db
      .selectFrom('incidents as x')
      .innerJoin('devices as d', 'd.device_id', 'x.device_id')
      .select(['x.incident_id', 'd.acquirer_id', 'd.provider_id', 'd.serial_no'])
      .select(sql<number>`(x.state -> 'params' ->> 'months')::integer`.as('months'))
      .where('x.kind', 'in', ['dormant', 'stopped'])
      .where('x.closed_at', 'is', null)
      .where(untold('BEAT-21', sql.ref('x.incident_id'), ''))
      .limit(MOST),
  )
  return rows.map((row) => ({
    ...{ rule: 'BEAT-21', about: row.incident_id, step: '', params: { months: row.months } },
    serialNos: [row.serial_no],
    to: [acquirerOf(row), ...deskOf(row)],
  }))
}

/** BEAT-22: in quarantine and not looked at since. */
const quarantined = async (errand: Errand): Promise<Waiting[]> => {
  const { quarantineDays: days } = noticeFigures
  const rows = await errand.run(
    db
      .selectFrom('devices as d')
      .select(['d.device_id', 'd.acquirer_id', 'd.provider_id', 'd.serial_no', 'd.version'])
      .where('d.status', '=', 'suspect')
      .where('d.updated_at', '<', addHours(errand.stamp.at, -24 * days))
      .where(
        sql<boolean>`not exists (select from told_notices t where t.rule = 'BEAT-22' and t.about = d.device_id and t.step = d.version::text)`,
      )
      .limit(MOST),
  )
  return rows.map((row) => ({
    ...{ rule: 'BEAT-22', about: row.device_id, step: String(row.version), params: { days } },
    serialNos: [row.serial_no],
    to: [acquirerOf(row), ...deskOf(row)],
  }))
}

const peopleOf = (errand: Errand, principal: Principal, organisationId: string) =>
  errand.run(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', organisationId)
      .where('principal', '=', principal)
      .where('ended_at', 'is', null),
  )

/** One message for what is the same to an organisation, however many terminals it is about. */
const tell = async (errand: Errand, waiting: readonly Waiting[]): Promise<void> => {
  const parcels = Map.groupBy(
    waiting.flatMap((each) => each.to.map((to) => ({ ...each, to }))),
    ({ to, rule, params }) => JSON.stringify([to.principal, to.organisationId, rule, params]),
  )
  for (const [first, ...others] of parcels.values()) {
    if (first === undefined) continue
    const serialNos = [...new Set([first, ...others].flatMap((each) => each.serialNos))]
    const params = { ...first.params, count: serialNos.length, serials: tailsOf(serialNos) || '—' }
    const [zh, en] = (['zh', 'en'] as const).map((tongue) => {
      const { happened, remedy } = sayRule(first.rule, tongue, params)
      return `${happened}${tongue === 'en' ? ' ' : ''}${remedy}`
    })
    const { principal, organisationId } = first.to
    for (const { person_id } of await peopleOf(errand, principal, organisationId))
      await writeMessage(errand, await phoneOf(errand, person_id), 'duty-waits', `【放心装】${zh} ${en}`)
  }
}

/** Each step of each thing once, whatever the clock does: the notes and the messages commit together. */
export const tellOnce = async (errand: Errand, found: readonly Waiting[]): Promise<void> => {
  if (found.length === 0) return
  // Two rounds at once: whoever noted it first tells.
  const noted = await errand.run(
    statement(
      sql<{ rule: string; about: string; step: string }>`insert into told_notices (rule, about, step, told_at)
          select rule, about, step, ${errand.stamp.at} from jsonb_to_recordset(${JSON.stringify(
            found.map(({ rule, about, step }) => ({ rule, about, step })),
          )}::jsonb) as t (rule text, about text, step text)
          on conflict do nothing returning rule, about, step`,
    ),
  )
  const mine = new Set(noted.map(({ rule, about, step }) => `${rule} ${about} ${step}`))
  await tell(
    errand,
    found.filter(({ rule, about, step }) => mine.has(`${rule} ${about} ${step}`)),
  )
}

/** The hourly round over clocks that tell people. */
export const tellWhatWaits = async (errand: Errand): Promise<void> =>
  tellOnce(errand, [
    ...(await lateReports(errand)),
    ...(await endingCertificates(errand)),
    ...(await endingFirmware(errand)),
    ...(await unanswered(errand)),
    ...(await resting(errand)),
    ...(await quarantined(errand)),
  ])
