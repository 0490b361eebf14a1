import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** One signature gives the data to partners and for marketing. */
export const bundledConsent: Rule = {
  id: 'T21',
  name: { zh: '捆绑授权共享信息', en: 'Data shared under one bundled consent' },
  risk: 'data_sharing',
  severity: 'high',
  cue: '{personal}',
  looksFor: [
    {
      says: [
        '(?:同意|授权|有权|可以?|许可|允许)[^。]{0,40}(?:{personal})[^。]{0,50}(?:提供|共享|分享|转让|出售|披露|交|传输|推送|使用|用于)',
        '{partner}',
        '{marketing}|出售|转让|任何|任意|永久|不可撤销|{silently}',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '单独(?:的)?(?:书面)?同意|(?<!无需)(?<!无须)(?<!不)另行(?:取得|征得|获得)|逐项(?:同意|授权)|可(?:随时)?(?:撤回|拒绝|取消)|有权(?:撤回|拒绝|取消)',
        '(?:仅|只)(?:用于|限于|为)',
        '去标识化|匿名化|脱敏',
      ],
      unlessNear: ['单独(?:的)?(?:书面)?同意', '可(?:随时)?(?:撤回|拒绝|取消)'],
    },
    {
      says: [
        '(?:同意|授权|有权|可以?)[^。]{0,40}(?:{personal})[^。]{0,40}(?:用于|进行|发送|开展)[^。]{0,20}(?:营销|推广|广告|商业用途|商业目的|推销|电销)',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '单独(?:的)?(?:书面)?同意|(?<!无需)(?<!无须)(?<!不)另行(?:取得|征得)|可(?:随时)?(?:撤回|拒绝|取消|退订)|有权(?:撤回|拒绝|取消)|自愿',
      ],
      unlessNear: ['单独(?:的)?(?:书面)?同意', '可(?:随时)?(?:撤回|拒绝|取消|退订)'],
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ,。]{0,16}(?:出售|转让|提供给任何第三方|任意使用|无偿使用|永久使用)[^,。]{0,20}(?:{personal})',
      ],
      unless: ['{forbids}', '{warns}', '单独同意'],
    },
    {
      says: [
        '(?:{personal})[^,。]{0,8}(?:可|会|将|可能)[^,。]{0,8}(?:提供|共享|分享|出售|转让|用于)[^,。]{0,12}(?:{partner})[^。]{0,14}(?:{marketing})|(?:{P})[^ⓂⒺ,。]{0,6}{may}[^。]{0,6}(?:将)?[^。]{0,12}(?:{personal})[^,。]{0,8}(?:出售|转让)',
      ],
      unless: ['{forbids}', '{warns}', '单独(?:的)?(?:书面)?同意', '可(?:随时)?(?:撤回|拒绝|取消|退订)'],
      unlessNear: ['单独(?:的)?(?:书面)?同意', '可(?:随时)?(?:撤回|拒绝|取消|退订)'],
    },
    {
      says: [
        '(?:同意|授权)[^。]{0,30}(?:{personal})[^。]{0,30}(?:提供|共享|分享|披露)[^,。]{0,12}(?:{partner})',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '单独|另行|必要|所需|为(?:履行|完成|提供)|法律|监管|清算机构|银联|发卡|可(?:随时)?(?:撤回|拒绝)',
      ],
      unlessNear: ['单独(?:的)?(?:书面)?同意', '保密', '必要'],
      severity: 'medium',
    },
  ],
  why: {
    zh: '签一次字，您的资料就能给关联方、合作方搞营销；法律要求单独同意，且可以撤回。',
    en: 'One signature hands your data to partners for marketing; the law wants separate consent that can be withdrawn.',
  },
  basis: [cite('personal', 14, 16, 23, 29), cite('payment', 32)],
  ask: {
    zh: '要求逐项单独勾选，写明对方名称、目的、期限；不同意也不影响办理。',
    en: 'Ask for separate tick boxes with the receiver’s name, purpose and period; refusing must not cost you the service.',
  },
  trap: [
    '商户同意乙方向关联方及合作方共享其信息用于营销推广。',
    '甲方授权我司将商户资料及交易数据提供给任何第三方，无需另行征得同意。',
    '您同意平台使用您的手机号码发送商业推广短信。',
  ],
  fair: [
    '未经商户单独同意，收单机构不得向任何第三方提供商户信息。',
    '收单机构仅为完成交易处理之必要，向清算机构提供交易信息。',
    '商户可选择是否同意接收营销短信，并可随时撤回。',
  ],
}
