import { words } from '../../wording.ts'

export const consentWords = words({
  title: ['您的资料怎么用', 'How your data are used'],
  lead: [
    '每一项单独决定；勾选即表示同意，随时可以取消。',
    'Decide each by itself: a tick is your consent, and you may take it back at any time.',
  ],
  agree: ['同意：{title}', 'I agree: {title}'],
  needed: ['办理所必需', 'Needed for this application'],
  optional: ['可选，不同意不影响办理', 'Optional; saying no changes nothing else'],
  noConsent: ['依法处理，无需同意', 'By law; no consent asked'],
  read: ['阅读全文', 'Read the text'],
  basis: ['依据：{basis} · 第 {version} 版', 'Basis: {basis} · version {version}'],
})
