/** What happened and what to do, for every rule about the review; each pair is Chinese, English. */
export const reviewRules = {
  'REV-1': {
    happened: [
      '这一步只能由本案收单机构的审核人员办理。',
      'Only a reviewer of this case’s acquirer can do this.',
    ],
    remedy: [
      '请交给收单机构办理；服务商不得从事核心业务。',
      'Leave it to the acquirer; a provider may not do core business.',
    ],
  },
  'REV-2': {
    happened: ['这份申请现在不在待审核状态。', 'This application is not waiting for review.'],
    remedy: ['请刷新后查看它的最新状态。', 'Reload to see where it stands.'],
  },
  'REV-3': {
    happened: [
      '这份申请由另一位审核人员领取，或还没有被领取。',
      'This application is claimed by another reviewer, or by nobody yet.',
    ],
    remedy: [
      '未领取的请先领取；已被领取的请等初审意见。',
      'Claim it if it is free; otherwise wait for the claimer’s recommendation.',
    ],
  },
  'REV-4': {
    happened: ['还没有初审意见。', 'There is no recommendation yet.'],
    remedy: [
      '请领取人先给出行业类别和风险等级的初审意见。',
      'The claimer first recommends a category code and a risk level.',
    ],
  },
  'REV-5': {
    happened: ['初审和复审不能是同一个人。', 'Nobody approves their own recommendation.'],
    remedy: ['请另一位审核人员复审。', 'Ask another reviewer to approve.'],
  },
  'REV-6': {
    happened: ['驳回的内容不完整。', 'The rejection is incomplete.'],
    remedy: [
      '请写明是哪一项、怎样补正，以及 1 至 90 天的期限。',
      'Name the field, the remedy, and a deadline of 1 to 90 days.',
    ],
  },
  'REV-7': {
    happened: ['现在没有可以申诉或裁决的驳回。', 'There is no rejection to appeal or decide now.'],
    remedy: [
      '每次驳回可以申诉一次，裁决一次；请查看审核结果。',
      'Each rejection has one appeal and one decision; see the review’s result.',
    ],
  },
  'REV-8': {
    happened: ['作出驳回的人不能裁决对它的申诉。', 'Who rejected does not decide the appeal.'],
    remedy: ['请另一位审核人员裁决。', 'Ask another reviewer to decide.'],
  },
  'REV-9': {
    happened: ['没有写明理由。', 'No reason was given.'],
    remedy: ['请用一句话写明后再提交。', 'Say it in a sentence, then send it again.'],
  },
} as const
