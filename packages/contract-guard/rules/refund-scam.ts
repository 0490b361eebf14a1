import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** To get a deposit back one must download, pay or tell a code. */
export const refundScam: Rule = {
  id: 'T29',
  name: { zh: '退押金骗局', en: 'Deposit refund scam' },
  risk: 'other',
  severity: 'high',
  cue: '链接|短信码|助手|解冻|下载|装|位数字|位码|退',
  looksFor: [
    {
      says: [
        '(?:退还?|返还?|领取)[^,。]{0,8}(?:押金|激活费|服务费|流量费|扣款|款项|费用)[^。]{0,24}(?:下载|安装)[^,。]{0,10}(?:app|软件|应用|程序)|(?:退还?|返还?)[^,。]{0,8}(?:押金|激活费|服务费|流量费|扣款)[^。]{0,24}(?:验证码|先(?:交|支付|缴|转)|解冻|屏幕共享)|(?:下载|安装)[^,。]{0,12}(?:app|软件)[^。]{0,20}(?:办理)?(?:退(?:还)?(?:押金|费))',
      ],
      unless: ['{forbids}', '{warns}', '官方app内(?:查询|申请)|无需'],
    },
    {
      says: [
        '(?:先)?(?:装|下载?|安装)[^。]{0,16}(?:助手|软件|app|链接)|(?:解冻金|解冻费|(?:先|须|需要?)[^,。]{0,6}(?:保证金|手续费))[^,。]{0,4}[0-9]+元?[^。]{0,30}退|(?<!手续费[0-9.]{1,6}元)[6六]位(?:数字|码)[^。]{0,4}(?:报|念|发|告诉)',
      ],
      unless: ['{forbids}', '{warns}', '官方|无需|不需'],
      near: '退(?:还|款|费|押|回|钱)|押金|清退',
    },
    {
      says: [
        '退(?:押金|费|款|钱|回)|押金',
        '链接|绑卡|把卡绑|屏幕共享|远程(?:操作|控制)|转账',
        '短信码|验证码|填|先',
      ],
      unless: ['{forbids}', '{warns}', '官方|原路|无需|不需'],
    },
  ],
  why: {
    zh: '退钱不需要下载软件、交手续费或报验证码，这是盗刷骗局。',
    en: 'A refund needs no download, no fee and no code: this empties your card.',
  },
  basis: [cite('telecomFraud', 2, 38), cite('criminal', 266)],
  ask: { zh: '立即挂断，拨打96110。', en: 'Hang up and call 96110.' },
  trap: [
    '退还押金请先下载客服APP并按提示操作。',
    '退押金须先支付解冻手续费100元。',
    '退押金请先装我们的清退助手，用这个链接下。',
    '要先打一笔解冻金800元，跟押金一起退回。',
  ],
  fair: ['退还押金按原路退回，无需商户下载任何软件或提供验证码。', '谨防以退押金为名要求下载软件的诈骗。'],
}
