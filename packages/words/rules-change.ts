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
} as const
