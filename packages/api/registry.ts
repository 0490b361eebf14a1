import { command, read } from '#api/call.ts'
import {
  count,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  text,
  yes,
} from '#api/schema.ts'

const status = oneOf(['due', 'filed', 'accepted', 'rejected'])

/** Telling the clearing body's registry which terminal is bound to whom and where, and that it is bound no more. */
export const registry = [
  read({
    name: 'registry.reports',
    say: ['终端报送列表', 'Reports to the registry'],
    input: object({ ...paging, status: optional(status) }),
    output: page(
      object({
        ...{ reportId: id('rep'), deviceId: id('dev'), caseId: id('cas'), serialNo: text(50) },
        ...{ merchantNo: text(15), terminalNo: text(8), kind: oneOf(['entry', 'exit']), status },
        ...{ dueBy: instant, late: yes, fileNo: nullable(text(40)), lineNo: nullable(count()) },
        ...{ filedAt: nullable(instant), code: nullable(text(40)), answeredAt: nullable(instant) },
      }),
    ),
  }),
  command({
    name: 'registry.file',
    say: ['生成终端报送文件', 'Write a file of reports'],
    audited: true,
    reveals: true,
    input: object({
      format: oneOf(['terminal-csv-1', 'terminal-fixed-1']),
      reportIds: list(id('rep'), 20),
    }),
    output: object({ fileNo: text(40), name: text(60), content: text(20_000), lines: count() }),
  }),
  command({
    name: 'registry.answer',
    say: ['读入报送回执', 'Take in the registry’s answer'],
    audited: true,
    input: object({ fileNo: text(40), receipt: text(20_000, 1, 'file') }),
    output: object({ accepted: count(), rejected: count() }),
  }),
] as const
