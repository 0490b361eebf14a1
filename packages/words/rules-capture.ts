/** What is sealed on the technician's phone to the acquirer. */
export const captureRules = {
  'CAP-1': {
    happened: [
      '收单机构还没有发布采集公钥，经办人资料暂不能登记。',
      'The acquirer has published no key yet, so the handler cannot be recorded.',
    ],
    remedy: [
      '请收单机构审核人员在「终端」页发布公钥，然后重新打开本页。资料不要写在别处。',
      'A reviewer of the acquirer publishes a key on the “Terminals” page; then open this page again. Do not write the data down elsewhere.',
    ],
  },
  'CAP-2': {
    happened: [
      '这份资料用的公钥已失效，或不属于本案的收单机构，没有登记。',
      'The key these data were sealed with is no longer in force, or not this acquirer’s; nothing was recorded.',
    ],
    remedy: [
      '请重新打开本页取得新公钥，当场再填写一次；离店前完成。',
      'Open the page again for the new key and type the data once more, before you leave the shop.',
    ],
  },
  'CAP-3': {
    happened: [
      '经办人只能由到店安装的上门人员当场登记。',
      'The handler is recorded in the shop, by the technician let in for the installation.',
    ],
    remedy: ['请先完成门口核验，到店后再登记。', 'Pass the door check first, then record it inside.'],
  },
  'CAP-4': {
    happened: ['这一项与证件或号码的格式不符。', 'This does not look like such a document or number.'],
    remedy: [
      '请对照证件原件逐字核对后再提交；内容只在本机检查。',
      'Compare it with the document and mend it before sending; it is checked on this phone only.',
    ],
  },
  'CAP-5': {
    happened: [
      '密封的经办人资料打不开：内容被改动，或不属于这个案件。',
      'The sealed data do not open: they were changed, or belong to another case.',
    ],
    remedy: [
      '请勿凭其他来源补填。请让上门人员下次到店重新登记，并在当日内报告本机构信息安全负责人。',
      'Do not fill them in from elsewhere. Have them recorded again at the next visit, and report it to your information security officer the same day.',
    ],
  },
  'CAP-6': {
    happened: ['这个案件还没有登记经办人。', 'No handler has been recorded in this case.'],
    remedy: ['请等上门人员在安装时登记。', 'Wait until the technician records them at the installation.'],
  },
} as const
