import { words } from '../wording.ts'

/** A terminal that stopped because it was away from its place. */
export const displacedWords = words({
  open: ['终端已暂停：不在登记位置', 'Suspended: away from its place'],
  openWhy: [
    '{n} 次定位离登记位置约 {km} 公里，现在不能收款。要恢复收款，请在 {day} 前说明情况。',
    '{n, plural, one {# position} other {# positions}} lay about {km} km from its place. To take payments again, tell us why by {day}.',
  ],
  why: ['是哪种情况？', 'What is the case?'],
  'never-left': ['终端一直在店里', 'It never left the shop'],
  'back-again': ['搬动过，现在已放回店里', 'It was moved and is back in the shop'],
  'fix-wrong': ['定位不准', 'The position is wrong'],
  'shop-moved': ['店铺搬到新地址了', 'The shop has moved'],
  words: ['补充说明', 'More words'],
  send: ['提交申诉', 'Appeal'],
  sent: ['申诉已提交', 'Appeal sent'],
  appealed: ['申诉已提交，等待收单机构裁决', 'Appealed: the acquirer decides'],
  appealedWhy: ['最迟 {at} 有结论。', 'Decided by {at} at the latest.'],
  overdue: [
    '收单机构已超过裁决时限，逾期已记录在案；您可以拨打 12363 投诉。',
    'The acquirer is late, and that is on record; you may complain to 12363.',
  ],
  restored: ['申诉通过，终端已恢复收款', 'Appeal granted: it takes payments again'],
  upheld: ['申诉未通过', 'Appeal not granted'],
  lapsed: ['申诉期已过', 'The time to appeal has passed'],
  next: [
    '要继续使用：联系服务商预约重新勘查，上门人员在现场核验，由您接受后重新绑定。',
    'To go on: book a new survey with your provider; the terminal is inspected on site, accepted by you and bound anew.',
  ],
})
