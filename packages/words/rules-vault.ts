/** The vault's refusals: leave to see, limits, sealing off, consent and deletion. */
export const vaultRules = {
  'VAULT-1': {
    happened: ['没有查看这些明文的授权。', 'There is no grant to see these in clear.'],
    remedy: [
      '审核人员请先领取该申请；上门人员须等商户确认上门；其他情形走双人紧急查看。',
      'Reviewers claim the application first; technicians wait for the merchant to confirm the visit; anything else takes a break-glass look by two people.',
    ],
  },
  'VAULT-2': {
    happened: [
      '授权已到期、已收回或尚未复核。',
      'The grant has expired, was withdrawn, or is not confirmed.',
    ],
    remedy: [
      '如仍有需要，请重新领取或重新申请授权。',
      'If you still need it, claim the review again or ask for a new grant.',
    ],
  },
  'VAULT-3': {
    happened: ['一次最多查看 {most} 项，且必须指明。', 'At most {most} fields at a time, named one by one.'],
    remedy: [
      '请只选这一步需要的字段；不提供批量查看。',
      'Choose what this step needs; there is no bulk look.',
    ],
  },
  'VAULT-4': {
    happened: ['今天查看明文已达上限（{most} 项）。', 'You have reached today’s limit of {most} fields.'],
    remedy: [
      '北京时间零点后恢复；急需时请同事处理。',
      'It starts anew at midnight, Beijing time; ask a colleague if it is urgent.',
    ],
  },
  'VAULT-5': {
    happened: [
      '紧急查看须由本机构另一位人员复核。',
      'A break-glass look is confirmed by another person of your organisation.',
    ],
    remedy: ['请同事在 24 小时内复核。', 'Ask a colleague to confirm it within 24 hours.'],
  },
  'VAULT-6': {
    happened: ['没有写明理由。', 'No reason was given.'],
    remedy: ['请写明理由；商户会看到。', 'Give one; the merchant will read it.'],
  },
  'VAULT-7': {
    happened: [
      '这次查看暂时无法记入公开日志，因此没有显示。',
      'This look could not be recorded in the log just now, so nothing was shown.',
    ],
    remedy: [
      '请稍后重试；若持续出现请通知运营方。',
      'Try again in a moment; tell the operator if it goes on.',
    ],
  },
  'VAULT-8': {
    happened: [
      '资料已按商户要求封存，只保存、不再使用。',
      'These data are sealed off at the merchant’s request: stored, and used no more.',
    ],
    remedy: [
      '确因法律要求，由两人走紧急查看；商户会收到通知。',
      'Where the law demands it, two people take a break-glass look; the merchant is told.',
    ],
  },
  'VAULT-9': {
    happened: [
      '资料已销毁，任何人都无法再打开。',
      'These data were destroyed; nobody can open them any more.',
    ],
    remedy: ['如需重新办理，请新建申请。', 'To apply again, open a new case.'],
  },
} as const
