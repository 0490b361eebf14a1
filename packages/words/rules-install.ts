/** What happened and what to do, for every rule about the installation; each pair is Chinese, English. */
export const installRules = {
  'INST-1': {
    happened: [
      '协议还没有双方签署，不能备机。',
      'The agreement is not signed by both; no device is reserved yet.',
    ],
    remedy: ['请先完成双方签署。', 'Let both sign first.'],
  },
  'INST-2': {
    happened: ['本案已经备了一台终端。', 'This case holds a device already.'],
    remedy: ['请先收回现有终端。', 'Take that one back first.'],
  },
  'INST-3': {
    happened: ['这不是本案的终端。', 'This is not the case’s device.'],
    remedy: [
      '请核对序列号；不符就不要使用，并报工单。',
      'Compare the serial number; if it differs, do not use it and open a ticket.',
    ],
  },
  'INST-4': {
    happened: ['终端已经绑定。', 'The device is bound already.'],
    remedy: ['要更换请由收单机构收回。', 'To change it, the acquirer takes it back.'],
  },
  'INST-5': {
    happened: [
      '没有到店核验，终端保持锁定。',
      'Nobody has been let in for the installation; the device stays locked.',
    ],
    remedy: [
      '请预约安装上门，由技术员通过门口核验后当面绑定。',
      'Book an installation; the technician binds it on the spot after the door check.',
    ],
  },
  'INST-6': {
    happened: ['商户还没有接受这台终端。', 'The merchant has not accepted this device.'],
    remedy: [
      '请商户查看证书和流转记录后，接受或拒收。',
      'The merchant looks at its certificates and custody, then accepts or refuses it.',
    ],
  },
  'INST-7': {
    happened: ['终端号或商户号格式不对。', 'The terminal or merchant number has the wrong form.'],
    remedy: [
      '终端号为 8 位，商户号为 15 位字母或数字，请向收单机构核对。',
      'The terminal number has 8 letters or digits, the merchant number 15; check with the acquirer.',
    ],
  },
  'INST-8': {
    happened: [
      '商户号中的行业类别不是审核通过的 {mccCode}。',
      'The merchant number carries another category than the approved {mccCode}.',
    ],
    remedy: [
      '请收单机构按审核结果重新编号；不得套码。',
      'The acquirer numbers it again as approved; another category may not be borrowed.',
    ],
  },
} as const
