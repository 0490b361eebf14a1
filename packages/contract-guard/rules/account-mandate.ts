import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** The provider may set or change where the money goes. */
export const accountMandate: Rule = {
  id: 'T13',
  name: { zh: '授权他人变更结算账户', en: 'Mandate over the settlement account' },
  risk: 'unlicensed_settlement',
  severity: 'high',
  cue: '结算卡|账户|账号|银行卡|收款卡',
  looksFor: [
    {
      says: [
        '(?:授权|委托|同意由?|允许|准许)(?:{P}|业务员|工作人员|客户经理|技术人员)[^,。]{0,24}(?:设置|变更|修改|更改|绑定|指定|更换|设定)[^,。]{0,12}(?:结算|收款|到账|入账|提现)[^,。]{0,4}(?:账户|账号|卡|银行卡)',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '(?:依|根据|按)(?:Ⓜ|商户|您)?[^,]{0,6}(?:书面)?(?:申请|指令|要求)',
        '(?:申请|审核|核实|核验)后',
      ],
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ,。]{0,10}{may}[^ⓂⒺ,。]{0,14}(?:变更|修改|更改|指定|更换|调整)(?:Ⓜ|商户|用户)?的?[^,。]{0,8}(?:结算|收款|到账|入账|提现)[^,。]{0,4}(?:账户|账号|卡|银行卡)',
      ],
      unless: ['{forbids}', '{warns}', '申请|书面通知|经(?:Ⓜ|商户)[^,]{0,6}同意'],
    },
    {
      says: [
        '(?:授权|委托)(?:{P}|业务员|业务经理|客户经理|工作人员)[^,。]{0,12}(?:结算|收款|到账|提现)(?:账户|账号|卡)[^,。]{0,8}(?:设立|设置|变更|修改|绑定|更换)',
      ],
      unless: ['{forbids}', '{warns}', '(?:依|根据|按)(?:Ⓜ|商户|您)?[^,]{0,6}(?:书面)?(?:申请|指令|要求)'],
    },
    {
      says: [
        '(?:结算|收款|到账|提现)(?:账户|账号|卡|银行卡)(?:信息)?[^,。]{0,6}由(?:{P}|业务员|客户经理|工作人员)[^,。]{0,6}(?:代为?|自行|负责)?(?:填写|修改|变更|设置|设定|绑定|更换|确定|指定)',
      ],
      unless: ['{forbids}', '{warns}', '申请|审核|核实'],
    },
    {
      says: ['(?:结算|收款)账户[^,。]{0,6}由[^,。]{0,10}(?:统一)?(?:迁移|变更|切换|指定)'],
      unless: ['{forbids}', '{warns}', '申请|审核|核实', '收单机构'],
    },
  ],
  why: {
    zh: '别人可以改您的收款账户：已有商户因此几十万元货款被改走。',
    en: 'Somebody else could redirect your money: shops have lost hundreds of thousands this way.',
  },
  basis: [cite('terminals', '二、结算账户核验'), cite('market', '结算账户'), cite('acquiring', 29)],
  ask: {
    zh: '删去；结算账户只能由您本人在收单机构自己的渠道修改。',
    en: 'Delete it. Only you change the settlement account, in the acquirer’s own channel.',
  },
  trap: [
    '甲方授权乙方代为设置、变更结算账户。',
    '商户同意由服务商修改其收款银行卡。',
    '结算账户信息由业务员代为填写和修改，商户予以认可。',
    '新机启用后结算账户由服务中心统一迁移。',
  ],
  fair: [
    '商户变更结算账户的，应向收单机构提出书面申请，经核实身份后变更。',
    '服务商不得设置或变更商户结算账户。',
    '结算账户信息由收单机构审核后生效。',
  ],
}
