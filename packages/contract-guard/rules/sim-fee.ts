import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A data-card fee that starts by itself and is taken from settlement. */
export const simFee: Rule = {
  id: 'T04',
  name: { zh: '流量费自动扣收', en: 'SIM fee deducted by itself' },
  risk: 'hidden_fee',
  severity: 'medium',
  cue: '流量|sim|通讯|通信|物联网卡|电话卡',
  looksFor: [
    {
      says: [
        '(?:流量|sim|通讯|通信|物联网卡|电话卡)[^,。]{0,8}费……(?:自动)?(?:扣收|扣取|扣除|扣划|代扣|划扣|扣缴|从[^,]{0,10}扣)',
      ],
      unless: [
        '由[ⓅⒺ][^,]{0,4}承担',
        '免收|不收取|终身免费|永久免费|不另收|已含',
        '{forbids}',
        '{warns}',
        '可随时(?:停用|退订|取消|关闭)|有权(?:停用|退订|取消)|事先(?:同意|确认)',
      ],
    },
    {
      says: ['首年免[^。]{0,24}(?:次年|第[2二3三]年|之后|以后|期满)[^。]{0,20}(?:收取|扣|{money})'],
      near: '流量|sim|通讯|通信',
      unless: ['{warns}', '可随时(?:停用|退订|取消|关闭)'],
    },
    {
      says: [
        '每(?:满)?(?:[0-9]+(?:个月|天|日)|季度|半年)[^,。]{0,12}(?:收取|扣)[^,。]{0,10}(?:流量|sim|通讯|通信)|(?:流量|sim|通讯|通信)[^,。]{0,8}费[^,。]{0,8}每(?:[0-9]+(?:个月|天|日)|季度|半年)[^,。]{0,12}(?:收取|扣|{money})',
      ],
      unless: ['{warns}', '{forbids}'],
    },
    {
      says: [
        '(?:代扣|扣收|扣取|扣除|扣划|划扣|收取)[^,。]{0,8}(?:流量|sim|通讯|通信|物联网卡|电话卡)[^,。]{0,6}(?:费|款|{money})[^。]{0,20}(?:每|之后|次年|第[2二]年|再次|以后)',
      ],
      unless: ['{warns}', '{forbids}', '可随时(?:停用|退订|取消|关闭)'],
    },
  ],
  why: {
    zh: '流量费到时间自动从您的货款里扣，金额和周期可能变，积少成多。',
    en: 'The SIM fee starts by itself and comes out of your settlement, at an amount and interval that may change.',
  },
  basis: [cite('payment', 34), cite('paymentRules', 62), cite('consumer', 10)],
  ask: {
    zh: '要求写明金额、周期、停用办法，每次扣收前通知。',
    en: 'Ask for amount, interval and how to stop it in writing, and notice before each deduction.',
  },
  trap: [
    '流量费首年免费，次年起每年96元从结算款中自动扣收。',
    'SIM卡通讯费每90天收取99元，系统自动代扣。',
    '首年免收流量费，第二年起按每年120元收取。',
    '自激活之日起满30天后首次交易时代扣SIM卡服务费79元，之后每180天收取一次。',
    '通信服务费首年减免，自第13个月起按99元/年从商户结算款中扣收。',
  ],
  fair: [
    '终端流量费由收单机构承担，不向商户收取。',
    '流量卡费每年72元，商户可随时停用，扣收前须经商户事先同意。',
    '通讯线路故障时，商户应拨打服务热线。',
    '流量费由服务商承担，之后每年亦不向商户收取。',
  ],
}
