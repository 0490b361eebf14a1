import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** No complaint, no report, no review. */
export const gag: Rule = {
  id: 'T32',
  name: { zh: '禁止投诉曝光', en: 'Complaints forbidden' },
  risk: 'other',
  severity: 'high',
  cue: '投诉|举报|曝光|差评|信访|媒体|起诉|诉讼|追究|负面',
  looksFor: [
    {
      says: [
        '(?:不得|禁止|不可|不能|无权|不应|承诺不|保证不)[^,。]{0,24}(?:投诉|举报|曝光|差评|信访|向媒体|发布负面|负面(?:评价|信息)|维权)',
      ],
      unless: [
        '{surelyP}[^ⓂⒺ,]{0,6}(?:不得|不可|不能|禁止)',
        '(?:拒绝|推诿|拖延|阻挠|阻止|干涉|限制|无视|搪塞|敷衍|压制|删除|拒不|打击报复|报复|泄露|隐瞒)[^,。]{0,12}(?:投诉|举报)',
        '恶意|虚假|捏造|歪曲|不实',
        '{warns}(?<!举报)',
        '投诉(?:率|渠道|电话|处理|受理|人)|(?:客户|持卡人|消费者)(?:的)?投诉',
      ],
    },
    {
      says: [
        '(?:放弃|不再享有|丧失)[^,。]{0,16}(?:诉讼|起诉|索赔|追偿|追索|抗辩|投诉|举报|追究)(?:的)?[^,。]{0,6}(?:权利?|责任)?',
      ],
      unless: [
        '{surelyP}[^ⓂⒺ,]{0,4}(?:放弃|丧失)',
        '{mutual}',
        '不(?:视为|构成)[^,]{0,6}放弃',
        '不得|均不|未行使',
      ],
    },
  ],
  why: {
    zh: '不许投诉举报、不许曝光的条款无效，是为了让受害人闭嘴。',
    en: 'A ban on complaining or reporting is void; it exists to keep victims quiet.',
  },
  basis: [cite('civil', 153, 497), cite('financial', 35)],
  ask: {
    zh: '无效条款，可直接举报（12363、中支协举报中心）。',
    en: 'It is void. Report it (12363, the association’s reporting centre).',
  },
  trap: ['商户不得向任何机构投诉或在网络曝光，否则赔偿5万元。', '甲方放弃一切诉讼及索赔的权利。'],
  fair: [
    '收单机构不得拒绝受理商户投诉。',
    '商户不得推诿持卡人投诉。',
    '任何一方未行使权利不视为放弃该权利。',
    '商户不得捏造事实恶意投诉。',
  ],
}
