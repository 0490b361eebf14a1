import { words } from '../../wording.ts'

/** Grants and looks as a desk sees them. */
export const looksPanelWords = words({
  title: ['查看记录', 'Looks'],
  lead: [
    '谁凭什么授权看了哪些资料。这里没有资料本身，每一条都在透明日志里。',
    'Who looked at which data, under which leave. The data themselves are not here; every look stands in the log.',
  ],
  grants: ['授权', 'Grants'],
  grantsWhy: [
    '没有有效授权，谁都只看到掩码；授权有人、有事、有期限。',
    'Without an open grant everybody sees masks. A grant names a person, a purpose and an end.',
  ],
  noGrants: ['还没有人得到授权。', 'Nobody has been given leave yet.'],
  looks: ['查看明文的记录', 'Looks at clear text'],
  noLooks: ['还没有人看过', 'Nobody has looked yet'],
  noLooksWhy: ['有人查看明文时，这里立即出现。', 'A look appears here the moment it happens.'],
  when: ['时间', 'When'],
  case: ['办理', 'Case'],
  reader: ['查看人', 'Reader'],
  why: ['缘由', 'Why'],
  givenBy: ['授权人：{who}', 'Given by {who}'],
  theMerchant: ['商户', 'the merchant'],
  fields: ['内容', 'Fields'],
  fieldCount: ['{n} 项', '{n, plural, one {# field} other {# fields}}'],
  standing: ['状态', 'Standing'],
  shown: ['已看项次', 'Fields seen'],
  turn: ['可办', 'Act'],
  leaf: ['日志序号', 'Leaf'],
  pending: ['待写入日志', 'Not on the log yet'],
})
