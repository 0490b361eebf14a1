import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Payments are booked under other merchants or classes (套码, 跳码). */
export const merchantSwitching: Rule = {
  id: 'T10',
  name: { zh: '套码、跳码', en: 'Payments booked under other merchants' },
  risk: 'mcc_or_rate_misstatement',
  severity: 'high',
  cue: '商户|mcc|跳码|套码|费率|类别|行业',
  looksFor: [
    {
      says: [
        '智能(?:匹配|选择|分配|切换|落地)[^,。]{0,6}(?:商户|mcc|行业)|落地商户|(?:多|优质)商户池|商户池|费率(?:自由|任意|随意)(?:选|定义|切换|设定|设置)|(?:自选|自由选择|任意选择|随机匹配|随机分配|自由切换|滚动切换|轮换)[^,。]{0,6}(?:商户|mcc|行业|类别)|商户(?:滚动|轮换|自动)切换|(?:支持|可)跳码|(?:匹配|模拟)[^,。]{0,6}(?:真实)?(?:消费场景|优质商户|高端商户)|养卡商户',
      ],
      unless: ['{forbids}', '{warns}', '违规|违反|不存在'],
    },
    {
      says: [
        '(?:登记|报备|入网|注册|归类|套用|按)[^,。]{0,12}(?:减免|优惠|公益|民生|特殊计费|教育|医疗|慈善)类[^。]{0,20}(?:降低|享受|获得|节省|从而|更低|优惠)[^,。]{0,8}(?:费率|手续费)?',
      ],
      unless: ['{forbids}', '{warns}', '经(?:审核|核实)|符合[^,]{0,10}(?:条件|规定)|真实'],
    },
    {
      says: [
        '(?:交易|签购单|小票|账单)[^,。]{0,14}(?:商户名称|mcc|商户类别)[^,。]{0,14}(?:与[^,。]{0,10}不(?:一致|符)|由(?:系统|平台|Ⓟ|我司)[^,。]{0,8}(?:分配|匹配|选择|决定))',
      ],
      unless: ['{forbids}', '应(?:当)?(?:立即|及时)?(?:联系|报告|通知|拒绝|核实|更正)', '{warns}'],
    },
  ],
  why: {
    zh: '您的交易会记在别的商户或别的行业名下，这是套码：可能被降额、冻结、处罚。',
    en: 'Your payments would be booked under another merchant or class. That is illegal and can freeze your account.',
  },
  basis: [cite('acquiring', 25), cite('terminals', '五要素绑定'), cite('outsourcing', 20, 32)],
  ask: {
    zh: '拒绝；签购单上的商户名称和类别必须是您自己的店。',
    en: 'Refuse. The name and class on every slip must be your own shop’s.',
  },
  trap: [
    '终端支持智能匹配商户，费率自由选择。',
    '系统自动为每笔交易分配落地商户，提升积分。',
    '甲方同意按公益类商户报备入网，从而享受更低费率。',
    '签购单上的商户名称由系统随机分配。',
  ],
  fair: [
    '收单机构应当如实上送商户名称和商户类别码，禁止套码、跳码。',
    '商户发现签购单商户名称与本店不一致的，应立即联系收单机构更正。',
    '服务商不得提供商户滚动切换功能。',
  ],
}
