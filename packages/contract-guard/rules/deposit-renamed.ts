import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Forfeiture after a named breach is common and may be fair: worth a question, not an alarm. */
const breach = '(?:未按|违约|违反|逾期|拖欠|拒不|擅自)[^。]{0,40}{deposit}'

/** Money that the provider keeps under another name: deposit, activation fee, device fee, not returned. */
export const depositRenamed: Rule = {
  id: 'T01',
  name: { zh: '押金换名、不予退还', en: 'Deposit under another name, not returned' },
  risk: 'deposit_nonrefundable',
  severity: 'high',
  cue: '{kept}|核销|抵偿|{noRefund}|折旧|抵扣|转为|转作|冲抵|作为|视为',
  looksFor: [
    {
      says: ['{deposit}……{noRefund}|{noRefund}.{0,10}{deposit}'],
      unless: [
        '(?:逾期|拒|拖延|迟延|如|若|未|仍)[^,]{0,10}(?:不|未)(?:予)?(?:退还|退回|返还|退款)[^,]{0,4}(?:的|,|押金)',
        '{forbids}[^,]{0,20}(?:收取|扣留|截留|拖延|不(?:予)?退|克扣|以|拒绝|没收|变相)',
        '不(?:收取|收|设|需|另收)|免收|无需缴纳|无需支付|(?:0|零|免)押金',
        '{deposit}[^,。不]{0,6}(?:应当?|须|必须|将|可|均)?(?:全额|无息|足额|如数)?(?:退还|返还)(?!条件)',
        '{warns}',
        breach,
        '(?:丢失|遗失|损毁|损坏|未归还|不归还|拒不归还|拒绝归还|无法归还|拆改|改装)',
        '{surelyP}[^,]{0,6}(?:应|须|需|必须)[^,]{0,10}(?:退还|返还|双倍)',
      ],
    },
    {
      says: ['{deposit}……{noRefund}', breach],
      unless: [
        '丢失|遗失|损毁|损坏|归还',
        '{warns}',
        '{surelyP}[^ⓂⒺ,]{0,6}(?:应|须|需|必须)[^,]{0,10}(?:退还|返还|双倍)',
        '逾期[^,]{0,6}(?:不|未)(?:予)?(?:退还|返还)',
        '{forbids}[^,]{0,20}(?:收取|扣留|不(?:予)?退|拒绝|没收)',
      ],
      severity: 'medium',
    },
    {
      says: [
        '{deposit}……(?:折旧|抵扣|转为|转作|冲抵|作为|视为)[^,]{0,10}(?:服务费|使用费|折旧费|技术费|管理费|费用)[^,]{0,12}{noRefund}',
      ],
    },
    {
      says: [
        '(?:刷卡|交易|使用|开机|激活|签约|付款|支付|缴纳|扣收|扣除|收取)后?[^,]{0,6},?[^,]{0,20}{money}[^。]{0,30}(?:{noRefund})',
      ],
      near: '{deposit}|{terminal}|激活|开通|入网|签约',
      unless: ['{warns}', '{forbids}', '退货|退款交易|手续费', '逾期'],
    },
    {
      says: [
        '{deposit}[^。]{0,60}(?:概不(?:办理)?退|不产生返还|不予?返还|自然核销|抵偿|不再退|不退)|(?:转为|转作|改为|作为)[^,。]{0,4}[“"]?[^,。]{0,8}费[”"]?[^。]{0,16}(?:不产生返还|不予?返还|不退|不再返还)',
      ],
      unless: ['{forbids}', '{warns}', '丢失|遗失|损毁|损坏', '(?:全额|无息)退还'],
    },
    {
      says: [
        '{deposit}|{money}',
        '{kept}',
        '激活|开通|首次|领[用取]|入网|签约|{terminal}|押金|保证金|装机|开户',
      ],
      unless: [
        '{forbids}[^,]{0,20}(?:收取|扣留|截留|不(?:予)?退|克扣|拒绝|没收|变相)',
        '{warns}',
        '丢失|遗失|损毁|损坏|未归还|不归还|逾期|违约|违反|擅自|退货|退款交易|手续费[^,]{0,4}不退',
        '全额(?:无息)?退|应当?(?:予以)?(?:退|返)还',
        '不(?:收取|另收)|免收|积分|优惠券',
        '{surelyP}[^,]{0,6}(?:应|须|需)[^,]{0,10}(?:退还|返还|双倍)',
      ],
    },
  ],
  why: {
    zh: '这笔钱换了名字，实际是不退的押金：口头说“免费”，装上机器就收不回来。',
    en: 'This is a deposit under another name that never comes back: “free” in words, lost once the terminal is in.',
  },
  basis: [cite('payment', 34), cite('rating', '押金风险项'), cite('civil', 496, 497), cite('consumer', 20)],
  ask: {
    zh: '不要先付款或先刷第一笔；要求写明金额、退还条件和退还日期，否则删去。',
    en: 'Do not pay or make the first payment yet; ask for amount, refund condition and refund date in writing, or strike it out.',
  },
  trap: [
    '商户首次使用时收取机具管理费299元，该费用一经收取不予退还。',
    '激活服务费299元，概不退还。',
    '乙方缴纳的终端押金500元，合同终止后不予返还。',
    '设备服务费198元于激活时扣收，任何情况下均不退还。',
    '押金贰佰玖拾玖元恕不退还',
    '终端激活后将从商户账户中扣除199元作为技术服务年费，该笔费用不可退。',
    '激活金一旦支付，商户不得以任何理由要求退回。',
    '保证金用于补偿服务商的机具损耗，商户同意放弃要求返还。',
    '押金300元。上述款项一经收取，概不退还。',
    '为防止机具闲置，预收服务承诺金二百元计入推广支出，开通后概不办理退费。',
    '商户原缴的保证金自签署时起改为系统维护费，不产生返还义务。',
    '领取机器时交纳三百元，合作期满该款充作折旧，商户放弃领取。',
  ],
  fair: [
    '收单机构不收取任何押金、激活费或机具管理费。',
    '终端押金200元在合同终止并归还终端后10个工作日内按原路全额退还。',
    '服务商逾期不退还押金的，每逾期一日按未退金额的0.05%支付违约金。',
    '服务商不得以任何理由拒绝退还押金。',
    '谨防以激活费名义收取押金且不予退还的骗局。',
    '终端丢失且商户拒不赔偿的，押金不予退还。',
    '押金300元，商户归还终端并结清费用后全额退还。该押金不计利息。',
  ],
}
