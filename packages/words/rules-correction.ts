/** What happened and what to do, for every rule about a correction of the closed form; each pair is Chinese, English. */
export const correctionRules = {
  'CORR-1': {
    happened: [
      '申请还可以修改，不需要更正请求。',
      'The application can still be edited; no correction is needed.',
    ],
    remedy: ['请直接在申请资料里修改。', 'Change it in the application itself.'],
  },
  'CORR-2': {
    happened: ['这一项没有可以更正的内容。', 'There is nothing kept here to correct.'],
    remedy: ['请选择已经提交过的加密字段。', 'Choose a sealed field that was handed in.'],
  },
  'CORR-3': {
    happened: ['已有一项更正请求等待答复。', 'A correction is waiting for its answer already.'],
    remedy: ['请等收单机构答复后再提出下一项。', 'Wait for the acquirer’s answer, then ask for the next.'],
  },
  'CORR-4': {
    happened: ['没有写明更正的理由。', 'No reason was given for the correction.'],
    remedy: ['请写明哪里错了、为什么。', 'Say what is wrong and why.'],
  },
  'CORR-5': {
    happened: ['没有等待答复的更正请求。', 'No correction is waiting for an answer.'],
    remedy: ['请刷新页面；它可能已被同事答复。', 'Reload the page; a colleague may have answered it.'],
  },
  'CORR-6': {
    happened: ['答复没有写明理由。', 'The answer gives no reason.'],
    remedy: ['同意或不同意都要写明理由，商户会看到。', 'Give one whether yes or no; the merchant reads it.'],
  },
} as const
