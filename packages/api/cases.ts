import { command, read } from '#api/call.ts'
import { inCase, step } from '#api/in-case.ts'
import { caseView } from '#api/case-view.ts'
import { countingPage, id, instant, nothing, object, optional, page, paging, text, yes } from '#api/schema.ts'

export const caseRow = object({
  caseId: id('cas'),
  step,
  shopName: text(60, 0),
  merchantName: text(120, 0),
  regionCode: text(6, 0),
  applicationStatus: text(20),
  providerName: text(120, 0),
  updatedAt: instant,
})

export const cases = [
  command({
    name: 'cases.open',
    say: ['开始申请', 'Open a case'],
    audited: true,
    input: nothing,
    output: object(inCase),
  }),
  read({
    name: 'cases.list',
    say: ['办理列表', 'List cases'],
    input: object({ ...paging, step: optional(step) }),
    output: page(caseRow),
  }),
  read({
    name: 'cases.case',
    say: ['查看办理', 'Read a case'],
    audited: true,
    input: object(inCase),
    output: caseView,
  }),
  read({
    name: 'cases.history',
    say: ['办理经过', 'History of a case'],
    audited: true,
    input: object({ ...inCase, ...countingPage }),
    output: page(
      object({
        factId: id('fac'),
        type: text(60),
        at: instant,
        principal: text(20),
        person: text(80, 0),
        organisation: text(120, 0),
        logged: yes,
      }),
    ),
  }),
] as const
