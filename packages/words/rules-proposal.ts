/** What happened and what to do, for every rule about proposals; each pair is Chinese, English. */
export const proposalRules = {
  'PROP-1': {
    happened: ['还没有勘查结果，不能提出方案。', 'There is no survey to build a proposal on.'],
    remedy: ['请先上门勘查。', 'Survey the shop first.'],
  },
  'PROP-2': {
    happened: [
      '勘查时店铺没有营业，或招牌与登记不符。',
      'The survey found the shop closed, or under another sign.',
    ],
    remedy: [
      '请商户说明并更正后再勘查一次。',
      'Let the merchant explain and put it right, then survey again.',
    ],
  },
  'PROP-3': {
    happened: [
      '勘查没有找到方案中的网络，或信号太弱。',
      'The survey did not find this data line, or found it too weak.',
    ],
    remedy: [
      '请按勘查结果选择网络，或改善后再勘查。',
      'Choose a line the survey found, or survey again after improving it.',
    ],
  },
  'PROP-4': {
    happened: ['方案比选定的报价贵（{term}）。', 'The proposal is dearer than the chosen offer ({term}).'],
    remedy: [
      '收费只能与报价相同或更低，请改正后再提出。',
      'Fees may stay or fall, never rise; correct it and propose again.',
    ],
  },
  'PROP-5': {
    happened: [
      '方案的服务承诺低于选定的报价（{term}）。',
      'The proposal promises less service than the chosen offer ({term}).',
    ],
    remedy: [
      '服务只能与报价相同或更好，请改正后再提出。',
      'Service may stay or improve; correct it and propose again.',
    ],
  },
  'PROP-6': {
    happened: ['这不是最新的方案。', 'This is not the newest version.'],
    remedy: ['请刷新后查看最新一版。', 'Reload and read the newest version.'],
  },
  'PROP-7': {
    happened: ['协议已经签署，方案不能再改。', 'The agreement is signed, so the proposal stands.'],
    remedy: [
      '收单机构签署之前，商户可以撤回协议再提修改。',
      'Until the acquirer signs, the merchant may withdraw the agreement and ask for changes.',
    ],
  },
  'PROP-8': {
    happened: ['商户已经接受方案。', 'The merchant has accepted the proposal.'],
    remedy: [
      '商户提出修改后，才能提出新的一版。',
      'A new version follows only when the merchant asks for a change.',
    ],
  },
  'PROP-9': {
    happened: ['没有写明要改什么。', 'The wish for change is empty.'],
    remedy: ['请用一句话写明。', 'Say in a sentence what should change.'],
  },
  'PROP-10': {
    happened: [
      '您对这一版提了修改，服务商还没有答复。',
      'You asked for a change to this version and the provider has not answered.',
    ],
    remedy: ['请等服务商提出新的一版再接受。', 'Wait for the next version and accept that.'],
  },
} as const
