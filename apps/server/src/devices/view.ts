import { certificateProblems, certificateWarnings } from '#device/certificate.ts'
import { firmwareWarnings, standingOf } from '#device/firmware.ts'
import { bindingOf, isLocked, reservationOf, type Device } from '#device/device.ts'
import type { Standby } from '#fleet/standby.ts'
import { chinaDay } from '#ground/calendar.ts'
import type { Refusal } from '#ground/refusal.ts'
import { sayRule, type Tongue } from '#words/say.ts'
import type { OutputOf } from '#api/calls.ts'
import type { TerminalKind } from '#provision/case.ts'
import type { Errand, Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { papersOf } from './certificate-pages.ts'
import { loadDevice } from './device.ts'
import { firmwareOfDevice } from './running.ts'
import { loadModel, modelView } from './models.ts'

type View = OutputOf<'devices.device'>['device']
type Listed = {
  readonly device: Device
  readonly terminalKind: TerminalKind
  readonly firmwareVersion: string
}

const custodianNames = async (errand: Errand, devices: readonly Device[]) => {
  const holders = devices.map((device) => device.custodian)
  const people = holders.filter(({ kind }) => kind === 'technician').map(({ holderId }) => holderId)
  const houses = holders
    .filter(({ kind }) => kind === 'acquirer' || kind === 'merchant')
    .map(({ holderId }) => holderId)
  const [persons, organisations] = await Promise.all([
    namesOf(errand, people),
    organisationNames(errand, houses),
  ])
  return ({ kind, holderId }: Device['custodian']): string =>
    kind === 'courier' || kind === 'repairer'
      ? holderId
      : ((kind === 'technician' ? persons : organisations).get(holderId) ?? '')
}

const views = async (errand: Errand, listed: readonly Listed[]): Promise<View[]> => {
  const nameOf = await custodianNames(
    errand,
    listed.map(({ device }) => device),
  )
  return listed.map(({ device, terminalKind, firmwareVersion }) => ({
    deviceId: device.deviceId,
    serialNo: device.serialNo,
    modelCode: device.modelCode,
    terminalKind,
    status: device.status,
    custodian: { kind: device.custodian.kind, name: nameOf(device.custodian) },
    sealNo: device.sealNo,
    firmwareVersion,
    caseId: reservationOf(device)?.caseId ?? null,
    locked: isLocked(device),
    terminalNo: bindingOf(device)?.terminalNo ?? null,
    merchantNo: bindingOf(device)?.merchantNo ?? null,
  }))
}

/** The chain of custody as everybody who sees the device may read it, first hand first. */
const custodyOf = async (errand: Errand, deviceId: string) => {
  // The facts of a device carry no personal data; who sees the device sees its whole chain or it proves nothing.
  const rows = await errand.asHouse(
    db
      .selectFrom('facts')
      .select(['type', 'at', 'person_id', 'organisation_id', 'body'])
      .where('stream', '=', `device/${deviceId}`)
      .orderBy('version')
      .limit(500),
  )
  const [people, houses] = await Promise.all([
    namesOf(
      errand,
      rows.map((row) => row.person_id),
    ),
    organisationNames(
      errand,
      rows.map((row) => row.organisation_id),
    ),
  ])
  return rows.map((row) => {
    const { sealNo, readSeal } = row.body as { sealNo?: string; readSeal?: string }
    return {
      type: row.type,
      at: row.at,
      person: people.get(row.person_id) ?? '',
      organisation: houses.get(row.organisation_id) ?? '',
      sealNo: sealNo ?? readSeal ?? null,
    }
  })
}

/** That a shop put it away, for everybody who may see the device: the desk need not go and look. */
const standbyOf = async (errand: Errand, deviceId: string) => {
  const [row] = await errand.asHouse(
    db.selectFrom('standbys').select('state').where('device_id', '=', deviceId).where('ended_at', 'is', null),
  )
  if (!row) return null
  const { reason, until } = row.state as Standby
  return { reason, until }
}

/** That a terminal is enrolled to report is no secret; what it reports is walled off in the fleet's own rows. */
const reportsNow = async (errand: Errand, deviceId: string): Promise<boolean> =>
  (await errand.asHouse(db.selectFrom('fleet').select('generation').where('device_id', '=', deviceId)))
    .length > 0

/** What there is to say of its papers. What is to be done is the desk's: the shop neither renews a certificate nor picks a model. */
const noteOf = (
  { rule, params }: Refusal,
  tongue: Tongue,
  principal: Errand['actor']['principal'],
): string => {
  const { happened, remedy } = sayRule(rule, tongue, params)
  return principal === 'merchant' ? happened : `${happened} ${remedy}`
}

export const deviceViews: Room<'devices.list' | 'devices.device'> = {
  async 'devices.list'(errand, { after, limit = 50, status, caseId }) {
    let query = db
      .selectFrom('devices as d')
      .innerJoin('models as m', 'm.model_code', 'd.model_code')
      .select(['d.device_id', 'd.state', 'm.terminal_kind', 'm.firmware_version'])
      .orderBy('d.device_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('d.device_id', '<', after)
    if (status !== undefined) query = query.where('d.status', '=', status)
    if (caseId !== undefined) query = query.where('d.case_id', '=', caseId)
    const rows = await errand.run(query)
    return {
      items: await views(
        errand,
        rows.map((row) => ({
          device: row.state as Device,
          terminalKind: row.terminal_kind as TerminalKind,
          firmwareVersion: row.firmware_version,
        })),
      ),
      next: rows.length === limit ? (rows.at(-1)?.device_id ?? null) : null,
    }
  },

  async 'devices.device'(errand, { deviceId }) {
    const { device } = await loadDevice(errand, deviceId)
    const model = await loadModel(errand, device.modelCode)
    const { terminalKind, firmwareVersion } = model
    const [view] = await views(errand, [{ device, terminalKind, firmwareVersion }])
    if (!view) throw new Error(`device ${deviceId} has no view`)
    const today = chinaDay(errand.stamp.at)
    const custody = await custodyOf(errand, deviceId)
    const firmware = await firmwareOfDevice(errand, deviceId)
    const running = firmware?.running ?? null
    return {
      device: view,
      model: modelView(model),
      firmware: {
        intake: firmware?.intake ?? null,
        running: running && { ...running, standing: standingOf(running, model, today) },
      },
      certificatesValid: certificateProblems(model, today).length === 0,
      reports: await reportsNow(errand, deviceId),
      standby: await standbyOf(errand, deviceId),
      papers: await papersOf(errand, [model]),
      certificateNotes: [
        ...certificateProblems(model, today),
        ...certificateWarnings(model, today),
        ...firmwareWarnings(running, model, today),
      ].map((note) => ({
        rule: note.rule,
        words: {
          zh: noteOf(note, 'zh', errand.actor.principal),
          en: noteOf(note, 'en', errand.actor.principal),
        },
      })),
      duties: {
        returnBy: device.recall?.dueOn ?? null,
        returnMine: device.recall?.orderedBy === errand.actor.personId,
        erasure:
          device.erasure === null ? 'none' : device.erasure.witnessedBy === null ? 'begun' : 'witnessed',
        disposal: device.disposal?.reason ?? null,
        storeId: device.storeId,
        signedHandOvers: custody.filter((hand) => hand.type === 'handed-over').length,
      },
      custody,
    }
  },
}
