/** What happened and what to do, for every rule about looking at a terminal's surface; each pair is Chinese, English. */
export const inspectionRules = {
  'INSP-1': {
    happened: [
      '终端外观检查只能在已核验进门的检查或维修上门中进行。',
      'The surface is inspected only in an inspection or repair visit the technician was let in at.',
    ],
    remedy: [
      '请服务商预约检查，商户确认后在门口互验。',
      'The provider books an inspection, the shop confirms it, and both check codes at the door.',
    ],
  },
  'INSP-2': {
    happened: ['缺正面或背面照片。', 'A photo of the front or of the back is missing.'],
    remedy: ['请当场各拍一张，再提交。', 'Take one of each on the spot, then send.'],
  },
  'INSP-3': {
    happened: ['检查时间不对。', 'The time of the inspection is not right.'],
    remedy: [
      '检查须在七天内报告，手机时间不能超前；请重新检查。',
      'It is told within seven days, by a phone whose clock is not ahead. Inspect again.',
    ],
  },
  'INSP-4': {
    happened: [
      '上门检查发现终端有 {count} 处不对，终端已停用。',
      'The inspection found {count} points amiss; the terminal is stopped.',
    ],
    remedy: [
      '不要再用它收款，也不要自行处理；收单机构会核查并安排更换。',
      'Take no payments with it and leave it as it is; the acquirer looks into it and has it replaced.',
    ],
  },
  'INSP-5': {
    happened: [
      '{count} 台终端（{serials}）须在 {dueOn} 前由技术员上门检查外观。',
      'A technician has to inspect {count} terminals ({serials}) at the shop by {dueOn}.',
    ],
    remedy: [
      '服务商请预约检查；商户确认时间，门口互验后再让人看终端。',
      'The provider books an inspection; the shop confirms it and checks the codes at the door.',
    ],
  },
  'INSP-6': {
    happened: [
      '{count} 台终端（{serials}）的上门检查已超过期限 {dueOn}。',
      'The inspection of {count} terminals ({serials}) was due by {dueOn} and is overdue.',
    ],
    remedy: ['请立即预约检查；收单机构会跟进。', 'Book it at once; the acquirer follows it up.'],
  },
  'INSP-7': {
    happened: ['现在不能看这些照片。', 'These photos cannot be seen now.'],
    remedy: [
      '技术员只在已核验进门的检查或维修期间可以看。',
      'A technician sees them only while let in for an inspection or repair.',
    ],
  },
} as const
