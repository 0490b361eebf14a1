/** What happened and what to do, for every rule about the survey; each pair is Chinese, English. */
export const surveyRules = {
  'SURV-1': {
    happened: ['您没有通过这次勘查的门口核验。', 'You have not been let in for this survey.'],
    remedy: ['请先在店门口完成核验，再填写勘查。', 'Pass the door check first, then write the survey.'],
  },
  'SURV-2': {
    happened: ['这次上门的勘查已经提交。', 'This visit’s survey is already recorded.'],
    remedy: ['需要更正时请再预约一次勘查。', 'Book another survey to correct it.'],
  },
  'SURV-3': {
    happened: [
      '定位误差超过 200 米，不能证明人在店里。',
      'The position is off by more than 200 m and proves nothing.',
    ],
    remedy: [
      '请到门口或窗边，打开定位后重试。',
      'Go to the door or a window, switch location on and try again.',
    ],
  },
  'SURV-4': {
    happened: [
      '密码键盘在摄像头视野内，没有写明怎样遮挡。',
      'The keypad is in a camera’s view and nothing says how it will be shielded.',
    ],
    remedy: [
      '请换一个位置，或在备注中写明遮挡办法。',
      'Choose another place, or write in the note how it is shielded.',
    ],
  },
} as const
