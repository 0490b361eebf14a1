import { words } from '../../web/wording.ts'

export const testWords = words({
  title: ['功能测试', 'Functional test'],
  lead: [
    '终端与测试主机真实收发报文；通过与否由主机判定，谁也不能打勾。',
    'The terminal exchanges real messages with the test host. The host decides; nobody ticks a box.',
  ],
  open: ['开始测试', 'Open a test'],
  openAgain: ['重新测试', 'Test again'],
  bindFirst: ['先绑定终端', 'Bind the terminal first'],
  parameters: ['终端要设置的参数', 'What to set on the terminal'],
  host: ['主机地址', 'Host'],
  port: ['端口', 'Port'],
  terminalNo: ['终端号', 'Terminal number'],
  merchantNo: ['商户号', 'Merchant number'],
  testKey: ['测试主密钥', 'Test master key'],
  testKeyWhy: ['只用于这一次测试，不是生产密钥。', 'For this test only; never a production key.'],
  command: [
    '没有真机？用模拟终端跑同一套测试',
    'No device at hand? Run the same suite with the simulated terminal',
  ],
  commandWhy: [
    '在装有放心装的电脑上执行下面这一行；进度会显示在本页。',
    'Run this line on the computer where Fangxin is installed; progress shows on this page.',
  ],
  copy: ['复制命令', 'Copy the command'],
  copied: ['已复制', 'Copied'],
  notCopied: ['没能复制，请手动选择。', 'Copying failed; select it by hand.'],
  parametersGone: [
    '测试参数只显示一次。没记下的话，重新测试会给出新的一组。',
    'Parameters are shown once. If they were not noted, testing again gives a new set.',
  ],
  steps: ['测试步骤', 'Steps of the test'],
  waiting: ['等待', 'waiting'],
  passed: ['通过', 'passed'],
  failed: ['未通过', 'failed'],
  count: ['已通过 {done} / {all}', '{done} of {all} passed'],
  listening: ['主机在等终端连接…', 'The host is waiting for the terminal…'],
  running: ['测试进行中…', 'The test is running…'],
  allPassed: ['全部通过', 'Everything passed'],
  allPassedWhy: [
    '结果由测试主机写入办理记录。接下来带商户培训。',
    'The host has written the result to the case. Next: train the merchant.',
  ],
  hasFailed: ['没有通过', 'Not passed'],
  hasFailedWhy: [
    '看看哪一步没通过、原因是什么，处理后重新测试。不通过就不能开通。',
    'See which step failed and why, put it right, and test again. Nothing goes live without a pass.',
  ],
  expired: ['这次测试超时了', 'This test timed out'],
  expiredWhy: [
    '终端没有在规定时间内做完。请检查网络和参数，重新测试。',
    'The terminal did not finish in time. Check network and parameters, then test again.',
  ],
  finishedAt: ['{at} 判定', 'decided {at}'],
  toTraining: ['带商户培训', 'Train the merchant'],

  trainingTitle: ['商户培训', 'Training'],
  trainingHint: ['测验由商户自己做', 'The merchant takes the quiz'],
  trainingHintWhy: [
    '请商户在自己的手机上打开「培训」做 10 道题，80 分通过，不能代做。下面是课程内容，可以当面讲解。',
    'On their own phone the merchant opens “Training” and answers ten questions; 80 passes, and nobody may do it for them. The lessons are below, to go through together.',
  ],
  trainingAfterTest: [
    '功能测试通过后，商户才能做测验。',
    'The quiz opens once the functional test has passed.',
  ],
  trainingPassed: ['商户已通过测验：{score} 分', 'The merchant passed with {score}'],
  trainingFailed: [
    '上次 {score} 分，还没通过；商户可以再做一次。',
    'Last try {score}, not yet passed; the merchant may try again.',
  ],
  lessons: ['课程', 'Lessons'],
  toVisit: ['回到这趟上门', 'Back to this visit'],
})
