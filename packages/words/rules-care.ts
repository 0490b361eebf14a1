/** After-sales: tickets and their clocks. */
export const careRules = {
  'CARE-1': {
    happened: [
      '这家店还没有绑定终端，不能报终端或网络故障。',
      'No terminal is bound at this shop, so a terminal or line fault cannot be reported.',
    ],
    remedy: ['其他问题请选择相应类别。', 'Choose the category that fits the matter.'],
  },
  'CARE-2': {
    happened: [
      '只有本案的服务商和收单机构可以处理这张工单。',
      'Only the provider and the acquirer of the case handle this ticket.',
    ],
    remedy: ['请由他们处理。', 'They have to act.'],
  },
  'CARE-3': {
    happened: [
      '资金、费用、合同和隐私争议必须由收单机构自己处理。',
      'Disputes about money, fees, contract or privacy are settled by the acquirer itself.',
    ],
    remedy: ['您可以回复说明，由收单机构作出处理结果。', 'You may answer; the acquirer decides.'],
  },
  'CARE-4': {
    happened: ['只有提出工单的商户可以这样做。', 'Only the merchant whose ticket it is may do this.'],
    remedy: ['请等商户确认。', 'Wait for the merchant.'],
  },
  'CARE-5': {
    happened: [
      '解决已超过 {days} 天，不能再重新打开。',
      'More than {days} days have passed since it was resolved.',
    ],
    remedy: ['请新建一张工单，并注明原工单。', 'Open a new ticket and name the old one.'],
  },
  'CARE-6': {
    happened: [
      '工单目前{status, select, open {待回复} answered {处理中} resolved {已解决} closed {已关闭} other {的状态}}，不能进行这一步。',
      'The ticket is {status}; this step is not possible now.',
    ],
    remedy: ['请刷新工单后再看可以做什么。', 'Reload the ticket and see what can be done.'],
  },
  'CARE-7': {
    happened: ['没有这张工单。', 'There is no such ticket.'],
    remedy: ['请从列表重新进入。', 'Open it from the list.'],
  },
  'CARE-8': {
    happened: ['工单已超过承诺的时限。', 'The promised time has passed.'],
    remedy: ['请立即处理；超时会计入公开统计。', 'Act at once; it counts in the public figures.'],
  },
  'CARE-9': {
    happened: ['重新打开不会抹去之前的超时。', 'Opening again does not wipe out an earlier delay.'],
    remedy: ['请按新的时限处理。', 'Work to the new times.'],
  },
} as const
