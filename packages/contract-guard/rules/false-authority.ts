import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Posing as the central bank, UnionPay or the state; a filing sold as a guarantee. */
export const falseAuthority: Rule = {
  id: 'T37',
  name: { zh: '冒充官方', en: 'Posing as the authorities' },
  risk: 'licence_misrepresentation',
  severity: 'high',
  cue: '人行|特批|直属|央行|人民银行|银联|国家|政府|备案|官方|牌照',
  looksFor: [
    {
      says: [
        '(?:央行|人民银行|银保监会|国家|政府|国务院)(?:直营|直属|直签|指定|背书|官方|授权(?!的?(?:收单|支付)机构)|认证(?!证书)|唯一|战略合作)|(?:中国)?银联(?:官方(?:直营|合作|指定|授权|渠道)|直营|直属|总部|直签|指定|唯一|内部)|官方直营',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '冒用|假冒|冒充|虚假',
        '指定(?:的)?(?:账户|标准|规范|检测)|国家(?:指定|认证)[^,]{0,6}(?:标准|机构|检测)',
      ],
    },
    {
      says: [
        '备案[^。]{0,14}(?:保证|担保|背书|绝对|安全(?:可靠|有保障)|国家认可|正规(?:保障|可靠)|即(?:为|是)持牌|等同(?:于)?(?:牌照|持牌))',
      ],
      unless: ['不(?:代表|构成|等于|视为|等同|作为)', '{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:Ⓟ|我司|本公司|服务商|代理商)[^,。]{0,6}(?:等同|视同|相当于|即为)[^,。]{0,6}(?:持牌|支付(?:机构|公司)|银行|银联)',
      ],
      unless: ['{forbids}', '{warns}', '不(?:等同|代表)'],
    },
    {
      says: [
        '(?:受|经)(?:中国)?(?:人民银行|央行|银联|银保监)[^,。]{0,8}(?:委托|授权|指派|指定)(?!书)|(?:人民银行|央行|国家|政府)(?:重点)?(?:扶持|信用背书|信用担保)|备案[a-d]级',
      ],
      unless: ['{forbids}', '{warns}', '许可|颁发|批准|冒充|颁发'],
    },
    {
      says: [
        '(?:银联|人行|央行|人民银行|银保监|政府)[^,。]{0,6}(?:直属|下面的|下属|特批|内部|指派|派来)|人行特批',
      ],
      unless: ['{forbids}', '{warns}', '冒充|许可证|规定'],
    },
  ],
  why: {
    zh: '冒用官方名义推销；备案不等于国家担保。',
    en: 'Selling in the name of the authorities; a filing is no guarantee by the state.',
  },
  basis: [cite('outsourcing', 20, 32), cite('financial', 23), cite('filing', 10)],
  ask: {
    zh: '在中支协备案系统和人民银行名单核对名称、编号。',
    en: 'Check the name and number in the association’s and the central bank’s registers.',
  },
  trap: [
    '我司为央行直营服务商。',
    '银联官方直营，放心办理。',
    '已在协会备案，由国家担保背书，绝对安全。',
    '我司受人民银行委托为辖区商户配发新终端。',
    '收单外包备案A级，政府信用背书。',
  ],
  fair: [
    '收单机构持有中国人民银行颁发的支付业务许可证。',
    '终端符合中国银联认证要求。',
    '外包备案不代表监管机构对其能力的认可和保证。',
    '服务商不得冒用银联官方名义。',
  ],
}
