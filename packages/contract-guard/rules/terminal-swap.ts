import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** “Your old terminal is being shut down”: a change of acquirer in disguise. */
export const terminalSwap: Rule = {
  id: 'T28',
  name: { zh: '切机：谎称旧机停用', en: 'Swap under a false notice' },
  risk: 'licence_misrepresentation',
  severity: 'high',
  cue: '下线|老款|旧款|原机|关停|旧机|老机|停用|升级|换机|更换|作废|淘汰|换新|旧机',
  looksFor: [
    {
      says: [
        '(?:银联|央行|人民银行|银行|支付公司|监管|国家|总部|系统)[^,。]{0,10}(?:通知|要求|规定|统一|升级|文件)[^。]{0,24}(?:旧机|老机|原(?:有|来的?)?(?:{terminal})|现(?:有|用)(?:{terminal})|旧(?:{terminal}))[^。]{0,16}(?:停用|停机|停止使用|作废|淘汰|不能(?:再)?使用|失效|更换|升级)',
        '换|升级|新机|办理',
      ],
      unless: ['{forbids}', '{warns}', '到期|认证过期|提前[^,]{0,10}(?:书面)?通知'],
    },
    {
      says: [
        '(?:旧机|老机|旧(?:款)?(?:{terminal}))[^。]{0,14}(?:即将|马上|将)?(?:停用|停机|作废|淘汰|失效)[^。]{0,24}(?:免费)?(?:换|升级)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:部署|发文|文件|通知|要求)[^。]{0,40}(?:旧机|老机|各品牌|现有|原有)[^。]{0,24}(?:停用|关停|停机|全部停|作废)|收回旧机[^。]{0,8}(?:发放|换)新机|(?:旧机|老机)子?[^。]{0,14}(?:全部|统一)?停[^。]{0,14}(?:换|不要钱|免费)',
      ],
      unless: ['{forbids}', '{warns}', '到期|认证过期'],
    },
    {
      says: [
        '旧机|老机|老机器|原机|老款|旧款|旧终端|现有(?:机|终端|设备)|在用(?:机|终端)',
        '停用|停机|关停|下线|作废|失效|淘汰|停止(?:使用|服务)|不能用|断网|停网|作废',
        '换|升级|新机',
      ],
      unless: ['{forbids}', '{warns}', '到期|认证|提前[^,]{0,10}(?:书面)?通知|商户(?:申请|要求)'],
    },
  ],
  why: {
    zh: '以“旧机停用、免费升级”换走机器，其实是把您改签到别家，押金和费率从头再来。',
    en: 'A “free upgrade” that quietly moves you to another acquirer: new deposit, new rates, perhaps a tampered app.',
  },
  basis: [cite('outsourcing', 20, 32)],
  ask: { zh: '先打95516或原收单机构客服核实。', en: 'Call 95516 or your present acquirer first.' },
  trap: [
    '接银联通知，现有POS机即将停用，请尽快免费升级换机。',
    '旧机马上作废，免费换新机。',
    '因系统升级，您原来的POS机将于本月底停用，请配合工作人员免费更换新机。',
    '接主管部门统一部署，各品牌终端将于月底陆续关停。',
    '上面发文了，旧机子下月全部停，换我们的不要钱。',
    '贵店老款机器本周下线不能用了，统一换成新机。',
  ],
  fair: [
    '终端认证到期的，收单机构应提前30日书面通知并免费更换。',
    '凡以旧机停用为由要求换机的，请拨打95516核实，谨防切机诈骗。',
  ],
}
