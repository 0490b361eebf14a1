/** Visits: the two-way check at the door. */
export const dispatchRules = {
  'DOOR-1': {
    happened: [
      '商户口令不对，还可以再试 {left} 次。',
      'That is not the merchant’s code; {left} tries are left.',
    ],
    remedy: [
      '请让商户打开本次上门，重新念出六位口令。',
      'Ask the merchant to open this visit and read the six digits again.',
    ],
  },
  'DOOR-2': {
    happened: ['现在不在本次上门的核验时间内。', 'The codes of this visit do not work at this time.'],
    remedy: [
      '核验时间为 {opens} 至 {closes}（UTC）；改期请重新预约。',
      'They work from {opens} to {closes} (UTC); book again to move the visit.',
    ],
  },
  'DOOR-3': {
    happened: [
      '口令错误已达 {limit} 次，本次上门已锁定。',
      'After {limit} wrong codes this visit is locked.',
    ],
    remedy: [
      '请不要开门办理，由服务商与商户重新预约。',
      'Do not go on; the provider books a new visit with the merchant.',
    ],
  },
  'DOOR-4': {
    happened: ['技术员不能查看商户口令。', 'The technician cannot see the merchant’s code.'],
    remedy: ['请由商户当面念出。', 'The merchant reads it out at the door.'],
  },
} as const
