import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** The licensed acquirer is not bound by this paper. */
export const wrongCounterparty: Rule = {
  id: 'T24',
  name: { zh: '签约方不是持牌机构', en: 'The licensed acquirer is not the other party' },
  risk: 'unlicensed_settlement',
  severity: 'high',
  cue: '收单方|支付方|合同关系|替换|机构|收单机构|通道|支付机构|支付公司|牌照|许可证|第三方支付|持牌',
  looksFor: [
    {
      says: [
        '(?:收单机构|支付机构|支付公司|持牌机构)[^,。]{0,10}(?:不是|并非|非|不作为)[^,。]{0,8}(?:本?(?:协议|合同))?[^,。]{0,4}(?:当事人|签约方|一方|缔约方)',
      ],
      unless: ['{warns}'],
    },
    {
      says: [
        '(?:收单机构|支付通道|支付机构|支付公司)[^,。]{0,8}(?:由(?:{P}))[^,。]{0,14}(?:选择|指定|更换|切换|变更|确定)',
      ],
      unless: ['{consent}', '{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:服务商|代理商|我司|我公司|Ⓟ)[^,。]{0,6}(?:独立|直接)?(?:代表|代)(?:收单机构|支付机构|支付公司)[^,。]{0,8}(?:签(?:订|署|约)|审核)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ。]{0,16}{may}?[^ⓂⒺ。]{0,10}(?:自行|单方|随时|任意|直接)[^,。]{0,8}(?:更换|切换|变更|选择|调换)[^。]{0,24}(?:支付公司|支付机构|收单机构|支付通道|结算通道|通道)',
      ],
      unless: ['{consent}', '{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:收单机构|支付机构|支付公司|持牌机构)[^,。]{0,6}(?:不对|对)(?:Ⓜ|Ⓔ|商户)[^,。]{0,6}(?:不)?承担[^,。]{0,6}责任',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '{merchantFault}',
        '依法|应(?:当)?承担|(?<!不)对(?:Ⓜ|Ⓔ|商户)[^,。]{0,3}承担',
        '{forceMajeure}',
      ],
    },
    {
      says: [
        '(?:持牌机构|收单机构|支付机构|支付公司|新的机构)[^。]{0,20}(?:切换|替换|更换)[^。]{0,24}(?:无[须需]|不可撤销|毋庸|同意此等|不另)|(?:切换|替换|更换)[^,。]{0,4}(?:持牌机构|收单机构|支付机构)[^。]{0,10}(?:无[须需]|毋庸|不另)|无[须需]与(?:其|持牌机构|收单机构|支付机构)签',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '{acquirerWord}',
        '更换|切换|变更|替换|调换|另选|轮换|另行指定|换哪家',
        '{unasked}|有权|可由|由(?:Ⓟ|我司|服务商|代理商|平台|我们)',
      ],
      unless: ['{consent}', '{forbids}', '{warns}', '结算账户|收款账户|{notice30}'],
    },
    {
      says: [
        '{acquirerWord}',
        '不存在(?:任何)?(?:合同|法律)关系|(?:仅|只)(?:能|得|可)向(?:{P})[^,。]{0,4}主张|不(?:是|属于|作为)[^,。]{0,8}(?:当事人|签约|相对方)|无权(?:直接)?向[^,。]{0,10}(?:主张|追索|要求)',
      ],
      unless: ['{forbids}[^,]{0,6}(?:约定|以)', '{warns}'],
    },
  ],
  why: {
    zh: '持牌收单机构没有在合同上负责，出了事找不到该负责的人。',
    en: 'The licensed acquirer is not bound: when something goes wrong, nobody answerable is on the paper.',
  },
  basis: [cite('payment', 6, 22), cite('acquiring', 11)],
  ask: {
    zh: '合同必须由持牌收单机构盖章，写明许可证编号和业务覆盖地区。',
    en: 'The licensed acquirer itself must sign, with licence number and the provinces it covers.',
  },
  trap: [
    '收单机构并非本协议当事人，商户不得向其主张权利。',
    '支付通道由服务商随时切换。',
    '乙方有权根据通道稳定情况自行更换为甲方提供结算服务的支付公司，无需甲方同意。',
    '本协议由科技公司与商户签署，支付机构不对商户承担任何责任。',
    '持牌机构可能随时切换，您无须与其签署任何文件。',
    '支付通道由代理商轮换，商户不得异议。',
  ],
  fair: [
    '本协议由持牌收单机构与商户直接签订，服务商不得代签。',
    '收单机构由商户与服务商协商一致后确定。',
    '收单机构应对商户承担资金结算责任。',
  ],
}
