import { words } from '../wording.ts'

export const accountWords = words({
  title: ['我的账号', 'My account'],
  organisation: ['所属机构', 'Organisation'],
  data: ['我的个人信息', 'My personal data'],
  looks: ['谁看过我的资料', 'Who saw my data'],
  looksNote: ['每次查看的人、内容、理由', 'Every look: who, what and why'],
  myData: ['我的资料', 'My data'],
  myDataNote: ['同意、导出、更正、删除', 'Consents, export, correction, deletion'],
  sessions: ['登录中的设备', 'Signed-in devices'],
  current: ['本机', 'This device'],
  lastSeen: ['最近使用 {at}', 'Last used {at}'],
  unknownDevice: ['未说明的设备', 'Unnamed device'],
  end: ['退出该设备', 'Sign it out'],
  endNamed: ['退出该设备：{device}', 'Sign it out: {device}'],
  passkeys: ['通行密钥', 'Passkeys'],
  passkeysWhy: [
    '用指纹、面容或屏幕锁登录，不再需要短信。',
    'Sign in with fingerprint, face or screen lock, without a message.',
  ],
  label: ['给它起个名字', 'Name it'],
  add: ['在本机添加通行密钥', 'Add a passkey on this device'],
  added: ['已添加通行密钥', 'Passkey added'],
  notAdded: ['没有完成添加，可以再试一次。', 'It was not added; you can try again.'],
  remove: ['删除 {label}', 'Remove {label}'],
  createdAt: ['添加于 {at}', 'Added {at}'],
  noPasskeys: ['还没有通行密钥', 'No passkeys yet'],
})
