import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'
import { amount } from '#contract-guard/numeral.ts'

/** A device you pay for but do not own, or a compensation far above its worth. */
export const deviceDebt: Rule = {
  id: 'T25',
  name: { zh: '机具归属与高价赔偿', en: 'Device ownership and inflated compensation' },
  risk: 'device_ownership_trap',
  severity: 'medium',
  cue: '赔|买断|所有权|产权|归',
  looksFor: [
    {
      says: [
        '(?:{terminal})[^。]{0,30}(?:丢失|损坏|遗失|损毁|未归还|不归还|拒不归还|毁损|灭失)[^。]{0,30}(?:赔偿|支付|赔付|缴纳)[^,。]{0,12}?([0-9.]+万?)元|(?:{terminal})[^。]{0,20}(?:丢失|损坏|遗失|损毁|未归还|毁损)[^。]{0,20}按[^,。]{0,12}?([0-9.]+万?)元[^,。]{0,6}(?:赔偿|赔付|支付)',
      ],
      when: (match) => amount(match[1] ?? match[2] ?? '0') >= 1_000,
      unless: ['折旧|残值|实际价值|购置发票', '{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:购买|买断|付款|支付[^,。]{0,10}(?:费|款|元)|缴纳[^,。]{0,10}(?:费|款|元))[^。]{0,30}(?:{terminal})?[^。]{0,16}所有权(?:仍|始终|均)?(?:归|属)[^,。]{0,2}(?:Ⓟ|Ⓔ|我司|服务商|平台|公司|收单机构)',
      ],
      unless: ['{forbids}', '{warns}', '押金', '付清(?:前|之前)'],
    },
    {
      says: [
        '(?:{terminal})[^。]{0,16}买断[^。]{0,16}(?:不退|不予退|概不退|不可退)|买断[^,。]{0,12}(?:不退|不予退|概不退)',
      ],
      unless: ['{warns}'],
    },
    {
      says: [
        '(?:{terminal})[^。]{0,24}(?:所有权|产权)[^。]{0,10}(?:归|属)[^,。]{0,2}(?:Ⓟ|我司|服务商|平台|公司)[^。]{0,30}(?:维修|损坏|维护|保养)[^,。]{0,10}(?:费用)?[^,。]{0,4}(?:均|全部|一律)?由(?:{M})',
      ],
      unless: ['人为|使用不当|过错|保管不善', '{warns}'],
    },
  ],
  why: {
    zh: '付了钱机器却不归您，或丢一台几百元的机器要赔几千元。',
    en: 'You pay and still own nothing, or owe thousands for a device worth a few hundred.',
  },
  basis: [cite('terminals', '终端退出'), cite('civil', 497)],
  ask: {
    zh: '要求写明归属；赔偿不超过折旧后的价值。',
    en: 'Have ownership written down; compensation at most the depreciated value.',
  },
  trap: [
    '机具丢失或损坏的，商户应赔偿3000元。',
    '商户支付机具款980元，终端所有权仍归乙方。',
    '设备一经买断不退不换。',
  ],
  fair: [
    '终端丢失的，商户按折旧后的残值赔偿，最高不超过1000元。',
    '终端由收单机构免费提供，所有权归收单机构，自然损耗由收单机构免费维修。',
  ],
}
