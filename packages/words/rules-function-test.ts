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
} as const
