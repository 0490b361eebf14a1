import type { Binding } from '#device/binding.ts'
import type { ReceiptLine } from '#device/report-format.ts'
import { isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** One terminal to be told to the registry: that it was bound, or that it is bound no more (259号, two days). */
export type RegistryReport = {
  readonly reportId: string
  readonly deviceId: string
  readonly acquirerId: string
  readonly caseId: string
  readonly kind: 'entry' | 'exit'
  /** References where the elements are personal data. */
  readonly binding: Binding
  readonly dueBy: string
  readonly status: 'due' | 'filed' | 'accepted' | 'rejected'
  /** The file it went in last, and its line there. */
  readonly filed: { readonly fileNo: string; readonly lineNo: number; readonly at: string } | null
  readonly firstFiledAt: string | null
  /** The registry's receipt number or reason. */
  readonly code: string | null
  readonly answeredAt: string | null
}

export type ReportMove =
  | ({ readonly type: 'fall-due' } & Pick<
      RegistryReport,
      'reportId' | 'deviceId' | 'acquirerId' | 'caseId' | 'kind' | 'binding' | 'dueBy'
    >)
  | { readonly type: 'file'; readonly fileNo: string; readonly lineNo: number }
  | { readonly type: 'answer'; readonly fileNo: string; readonly receipt: ReceiptLine }

export type ReportFact =
  | ({ readonly type: 'report-due' } & Pick<
      RegistryReport,
      'reportId' | 'deviceId' | 'acquirerId' | 'caseId' | 'kind' | 'binding' | 'dueBy'
    >)
  | { readonly type: 'report-filed'; readonly fileNo: string; readonly lineNo: number }
  | { readonly type: 'report-accepted'; readonly code: string }
  | { readonly type: 'report-rejected'; readonly code: string }

export const decideReport = (
  report: RegistryReport | null,
  move: ReportMove,
  stamp: Stamp,
): readonly ReportFact[] | Refusal => {
  if (move.type === 'fall-due') {
    const { reportId, deviceId, acquirerId, caseId, kind, binding, dueBy } = move
    return [{ type: 'report-due', reportId, deviceId, acquirerId, caseId, kind, binding, dueBy }]
  }
  if (report === null) throw new Error(`${move.type} before report-due`)
  if (move.type === 'file') {
    // Filed again only once the registry has turned it down: two standing entries of one terminal are one too many.
    if (
      report.acquirerId !== stamp.organisationId ||
      report.status === 'filed' ||
      report.status === 'accepted'
    )
      return refuse('BIND-19', { serialNo: report.binding.serialNo })
    return [{ type: 'report-filed', fileNo: move.fileNo, lineNo: move.lineNo }]
  }
  const { fileNo, receipt } = move
  if (
    report.status !== 'filed' ||
    report.filed?.fileNo !== fileNo ||
    report.filed.lineNo !== receipt.lineNo ||
    report.binding.serialNo !== receipt.serialNo
  )
    return refuse('BIND-18', { line: receipt.lineNo }, 'receipt')
  return [{ type: receipt.accepted ? 'report-accepted' : 'report-rejected', code: receipt.code }]
}

export const evolveReport = (
  report: RegistryReport | null,
  fact: ReportFact,
  { at }: Pick<Stamp, 'at'>,
): RegistryReport => {
  if (fact.type === 'report-due') {
    const { type: _, ...due } = fact
    return { ...due, status: 'due', filed: null, firstFiledAt: null, code: null, answeredAt: null }
  }
  if (report === null) throw new Error(`${fact.type} before report-due`)
  if (fact.type === 'report-filed') {
    const { fileNo, lineNo } = fact
    const firstFiledAt = report.firstFiledAt ?? at
    return {
      ...report,
      status: 'filed',
      filed: { fileNo, lineNo, at },
      firstFiledAt,
      code: null,
      answeredAt: null,
    }
  }
  const status = fact.type === 'report-accepted' ? 'accepted' : 'rejected'
  return { ...report, status, code: fact.code, answeredAt: at }
}

/** BIND-20: filed after its two days, or not filed and over; a rejection does not stop the clock before a good filing. */
export const reportLate = ({ dueBy, filed, status }: RegistryReport, at: string): boolean =>
  isAfter(status === 'rejected' || filed === null ? at : filed.at, dueBy)
