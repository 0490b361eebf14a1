import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** After-sales that leave the shop without a terminal. */
export const hollowSupport: Rule = {
  id: 'T40',
  name: { zh: '售后空头', en: 'Hollow after-sales' },
  risk: 'other',
  severity: 'medium',
  cue: '维修|寄修|备机|备用机|远程|售后|上门',
  looksFor: [
    {
      says: [
        '(?:仅|只)提供(?:远程|电话|线上|在线)[^,。]{0,6}(?:支持|服务|指导|协助)|(?:寄修|返修|维修|送修)[^。]{0,20}(?:费用|运费|邮费)?[^,。]{0,4}(?:自理|自付|由(?:{M})(?:承担|负担|自理))|(?:无|不提供|没有)(?:备机|备用机|备用终端|上门(?:维修|服务))',
      ],
      unless: ['人为|使用不当|过错|保管不善|故意|质保期(?:外|满)', '{forbids}', '{warns}'],
    },
  ],
  why: {
    zh: '机器坏了要自己寄修、没有备机，停业损失自负。',
    en: 'When the terminal breaks you post it, pay, and have none meanwhile.',
  },
  basis: [cite('civil', 577, 582)],
  ask: {
    zh: '要求附上服务等级：响应、上门时限、备机。',
    en: 'Ask for a service level annex: response, time to site, spare unit.',
  },
  trap: ['终端故障由商户自行寄修，费用自理，不提供备机。', '售后仅提供远程指导。'],
  fair: ['故障4小时内上门，维修超过4小时提供备用机。', '人为损坏的，维修费用由商户承担。'],
}
