import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Card photos, CVV, PIN, one-time codes, contacts. */
export const overCollection: Rule = {
  id: 'T22',
  name: { zh: '过度收集敏感信息', en: 'Sensitive data collected without need' },
  risk: 'data_sharing',
  severity: 'high',
  cue: '信用卡|cvv|cvn|安全码|密码|验证码|通讯录|磁道|有效期|相册',
  looksFor: [
    {
      says: [
        '(?:提供|上传|拍摄|拍照|提交|登记|采集|收集|留存|保存|存储|读取|填写|出示|发送)[^,。]{0,20}(?:信用卡(?:的)?(?:正反面|照片|背面|正面|原件)|cvv2?|cvn2?|安全码|卡片有效期|银行卡密码|支付密码|交易密码|取款密码|通讯录|磁道|手机相册)',
      ],
      unless: ['{forbids}', '{warns}', '不(?:得|会|收集|存储|采集|要求|保存|留存|需)|无需|任何人'],
    },
    {
      says: [
        '信用卡(?:的)?(?:正反面|照片|背面|正面)[^,。]{0,8}(?:拍照|拍|发给|发送|提交|上传|提供)|(?:收到)?(?:短信)?验证码后?[^,。]{0,6}(?:请|须|应)?(?:告诉|告知|报给|发给|转发)|(?:短信验证码|动态码|验证码|密码)[^,。]{0,8}(?:告知|提供给|发送给|交给|报给|发给|转发给?|提供)[^,。]{0,4}(?:{surelyP}|Ⓔ|业务员|工作人员|客服|技术人员|客户经理|专员)|(?:告知|提供给|发送给|交给|报给|发给|向)[^,。]{0,6}(?:{surelyP}|业务员|工作人员|客服|技术人员|客户经理|专员)[^,。]{0,8}(?:提供|告知|报)?[^,。]{0,6}(?:短信验证码|动态码|验证码|银行卡密码)',
      ],
      unless: ['{forbids}', '{warns}', '不(?:得|会|要)|无需|任何人|泄露'],
    },
  ],
  why: {
    zh: '卡片照片、CVV、密码、验证码足以盗刷；办POS机一律不需要这些。',
    en: 'Card photos, CVV, PIN and codes are enough to rob you; none of them is needed for a terminal.',
  },
  basis: [cite('acquiring', 27), cite('payment', 26), cite('personal', 6)],
  ask: { zh: '拒绝提供。', en: 'Refuse.' },
  trap: [
    '申请人需上传信用卡正反面照片及CVV2码。',
    '商户须将收到的短信验证码告知业务员完成激活。',
    '甲方同意平台读取手机通讯录。',
  ],
  fair: [
    '收单机构不收集银行卡密码、CVN2等敏感信息。',
    '商户不得存储持卡人磁道信息、安全码和密码。',
    '任何人索要短信验证码均属诈骗。',
    '商户应妥善保管管理员密码，因密码泄露造成的损失由商户承担。',
  ],
}
