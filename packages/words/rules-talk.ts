/** What happened and what to do, for every rule about questions, negotiated terms and promises; each pair is Chinese, English. */
export const talkRules = {
  'AGR-10': {
    happened: [
      '还有 {open} 个条款提问没有了结（{clause}），不能签署。',
      'Questions on clauses still open: {open} ({clause}). Nothing is signed before.',
    ],
    remedy: [
      '等对方答复后由商户确认已经说清；不想再问的，可以撤回提问。',
      'Wait for the answer and say whether it is enough; a question no longer needed can be withdrawn.',
    ],
  },
  'AGR-11': {
    happened: ['提问的位置不在现在这份文本里。', 'The place asked about is not in the present text.'],
    remedy: ['请刷新，在最新文本里选择条款再问。', 'Reload and choose the clause in the present text.'],
  },
  'AGR-12': {
    happened: ['没有写明内容。', 'Nothing was put in words.'],
    remedy: ['请用一两句话写清楚，对方会看到。', 'Say it in a sentence or two; the other side reads it.'],
  },
  'AGR-13': {
    happened: ['这个提问不存在，或已经了结。', 'There is no such question, or it is settled already.'],
    remedy: ['请刷新后查看还没有了结的提问。', 'Reload to see what is still open.'],
  },
  'AGR-14': {
    happened: ['还没有人答复这个提问。', 'Nobody has answered this question yet.'],
    remedy: ['请等答复；不想再问的，可以撤回提问。', 'Wait for an answer, or withdraw the question.'],
  },
  'AGR-15': {
    happened: [
      '这段措辞会给协议带来高风险条款（{traps}），没有接收。',
      'This wording would bring a grave trap into the agreement ({traps}) and was not taken.',
    ],
    remedy: ['请按提示改写后再提出。', 'Word it anew as the finding says, then offer it again.'],
  },
  'AGR-16': {
    happened: [
      '协商条款里写了金额或费率（{figures}），没有接收。',
      'The wording names a sum or a rate ({figures}) and was not taken.',
    ],
    remedy: [
      '金额和费率只能经方案协商：请商户在“方案”里要求修改，服务商出新一版方案，商户接受后协议按新方案重新生成。协商条款里可以写“按附件”。',
      'Sums and rates are negotiated in the proposal: the merchant asks for a change there, the provider drafts a new version, and once it is accepted the agreement is written anew. The term itself may say “as the annex states”.',
    ],
  },
  'AGR-17': {
    happened: [
      '这条协商条款不存在，或已经答复。',
      'There is no such term on offer, or it is answered already.',
    ],
    remedy: ['请刷新后查看还在等您答复的条款。', 'Reload to see what still awaits an answer.'],
  },
  'AGR-18': {
    happened: [
      '口头承诺没有写明谁说的、哪天说的，或还没有选定服务商。',
      'The promise lacks who made it or on which day, or no provider is chosen yet.',
    ],
    remedy: [
      '请写明说话的人和日期（不晚于今天）；选定服务商之后再记录。',
      'Name the speaker and the day, today at the latest, once a provider is chosen.',
    ],
  },
  'AGR-19': {
    happened: ['这条口头承诺现在不能这样处理。', 'This promise is not at that point.'],
    remedy: [
      '请刷新：先由商户要求写进协议，对方再写入或说明不承认。',
      'Reload: the merchant asks for it in writing first, then it is worded or denied.',
    ],
  },
} as const
