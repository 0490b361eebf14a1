/** What happened and what to do, for every rule about visits; each pair is Chinese, English. */
export const visitRules = {
  'VISIT-1': {
    happened: ['您不是承办服务商的技术员。', 'You are not a technician of the chosen provider.'],
    remedy: ['请由商户选定的服务商派人上门。', 'The provider the merchant chose sends its own people.'],
  },
  'VISIT-2': {
    happened: ['现在还不能预约这种上门。', 'This kind of visit cannot be booked now.'],
    remedy: [
      '勘查在选定服务商之后、接受方案之前，或收回终端之后；安装在双方签署协议之后。',
      'A survey comes after the choice and before the proposal is accepted, or after a terminal was taken back; an installation after both have signed.',
    ],
  },
  'VISIT-3': {
    happened: ['上门时间不对。', 'The visit’s times are not right.'],
    remedy: [
      '开始时间要早于结束时间，并且不能已经过去。',
      'It begins before it ends, and is not over already.',
    ],
  },
  'VISIT-4': {
    happened: ['已经有一次上门预约。', 'There is an appointment already.'],
    remedy: ['请先完成或改约这一次。', 'Finish it or have it declined first.'],
  },
  'VISIT-5': {
    happened: ['没有这次上门预约。', 'There is no such visit.'],
    remedy: ['请刷新后查看现有的预约。', 'Reload to see the visits booked.'],
  },
  'VISIT-6': {
    happened: ['这次上门现在不能这样操作。', 'This cannot be done with the visit now.'],
    remedy: [
      '商户先确认时间，技术员才能到店；到店后不能再改约。',
      'The merchant confirms before the technician comes in; afterwards it is not declined.',
    ],
  },
  'VISIT-7': {
    happened: ['来的人不是预约的技术员。', 'This is not the technician who was announced.'],
    remedy: [
      '请不要让他进门；由服务商重新预约，商户重新确认。',
      'Do not let them in; the provider books again and the merchant confirms again.',
    ],
  },
  'VISIT-8': {
    happened: ['门口核验没有通过。', 'The door check did not pass.'],
    remedy: [
      '请双方重新核对验证码；仍不一致就不要开门，并报工单。',
      'Compare the codes again; if they still differ, keep the door shut and open a ticket.',
    ],
  },
  'VISIT-9': {
    happened: ['现在还不能预约这种上门。', 'This kind of visit cannot be booked now.'],
    remedy: [
      '检查、维修、更换须店里有已绑定的终端；取回须双方已签协议。',
      'Inspection, repair and replacement need a terminal bound at the shop; a return, an agreement both have signed.',
    ],
  },
  'VISIT-10': {
    happened: [
      '技术员只有在已核验进门的维修、更换或取回上门中，才能带走终端。',
      'A technician takes a terminal along only in a repair, replacement or return visit they were let in at.',
    ],
    remedy: [
      '终端留在店里；请服务商预约这样的上门，商户确认，门口互验后再签交接。',
      'The terminal stays in the shop. The provider books such a visit, the shop confirms it, both check codes at the door, then hand over.',
    ],
  },
  'VISIT-11': {
    happened: [
      '只有在已核验进门的上门期间量的位置才作数。',
      'A position counts only if it was measured during a visit the technician was let in at.',
    ],
    remedy: ['请先预约上门并在门口互验。', 'Book a visit and check codes at the door first.'],
  },
  'VISIT-12': {
    happened: ['这次上门现在不能结束。', 'This visit cannot be finished now.'],
    remedy: [
      '到店核验之后才能结束，结束一次即可；勘查和安装随各自的手续结束。',
      'It is finished once, after the door check; survey and installation end with their own work.',
    ],
  },
  'VISIT-13': {
    happened: ['这张工单不是这家店的。', 'This ticket is not one of this case.'],
    remedy: ['请选这家店的工单，或不选。', 'Choose a ticket of this case, or none.'],
  },
} as const
