import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Terminals sold on the net and activated without a visit. */
export const onlineSale: Rule = {
  id: 'T27',
  name: { zh: '网售、邮寄自助激活', en: 'Sold online, posted, self-activated' },
  risk: 'online_pos_sale',
  severity: 'high',
  cue: '上门|视频|发货|发货|链接|下单|某|即用|上门|面签|到店|现场|邮寄|快递|包邮|寄|网|淘宝|京东|拼多多|抖音|快手|直播|闲鱼|线上|微信|小程序|电商',
  looksFor: [
    {
      says: [
        '(?:邮寄|快递|邮递|包邮|顺丰|寄(?:送|到|给))[^。]{0,24}(?:自行|自助|自己|远程|线上|扫码|在线)[^,。]{0,8}(?:激活|开通|安装|绑定|注册|装机)',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '锁定|现场(?:核实|核验|绑定)|上门(?:核实|核验|绑定|安装)|耗材|配件|打印纸',
      ],
    },
    {
      says: [
        '(?:淘宝|天猫|京东|拼多多|抖音|快手|直播间?|网店|微店|闲鱼|小红书|电商平台|网上|线上|在线|官网|朋友圈)[^,。]{0,14}(?:销售|售卖|出售|购买|下单|申领|领取|免费领|包邮|办理|申请)[^,。]{0,10}(?:{terminal})',
      ],
      unless: ['{forbids}', '{warns}', '申请表|上门|现场|核实|核验'],
    },
    {
      says: [
        '(?:无需|不用|免)(?:上门|到店|现场|面签|见面|核实)[^。]{0,24}(?:激活|开通|办理|使用|装机|邮寄|快递|开机)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:淘某|拼多某|抖某|京某|某宝|某东|某音|二手平台)[^。]{0,10}(?:上架|下单|有售|同步|购买)|(?:拆封|到手|开机|插卡)即用[^。]{0,8}(?:免审|无需|不用)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '快递|邮寄|包邮|寄(?:到|给|出|送)|发货|下单|网店|直播间|链接',
        '激活|开通|自助|自行绑定|远程(?:开通|安装|激活)|即用',
        '机|终端|设备',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '锁定|上门(?:核实|核验|绑定|安装)|现场(?:核实|核验|绑定)|耗材|打印纸|配件|维修',
      ],
    },
    {
      says: [
        '发货|快递|收到机|邮寄|包裹|下单',
        '跟着视频|看视频|自己弄|自己装|自己激活|没人上门|不(?:用|需要?|必)上门|无[需须]上门',
      ],
      unless: ['{forbids}', '{warns}', '锁定'],
    },
  ],
  why: {
    zh: '固定门店必须当面上门核实；网售POS机属于禁止行为，机器来路不明。',
    en: 'Fixed premises must be verified face to face; selling terminals online is banned, and nobody knows where the device has been.',
  },
  basis: [cite('terminals', '二、（一）'), cite('outsourcing', 19, 32)],
  ask: { zh: '坚持上门核实和现场绑定。', en: 'Insist on a visit and on-site binding.' },
  trap: [
    '机器快递到家，收到后自助激活即可刷卡。',
    '淘宝店铺下单即可购买POS机。',
    '无需上门核实，当天开通使用。',
    '拼多某、抖某同步上架，拆封即用免审核。',
    '点链接下单，机器发货到家，按视频远程激活。',
  ],
  fair: [
    '邮寄的终端处于锁定状态，须技术人员上门核实后绑定。',
    '服务商不得通过网络平台销售POS机。',
    '商户可在线申请，收单机构上门核实后装机。',
    '寄送的打印纸由商户自行安装。',
  ],
}
