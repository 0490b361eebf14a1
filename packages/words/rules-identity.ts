/** A device's own identity, and what is said about it on its public page. */
export const identityRules = {
  'IDENT-1': {
    happened: [
      '终端目前的状态（{status, select, purchased {尚未入库} suspect {已隔离} retired {已停用} other {不可用}}）不能登记或核验身份。',
      'The device is {status, select, purchased {not received yet} suspect {in quarantine} retired {out of use} other {not in use}}: it neither enrols nor proves who it is.',
    ],
    remedy: ['请勿用它收款，并联系收单机构。', 'Take no payments with it and ask the acquirer.'],
  },
  'IDENT-2': {
    happened: [
      '登记码不对、已用过、已过期，或不是给这台终端的。',
      'The enrolment code is wrong, used, expired or meant for another device.',
    ],
    remedy: [
      '请收单机构为这台终端重新签发登记码，24 小时内使用。',
      'Ask the acquirer for a new code for this device and use it within 24 hours.',
    ],
  },
  'IDENT-3': {
    happened: [
      '登记请求没有用它自己的密钥签名，或写的是另一个序列号。',
      'The request is not signed with its own key, or names another serial number.',
    ],
    remedy: [
      '请在终端上重新生成登记请求；再次出现请停用并报告收单机构。',
      'Make the request anew on the device; if it happens again, stop and tell the acquirer.',
    ],
  },
  'IDENT-4': {
    happened: ['这台终端没有有效的身份。', 'This device has no standing identity.'],
    remedy: [
      '请收单机构签发登记码，让终端先登记身份。',
      'The acquirer gives an enrolment code; the device enrols first.',
    ],
  },
  'IDENT-5': {
    happened: ['这道提问已经回答过。', 'This challenge was answered already.'],
    remedy: ['请重新提问，再让终端回答。', 'Ask again and let the device answer the new one.'],
  },
  'IDENT-6': {
    happened: ['回答来自另一台终端。', 'The answer comes from another device.'],
    remedy: [
      '请核对机身序列号；不一致请勿收款并报告收单机构。',
      'Compare the serial on its back; if it differs, take no payments and tell the acquirer.',
    ],
  },
  'IDENT-7': {
    happened: ['超过 3 分钟，提问已失效。', 'More than three minutes have passed; the challenge has ended.'],
    remedy: ['请重新提问。', 'Ask again.'],
  },
  'IDENT-8': {
    happened: ['回答用的算法与提问不一致。', 'The answer uses another cipher than was asked for.'],
    remedy: [
      '请重新提问；仍不一致请收单机构检查这台终端。',
      'Ask again; if it stays so, the acquirer examines this device.',
    ],
  },
  'IDENT-9': {
    happened: ['回答不对，不能证明这是真机。', 'The answer is wrong: this does not prove to be the device.'],
    remedy: [
      '可能抄错，请重新提问一次；再错请勿收款并报告收单机构。',
      'It may be a slip: ask once more. If it is wrong again, take no payments and tell the acquirer.',
    ],
  },
  'IDENT-10': {
    happened: ['提问过于频繁。', 'Asked too often.'],
    remedy: ['请在 {minutes} 分钟后再试。', 'Try again in {minutes} minutes.'],
  },
  'IDENT-20': {
    happened: [
      '提问没有用这个序列号现有身份的密钥签名。',
      'The question is not signed with the key of a standing identity of this serial number.',
    ],
    remedy: [
      '请按终端厂商文档重新签名；身份已失效的，请收单机构签发登记码重新登记。',
      'Sign it as the page for terminal makers says; if the identity has ended, enrol anew with a code from the acquirer.',
    ],
  },
  'IDENT-21': {
    happened: [
      '提问的签名时间与平台时间相差超过 {minutes} 分钟，或已经用过。',
      'The question was signed more than {minutes} minutes from the house’s time, or was used already.',
    ],
    remedy: [
      '请按应答的 Date 头校准时钟，用新的时间重新签名。',
      'Set the clock by the Date header of any answer and sign anew with the present time.',
    ],
  },
  'IDENT-22': {
    happened: [
      '一个批次要有 1 至 {most} 台终端，每台只列一次。',
      'A run has one to {most} devices, each listed once.',
    ],
    remedy: [
      '请核对清单后重新开启，多的分成几个批次。',
      'Check the list and open it anew; make several runs of more.',
    ],
  },
  'IDENT-23': {
    happened: [
      '清单里有 {unknown} 个序列号不是本机构的终端：{serials}。批次没有开启。',
      '{unknown, plural, one {# serial} other {# serials}} of the list are none of this acquirer’s devices: {serials}. The run was not opened.',
    ],
    remedy: [
      '请核对序列号；新到的终端先登记采购清单并验收。',
      'Check the serials; a new device is first registered from its purchase list and received.',
    ],
  },
  'IDENT-24': {
    happened: [
      '终端 {serialNo} {status, select, purchased {尚未入库} suspect {已隔离} retired {已停用} other {目前的状态不行}}，不能装载密钥。',
      'Device {serialNo} {status, select, purchased {was not received yet} suspect {is in quarantine} retired {is out of use} other {is in no state for it}}: it is given no keys.',
    ],
    remedy: [
      '请先验收或处理隔离；不需要的从清单里去掉。',
      'Receive it or settle its quarantine first; leave it off the list if it is not meant.',
    ],
  },
  'IDENT-25': {
    happened: [
      '终端 {serialNo} 已在另一个未关闭的批次里。',
      'Device {serialNo} is in another run that is still open.',
    ],
    remedy: ['请先完成并关闭那个批次。', 'Finish and close that run first.'],
  },
  'IDENT-26': {
    happened: [
      '还有 {open} 台终端没有结果，批次不能关闭。',
      '{open} devices have no outcome yet: the run does not close.',
    ],
    remedy: [
      '请让它们完成登记；装不上的，请另一位同事逐台写明“未装载”和原因。',
      'Let them enrol; for those that cannot, another colleague names each “not loaded” with a reason.',
    ],
  },
  'IDENT-27': {
    happened: [
      '这台终端在本批次里已有结果或不在其中，或批次已经关闭。',
      'This device has its outcome in the run, or is not part of it, or the run is closed.',
    ],
    remedy: ['请刷新后核对；关闭的批次不再改动。', 'Look again; a closed run is not changed any more.'],
  },
  'IDENT-28': {
    happened: [
      '开启批次的人不能自己确认“未装载”。',
      'Who opened the run does not name a device “not loaded” as well.',
    ],
    remedy: ['请另一位同事核对终端后确认。', 'Let another colleague look at the device and say so.'],
  },
  'IDENT-29': {
    happened: [
      '一个密钥装载批次已过期未关闭：{devices} 台里还有 {open} 台没有结果。',
      'A run of key loading is past its day and open: {open} of {devices} devices have no outcome.',
    ],
    remedy: [
      '请在“保管与盘点·密钥装载”里逐台处理并关闭；需要的话另发登记码。',
      'Settle each under “Custody, Key loading” and close the run; give new codes where needed.',
    ],
  },
  'IDENT-11': {
    happened: [
      '这段时间的举报已经很多，这一条没有提交。',
      'There were many reports just now; this one was not taken.',
    ],
    remedy: [
      '请在 {minutes} 分钟后再试；情况紧急请拨打收单机构热线或 110。',
      'Try again in {minutes} minutes; if it is urgent, call the acquirer’s hotline or 110.',
    ],
  },
  'IDENT-12': {
    happened: ['这条举报已经办结。', 'This report is closed already.'],
    remedy: ['如有新情况，请扫码另行举报。', 'If something new happened, report it anew by the label.'],
  },
  'IDENT-13': {
    happened: ['原因与举报类型不符。', 'The reason does not belong to this kind of report.'],
    remedy: ['请重新选择举报类型和原因。', 'Choose the kind and the reason again.'],
  },
} as const
