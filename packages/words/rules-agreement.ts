/** What happened and what to do, for every rule about the agreement’s text and signatures; each pair is Chinese, English. */
export const agreementRules = {
  'AGR-1': {
    happened: ['还没有协议文本。', 'There is no agreement text yet.'],
    remedy: ['请等服务商或收单机构提交文本。', 'Wait for the provider or the acquirer to attach one.'],
  },
  'AGR-2': {
    happened: ['协议不是按已接受的方案写的。', 'The text is not written from the accepted proposal.'],
    remedy: ['请按商户接受的那一版重新提交。', 'Write it from the version the merchant accepted.'],
  },
  'AGR-3': {
    happened: [
      '协议与方案不一致（{mismatches}），没有接收。',
      'The agreement differs from the proposal ({mismatches}) and was not taken.',
    ],
    remedy: ['请改成与方案完全一致后再提交。', 'Make it agree with the proposal, then attach it again.'],
  },
  'AGR-4': {
    happened: ['还有 {traps} 处高风险条款没有答复。', 'Grave findings are still unanswered: {traps}.'],
    remedy: [
      '请逐条阅读：提问、协商改写、知悉并接受，或拒绝这份协议。',
      'Read each one: ask, have it reworded, accept it knowingly, or refuse the agreement.',
    ],
  },
  'AGR-5': {
    happened: ['签署的不是现在这份文本。', 'What was signed is not the present text.'],
    remedy: ['请刷新，读完最新文本后再签。', 'Reload, read the present text and sign that.'],
  },
  'AGR-6': {
    happened: [
      '协议已经签署，不能再替换、重签或拒绝。',
      'The agreement is signed: it is not exchanged, signed again or refused.',
    ],
    remedy: [
      '收单机构签署之前商户可以撤回；双方都已签署的，请按协议的变更或解约条款办理。',
      'Until the acquirer signs, the merchant may withdraw it; afterwards follow its own terms on change or exit.',
    ],
  },
  'AGR-7': {
    happened: ['这一条风险提示不存在，或已经答复。', 'There is no such finding, or it is answered already.'],
    remedy: ['请刷新后查看还没有答复的条款。', 'Reload to see what is still open.'],
  },
  'AGR-8': {
    happened: ['商户还没有签署。', 'The merchant has not signed yet.'],
    remedy: ['收单机构在商户签署之后签署。', 'The acquirer signs after the merchant.'],
  },
  'AGR-9': {
    happened: ['没有写明拒绝的原因。', 'The refusal gives no reason.'],
    remedy: ['请用一句话写明，方便对方改正。', 'Say why in a sentence, so that it can be put right.'],
  },
} as const
