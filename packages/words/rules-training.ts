/** What happened and what to do, for every rule about the training; each pair is Chinese, English. */
export const trainingRules = {
  'TRAIN-1': {
    happened: [
      '功能测试还没有通过，不能开始培训测验。',
      'The functional test has not passed; the quiz waits.',
    ],
    remedy: [
      '请先通过功能测试，再在可用的终端上培训。',
      'Pass the test first, then train on the terminal that works.',
    ],
  },
  'TRAIN-2': {
    happened: ['答卷与抽到的题目不符。', 'The answers do not belong to the questions drawn.'],
    remedy: ['请重新开始测验，每题答一次。', 'Start the quiz again and answer each question once.'],
  },
} as const
