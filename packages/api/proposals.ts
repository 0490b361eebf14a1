import { inCase } from '#api/in-case.ts'
import { command } from '#api/call.ts'
import { count, done, object, text, whole } from '#api/schema.ts'
import { dataLine, serviceLevel, terminalKind, terms } from '#api/terms.ts'

export const proposalContent = {
  modelCode: text(40),
  terminalKind,
  quantity: whole(1, 50),
  position: text(200),
  dataLine,
  terms,
  serviceLevel,
}

export const proposals = [
  command({
    name: 'proposals.draft',
    say: ['提出方案', 'Draft a proposal'],
    audited: true,
    input: object({ ...inCase, ...proposalContent }),
    output: object({ version: count() }),
  }),
  command({
    name: 'proposals.ask-change',
    say: ['要求修改方案', 'Ask for a change'],
    audited: true,
    input: object({ ...inCase, version: count(), changeRequest: text(1000) }),
    output: done,
  }),
  command({
    name: 'proposals.accept',
    say: ['接受方案', 'Accept a proposal'],
    audited: true,
    input: object({ ...inCase, version: count() }),
    output: done,
  }),
] as const
