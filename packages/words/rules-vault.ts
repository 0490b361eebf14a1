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
    remedy: [
      '如需重新办理，请用另一个手机号登录后新建申请。',
      'To apply again, sign in with another number and open a new application.',
    ],
  },
  'VAULT-10': {
    happened: ['还没有您的同意：{zh}。', 'Your consent is missing: {en}.'],
    remedy: [
      '请逐项阅读告知，同意后再继续；不同意可以停在这里。',
      'Read each notice and agree to it before going on; you may also stop here.',
    ],
  },
  'VAULT-11': {
    happened: [
      '双方签署的协议仍然有效，现在不能删除资料。',
      'The agreement both have signed is in force, so the data cannot be deleted now.',
    ],
    remedy: [
      '请先请收单机构收回终端；终端收回且协议期满后即可申请。在此之前可以撤回可选的同意。',
      'Have the acquirer take the terminal back first; once it is back and the agreed term is over you may ask. Until then you may withdraw what was optional.',
    ],
  },
  'VAULT-12': {
    happened: ['已经有一项删除请求在执行。', 'A deletion is under way already.'],
    remedy: [
      '各项资料会按“我的资料”里的日期销毁；销毁开始前可以取消。',
      'Each part is destroyed on the day shown under “My data”; until the first you may take the request back.',
    ],
  },
  'VAULT-13': {
    happened: ['没有可以取消的删除请求。', 'There is no deletion to take back.'],
    remedy: [
      '第一项资料销毁之后就不能取消了；如从未申请删除，则无须取消。',
      'After the first part was destroyed it cannot be taken back; if you never asked, nothing needs doing.',
    ],
  },
  'VAULT-14': {
    happened: [
      '告知内容已经更新（现为第 {version} 版）。',
      'The notice has changed (it is version {version} now).',
    ],
    remedy: ['请刷新页面，读完新的内容再决定。', 'Reload the page and read the new text before deciding.'],
  },
  'VAULT-15': {
    happened: [
      '这一项是法定义务，不需要也不能撤回同意。',
      'This is required by law: there is no consent to give or withdraw.',
    ],
    remedy: [
      '签约之前可以撤销申请并删除资料。',
      'Before signing you may give the application up and have the data deleted.',
    ],
  },
  'VAULT-16': {
    happened: [
      '您的资料已封存待删除，不能新建申请。',
      'Your data are sealed off for deletion; no new application can be opened.',
    ],
    remedy: [
      '如果还没有开始销毁，可以在“我的资料”取消删除；已经销毁的，请用另一个手机号登录后新建。',
      'If nothing has been destroyed you may take the deletion back under “My data”; otherwise sign in with another number.',
    ],
  },
  'VAULT-17': {
    happened: ['还没有提交过任何申请资料。', 'You have not applied for anything yet.'],
    remedy: ['没有需要删除的资料。', 'There is nothing to delete.'],
  },
  'VAULT-18': {
    happened: ['这一项没有生效中的同意。', 'There is no standing consent to this.'],
    remedy: [
      '无须撤回；可刷新页面查看当前状态。',
      'Nothing needs withdrawing; reload the page to see how it stands.',
    ],
  },
} as const
