import { words } from '../wording.ts'

export const dialectWords = words({
  title: ['报文规范', 'Message dialects'],
  lead: [
    '功能测试时，你们的终端按哪一种报文规范与测试主机对话。一人选择，另一人确认，到生效日起用于新开的测试；已经开始的测试不变。',
    'What your terminals speak to the test host in a functional test. One person chooses, another confirms; from its day on it holds for tests opened then, and those under way keep theirs.',
  ],
  held: ['平台上的规范', 'Dialects of this house'],
  today: ['今天使用', 'In force today'],
  port: ['测试主机端口 {port}', 'Port of the test host {port}'],
  noPort: ['端口在首次使用时开放', 'Its port opens at first use'],
  choices: ['选择记录', 'Choices'],
  none: ['还没有选择', 'No choices yet'],
  noneWhy: ['没有选择时使用银联的规范。', 'Without one, UnionPay’s holds.'],
  dialect: ['规范', 'Dialect'],
  from: ['生效日', 'Begins'],
  by: ['选择人', 'Chosen by'],
  confirmedBy: ['确认人', 'Confirmed by'],
  choose: ['选择规范', 'Choose a dialect'],
  chosen: ['已提交，等另一人确认。', 'Kept; another person has to confirm it.'],
  waits: ['等另一人确认', 'Waits for another person'],
  lapsed: ['没有及时确认，已失效', 'Not confirmed in time; void'],
  confirm: ['确认', 'Confirm'],
  confirmed: ['已确认', 'Confirmed'],
  confirmWhy: [
    '{day}起，新开的功能测试都用 {dialect}。终端设的若是另一种，主机会拒绝它签到。',
    'From {day}, every functional test that is opened speaks {dialect}. The host refuses the sign-in of a terminal that is set to another.',
  ],
})
