/** What happened and what to do, for every rule about going live; each pair is Chinese, English. */
export const goLiveRules = {
  'GATE-1': {
    happened: ['申请没有经两人审核通过。', 'The application is not approved by two people.'],
    remedy: ['请完成初审和复审。', 'Finish recommendation and approval.'],
  },
  'GATE-2': {
    happened: ['协议没有由双方签署同一份文本。', 'The agreement is not signed by both on the same text.'],
    remedy: [
      '请商户和收单机构签署按已接受方案写的协议。',
      'Merchant and acquirer sign the text written from the accepted proposal.',
    ],
  },
  'GATE-3': {
    happened: ['终端的证书没有全部有效。', 'Not all of the device’s certificates are in force.'],
    remedy: [
      '请更新证书登记，或更换有效的机型。',
      'Renew the certificates on record, or use a model that has them.',
    ],
  },
  'GATE-4': {
    happened: [
      '终端存疑：封签、流转或安全状态有问题，或没有它的记录。',
      'The device is suspect: seal, custody or security is in question, or nothing is known of it.',
    ],
    remedy: [
      '请收回检查，换一台核验无误的终端。',
      'Take it back for inspection and bring one that is in order.',
    ],
  },
  'GATE-5': {
    happened: ['终端还没有绑定。', 'The device is not bound.'],
    remedy: ['请技术员到店完成绑定。', 'The technician binds it in the shop.'],
  },
  'GATE-6': {
    happened: ['绑定之后还没有通过功能测试。', 'No functional test has passed since the binding.'],
    remedy: ['请在终端上完成功能测试。', 'Play the functional test on the terminal.'],
  },
  'GATE-7': {
    happened: [
      '一年内没有通过培训测验（最近得分 {score}）。',
      'No training quiz was passed within a year (last score {score}).',
    ],
    remedy: ['请学习课程并重新测验，80 分通过。', 'Read the lessons and take the quiz; 80 points pass.'],
  },
  'GATE-8': {
    happened: ['商户还没有确认满意。', 'The merchant has not confirmed being satisfied.'],
    remedy: [
      '请解决商户提出的问题，再请商户验收。',
      'Settle what the merchant raises, then ask for confirmation.',
    ],
  },
  'GATE-9': {
    happened: [
      '商户没有确认“未被收取协议外费用”。',
      'The merchant has not confirmed that no fee outside the agreement was asked.',
    ],
    remedy: ['协议外费用一律退还，再请商户验收。', 'Return any such fee, then ask the merchant to confirm.'],
  },
  'GATE-10': {
    happened: [
      '还有 {openP1Tickets} 个紧急工单没有解决，或没有工单记录。',
      'Urgent tickets are open ({openP1Tickets}), or nothing is known of them.',
    ],
    remedy: ['请先解决紧急工单。', 'Resolve the urgent tickets first.'],
  },
  'GATE-11': {
    happened: [
      '功能测试和培训还没有完成，不能验收。',
      'Test and training are not done; there is nothing to confirm yet.',
    ],
    remedy: ['请先通过功能测试和培训测验。', 'Pass the functional test and the quiz first.'],
  },
  'GATE-12': {
    happened: [
      '这次绑定还没有报送登记系统，或报送被退回。',
      'This binding has not been reported to the registry, or the report was turned down.',
    ],
    remedy: [
      '请收单机构在“终端报送”生成文件并报送；被退回的，改正后重新报送。时限为绑定后 2 日。',
      'The acquirer writes and files it under “Reports to the registry”; correct and file again what was turned down. Due within two days of binding.',
    ],
  },
  'GATE-13': {
    happened: [
      '终端有 {alarms} 个未关闭的警报（防拆、移位或固件），或没有它的记录。',
      'The terminal has {alarms} open alarms (opened, moved or firmware), or nothing is known of it.',
    ],
    remedy: [
      '请先处理警报：防拆警报须收回终端、换机；移位和固件以终端之后的状态上报为准。',
      'Settle them first: an opened terminal is taken back and replaced; place and firmware are settled by what the terminal reports next.',
    ],
  },
  'GATE-14': {
    happened: [
      '这台终端能用自己的密钥证明身份，但绑定之后还没有证明过。',
      'This terminal can prove itself with its own key and has not done so since it was bound.',
    ],
    remedy: [
      '请让终端开机联网自证一次；没有登记身份的，请收单机构先发登记码；机型其实不能自证的，请收单机构改正型号目录。',
      'Switch it on and let it prove itself; without an identity the acquirer gives it a code to enrol first; if the model cannot after all, the acquirer corrects the catalogue.',
    ],
  },
} as const
