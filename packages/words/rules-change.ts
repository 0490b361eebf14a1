/** What happened and what to do, for every rule about a change of a signed agreement; each pair is Chinese, English. */
export const changeRules = {
  'AGR-40': {
    happened: [
      '协议还没有双方签署，谈不上变更。',
      'The agreement is not signed by both; there is nothing to change.',
    ],
    remedy: [
      '签署之前请直接修改方案或协商条款。',
      'Before signing, change the proposal or negotiate the wording.',
    ],
  },
  'AGR-41': {
    happened: [
      '生效日距通知不足 {days} 天。',
      'Fewer than {days} days lie between the notice and the day of effect.',
    ],
    remedy: ['请选择 {earliest} 或更晚的日期。', 'Choose {earliest} or later.'],
  },
  'AGR-42': {
    happened: ['已有一项变更在等待。', 'A change is under way already.'],
    remedy: ['请等它生效、失效，或先撤回它。', 'Wait until it takes effect or lapses, or withdraw it first.'],
  },
  'AGR-43': {
    happened: ['没有写明变更的理由，或什么都没有变。', 'The change gives no reason, or changes nothing.'],
    remedy: ['请写明为什么变更，并至少改动一项。', 'Say why, and change at least one term.'],
  },
  'AGR-44': {
    happened: [
      '变更后的文本有高风险条款（{traps}），没有接收。',
      'The changed text carries a grave trap ({traps}) and was not taken.',
    ],
    remedy: ['请按提示改写后再提出。', 'Word it anew as the finding says, then propose it again.'],
  },
  'AGR-45': {
    happened: ['这项变更现在不能答复或撤回。', 'This change cannot be answered or withdrawn now.'],
    remedy: [
      '请刷新：它可能还没有正式通知、已经到期、已经生效或已被撤回。到期没有同意的，原条款不变。',
      'Reload: it may not be noticed yet, or has passed its day, holds, or was withdrawn. Without consent the old terms stay.',
    ],
  },
  'AGR-46': {
    happened: [
      '变更没有生效：没有商户的同意，或还没有到日子。',
      'The change did not take effect: there is no consent by the merchant, or its day has not come.',
    ],
    remedy: [
      '不需要做什么：原条款继续有效，到期由系统自动处理。',
      'Nothing to do: the old terms hold, and the day itself makes it take effect.',
    ],
  },
  'AGR-47': {
    happened: [
      '这一步由收单机构办理，或已经通知过。',
      'This is the acquirer’s to do, or notice was given already.',
    ],
    remedy: [
      '服务商的变更意向由收单机构通知商户；通知之后由收单机构撤回。',
      'A provider’s wish reaches the merchant through the acquirer, who alone takes the notice back.',
    ],
  },
  'AGR-61': {
    happened: [
      '条款的新措辞里写了金额或费率（{figures}），没有接收。',
      'The new wording of a clause names a sum or a rate ({figures}) and was not taken.',
    ],
    remedy: [
      '金额和费率请改在“费用与终端”各项里，会逐项列入附件并算出 12 个月的差额；条款里写“按附件”。',
      'Change sums and rates among the terms: they stand in the annex line by line, with the cost of twelve months. In the clause say “as the annex states”.',
    ],
  },
  'AGR-62': {
    happened: [
      '这份补充协议已经签署过，不能再签一次。',
      'This supplement is signed already and is not signed again.',
    ],
    remedy: [
      '请刷新查看现在的状态。密封之后商户改变过答复的，需要收单机构重新通知。',
      'Reload to see where it stands. After a seal and a change of mind the acquirer gives notice anew.',
    ],
  },
  'AGR-63': {
    happened: [
      '补充协议已由双方签署，收单机构不能单方撤回。',
      'Both have signed the supplement; the acquirer alone does not take it back.',
    ],
    remedy: [
      '生效日之前商户仍可改变答复；要再变更的，等它生效后重新通知。',
      'Until its day the merchant may still answer otherwise; for another change give notice once this one holds.',
    ],
  },
  'AGR-64': {
    happened: [
      '变更没有生效：收单机构没有密封补充协议，或密封的文件不在了、被改动过。',
      'The change did not take effect: the acquirer has not sealed the supplement, or its sealed file is gone or was altered.',
    ],
    remedy: [
      '原条款继续有效。请运维人员核对保存的文件；仍要变更的，由收单机构重新通知。',
      'The old terms hold. Let the operator check the stored file; to change them still, the acquirer gives notice anew.',
    ],
  },
} as const
