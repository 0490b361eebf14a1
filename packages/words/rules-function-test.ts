/** What happened and what to do, for every rule about the functional test; each pair is Chinese, English. */
export const functionTestRules = {
  'TEST-1': {
    happened: ['终端还没有绑定，不能测试。', 'The device is not bound; there is nothing to test.'],
    remedy: ['请先在店里完成绑定。', 'Bind it in the shop first.'],
  },
  'TEST-2': {
    happened: ['测试结果只能由测试主机写入。', 'Only the test host writes a result.'],
    remedy: [
      '请在终端上完成测试，结果会自动出现。',
      'Play the test on the terminal; the result appears by itself.',
    ],
  },
  'TEST-3': {
    happened: ['这次测试在绑定之前开始，不能作数。', 'This run began before the binding and does not count.'],
    remedy: ['请重新开始一次测试。', 'Open a new test.'],
  },
  'TEST-4': {
    happened: [
      '测试用的终端号或商户号不是本案的。',
      'The run was played under another terminal or merchant number.',
    ],
    remedy: ['请在已绑定的终端上重新测试。', 'Test again on the bound terminal.'],
  },
  'TEST-5': {
    happened: [
      '只有本次上门、已经到店的人员才能开始测试。',
      'Only the technician of this installation, in the shop, opens a test.',
    ],
    remedy: [
      '请先在门口核验到店；上门已经结束的，请服务商再约一次。',
      'Check in at the door first; if the visit is over, the provider books another.',
    ],
  },
  'TEST-6': {
    happened: ['这次测试是另一台终端的。', 'This run was another terminal’s.'],
    remedy: ['请在已绑定的这台终端上重新测试。', 'Test again on the terminal that is bound.'],
  },
  'TEST-7': {
    happened: [
      '这次测试不属于最近一次安装上门。',
      'This run does not belong to the last installation visit.',
    ],
    remedy: ['请在这次上门时重新测试。', 'Test again at this visit.'],
  },
  'TEST-9': {
    happened: [
      '没有这台终端、这次上门和这次绑定的有效测试结果卡。',
      'There is no valid result card for this terminal, visit and binding.',
    ],
    remedy: ['请上门人员重新做一次功能测试。', 'Let the technician run the functional test again.'],
  },
} as const
