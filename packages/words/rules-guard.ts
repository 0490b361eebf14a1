/** Comments of a model beside the contract guard's findings. */
export const guardRules = {
  'GUARD-1': {
    happened: ['这里没有接入模型。', 'No model is configured here.'],
    remedy: ['检查结果不依赖模型，照常可用。', 'The check does not depend on one and works as ever.'],
  },
  'GUARD-2': {
    happened: [
      '还没有同意把去除身份信息的条款发给模型。',
      'Sending the redacted clauses to the model was not agreed to.',
    ],
    remedy: [
      '看过要发出的内容后勾选同意，或不使用模型。',
      'Look at what would be sent and agree, or do without the model.',
    ],
  },
  'GUARD-3': {
    happened: [
      '模型没有在 {seconds} 秒内给出可用的回答。',
      'The model gave no usable answer within {seconds} s.',
    ],
    remedy: ['检查结果不受影响；需要时稍后再试。', 'The check is not affected; try again later if you like.'],
  },
  'GUARD-4': {
    happened: [
      '这份文字里没有发现条款问题，没有可以补充说明的内容。',
      'No clause was found in this text, so there is nothing to comment on.',
    ],
    remedy: ['不需要做什么。', 'Nothing needs doing.'],
  },
} as const
