import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** No licence, packaged papers, cash-out. */
export const falseMerchant: Rule = {
  id: 'T36',
  name: { zh: '虚假商户、包装资料', en: 'False merchants, packaged papers' },
  risk: 'kyc_bypass',
  severity: 'high',
  cue: '执照|虚拟|包装|套现|资料|审核|他人|资质|征信',
  looksFor: [
    {
      says: [
        '(?:无需|没有|无|免|不要|不需要|不用)(?:营业)?(?:执照|资质)[^,。]{0,8}(?:也)?(?:可|能|就能|即可|都能)?[^,。]{0,6}(?:办理?|申请|入网|开通|安装|使用)|虚拟商户|(?:代为|帮(?:您|忙|助)?|协助|负责)?包装(?:资料|商户|材料|资质|身份)|(?:Ⓟ|服务商|我司|平台|业务员)[^,。]{0,8}(?:代为)?(?:提供|准备|制作|购买)[^,。]{0,6}(?:营业执照|门头照|场景照|经营资质)|(?:使用|提供|借用)他人(?:身份证|执照|营业执照|资料)[^,。]{0,8}(?:办理?|申请|入网|开通)',
      ],
      unless: ['{forbids}', '{warns}', '小微商户|依法(?:无需|免于)|符合[^,]{0,8}规定', '虚假'],
    },
    {
      says: [
        '(?:支持|可|轻松|安全|专业|信用卡|无忧|秒)套现|套现[^,。]{0,6}(?:服务|手续费|秒到|无忧|安全)|(?:免审核|无需审核|不审核|秒批|秒过审)',
      ],
      near: '{terminal}|商户|刷卡|信用卡|办理|入网|开通',
      unless: ['{forbids}', '{warns}', '洗钱', '疑似|违规|违法|不(?:支持|提供)'],
    },
    {
      says: [
        '(?:支持|可办|接受)无证(?:商户|经营|办理)|(?:资料|证件|执照)(?:可|能|我们|由我司)[^,。]{0,4}(?:代办|代做|包办)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
  ],
  why: {
    zh: '假资料入网、为套现办机都是违法的，冻结和追责落到您头上。',
    en: 'False papers and cash-out are crimes; the freeze and the blame land on you.',
  },
  basis: [cite('market', '三、（二）'), cite('criminal', 225), cite('payment', 22)],
  ask: { zh: '拒绝。', en: 'Refuse.' },
  trap: ['无营业执照也能办理，我司帮您包装资料。', '支持虚拟商户入网。', '信用卡套现无忧，秒批。'],
  fair: [
    '商户不得利用终端从事套现、洗钱等违法活动。',
    '小微商户无需营业执照，凭有效身份证明和经营场所照片申请。',
    '服务商不得协助虚假商户入网。',
  ],
}
