import type { OutputOf } from '#api/calls.ts'
import { type RegistryReport, decideReport, reportLate } from '#device/report.ts'
import { formatOn, lineOf, placeText, readReceipt, writeReports } from '#device/report-format.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import type { SealedField } from '#provision/case.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { loadDevice } from './device.ts'
import { loadModel } from './models.ts'
import { evolved } from './report-queue.ts'
import { placeOfBinding } from './whereabouts.ts'

type Refs = Readonly<Partial<Record<SealedField, string>>>

/** What the vault does for a report; handed in where the house is put together. */
export type ReportPort = {
  openFields(errand: Errand, refs: Refs): Promise<Partial<Record<SealedField, string>>>
  /** Leave to see these fields for one file, taken, recorded and ended; or the rule that forbids it. */
  takeForReport(errand: Errand, caseId: string, fields: readonly string[]): Promise<Refusal | null>
}

type Stored = { readonly report: RegistryReport; readonly version: number }

const move = async (
  errand: Errand,
  { report, version }: Stored,
  made: Parameters<typeof decideReport>[1],
): Promise<RegistryReport | Refusal> => {
  const facts = decideReport(report, made, errand.stamp)
  if (isRefusal(facts)) return facts
  const after = evolved(errand, report, facts)
  await errand.run(
    db
      .updateTable('registry_reports')
      .set({
        status: after.status,
        file_no: after.filed?.fileNo ?? null,
        version: version + facts.length,
        state: JSON.stringify(after),
      })
      .where('report_id', '=', report.reportId),
  )
  await errand.record(`report/${report.reportId}`, version, facts)
  return after
}

const nothing = { identity: '', settlementAccount: '', place: '' }

/** The elements of one entry in clear, after the look has been recorded for its merchant. */
const elementsOf = async (errand: Errand, port: ReportPort, report: RegistryReport) => {
  if (report.kind === 'exit') return nothing
  const { merchantIdentity, settlementAccount } = report.binding
  // A micro merchant is known by a person's number, which stands in the vault; a firm's code is public.
  const inVault = merchantIdentity.startsWith('val_')
  const refs: Refs = {
    settlementAccountNo: settlementAccount,
    ...(inVault && { legalPersonIdNo: merchantIdentity }),
  }
  const refused = await port.takeForReport(errand, report.caseId, [...Object.keys(refs), 'terminalPlace'])
  if (refused) return refused
  const fields = await port.openFields(errand, refs)
  const place = await placeOfBinding(errand, report.caseId, report.binding.place)
  return {
    identity: inVault ? (fields.legalPersonIdNo ?? '') : merchantIdentity,
    settlementAccount: fields.settlementAccountNo ?? '',
    place: place ? placeText(place) : '',
  }
}

const loadReports = async (errand: Errand, reportIds: readonly string[]): Promise<readonly Stored[]> => {
  const rows = await errand.run(
    db
      .selectFrom('registry_reports')
      .select(['report_id', 'state', 'version'])
      .where('report_id', 'in', reportIds.length === 0 ? [''] : [...reportIds])
      .orderBy('report_id')
      .forUpdate(),
  )
  if (rows.length === 0 || rows.length < new Set(reportIds).size) throw new NotFound()
  return rows.map((row) => ({ report: row.state as RegistryReport, version: row.version }))
}

type Item = OutputOf<'registry.reports'>['items'][number]

const itemOf = (report: RegistryReport, at: string): Item => ({
  reportId: report.reportId,
  deviceId: report.deviceId,
  caseId: report.caseId,
  serialNo: report.binding.serialNo,
  merchantNo: report.binding.merchantNo,
  terminalNo: report.binding.terminalNo,
  kind: report.kind,
  status: report.status,
  dueBy: report.dueBy,
  late: reportLate(report, at),
  fileNo: report.filed?.fileNo ?? null,
  lineNo: report.filed?.lineNo ?? null,
  filedAt: report.filed?.at ?? null,
  code: report.code,
  answeredAt: report.answeredAt,
})

export const registry = (
  port: ReportPort,
): Room<'registry.reports' | 'registry.file' | 'registry.answer'> => ({
  async 'registry.reports'(errand, { after, limit = 50, status }) {
    let query = db
      .selectFrom('registry_reports')
      .select(['report_id', 'state'])
      .orderBy('report_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('report_id', '<', after)
    if (status !== undefined) query = query.where('status', '=', status)
    const rows = await errand.run(query)
    return {
      items: rows.map(({ state }) => itemOf(state as RegistryReport, errand.stamp.at)),
      next: rows.length === limit ? (rows.at(-1)?.report_id ?? null) : null,
    }
  },

  async 'registry.file'(errand, { format: code, reportIds }) {
    const format = formatOn(code, errand.stamp.at)
    if (isRefusal(format)) return format
    const stored = await loadReports(errand, reportIds)
    const fileNo = `${chinaDay(errand.stamp.at).replaceAll('-', '')}-${newId('fil').slice(-12).toUpperCase()}`
    const lines = []
    for (const [at, each] of stored.entries()) {
      const filed = await move(errand, each, { type: 'file', fileNo, lineNo: at + 1 })
      if (isRefusal(filed)) return filed
      const opened = await elementsOf(errand, port, filed)
      if (isRefusal(opened)) return opened
      const { device } = await loadDevice(errand, filed.deviceId)
      const { registryCode, certificates } = await loadModel(errand, device.modelCode)
      const networkLicence = certificates.find(({ kind }) => kind === 'network-access')?.number ?? ''
      lines.push(lineOf(filed.kind, filed.binding, { registryCode, networkLicence }, opened))
    }
    const content = writeReports(format, lines)
    if (isRefusal(content)) return content
    return {
      fileNo,
      name: `${fileNo}.${format.kind === 'csv' ? 'csv' : 'txt'}`,
      content,
      lines: lines.length,
    }
  },

  async 'registry.answer'(errand, { fileNo, receipt }) {
    const read = readReceipt(receipt, fileNo)
    if (isRefusal(read)) return read
    const rows = await errand.run(
      db
        .selectFrom('registry_reports')
        .select(['state', 'version'])
        .where('file_no', '=', fileNo)
        .orderBy('report_id')
        .forUpdate(),
    )
    if (rows.length === 0) throw new NotFound()
    const stored = new Map(
      rows.map((row) => {
        const report = row.state as RegistryReport
        return [report.filed?.lineNo, { report, version: row.version }] as const
      }),
    )
    let accepted = 0
    for (const line of read) {
      const one = stored.get(line.lineNo)
      if (one === undefined) return refuse('BIND-18', { line: line.lineNo }, 'receipt')
      const after = await move(errand, one, { type: 'answer', fileNo, receipt: line })
      if (isRefusal(after)) return after
      if (line.accepted) accepted += 1
    }
    return { accepted, rejected: read.length - accepted }
  },
})
