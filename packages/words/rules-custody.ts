/** Terminals: one device on its way from the purchase list to the shop and back. */
export const custodyRules = {
  'CUST-1': {
    happened: ['这台终端不在收单机构的采购清单上。', 'This device is not on the acquirer’s purchase list.'],
    remedy: [
      '请隔离该设备并当日联系收单机构核查来源。',
      'Set it aside and ask the acquirer today where it came from.',
    ],
  },
  'CUST-2': {
    happened: ['这个序列号或封签号已经登记过。', 'This serial or seal number is registered already.'],
    remedy: [
      '请核对采购清单，每个号码只能登记一次。',
      'Check the purchase list: each number is registered once.',
    ],
  },
  'CUST-3': {
    happened: [
      '封签号与记录不一致，终端已隔离。',
      'The seal number does not match; the device is quarantined.',
    ],
    remedy: [
      '请停止使用，当日交回收单机构核查。',
      'Stop, and return it to the acquirer for inspection today.',
    ],
  },
  'CUST-4': {
    happened: [
      '序列号与记录不一致，终端已隔离。',
      'The serial number does not match; the device is quarantined.',
    ],
    remedy: [
      '请停止使用，当日交回收单机构核查。',
      'Stop, and return it to the acquirer for inspection today.',
    ],
  },
  'CUST-5': {
    happened: [
      '终端目前的状态（{status, select, purchased {已采购} in_stock {在库} reserved {已备机} in_transit {交接中} posted {邮寄中} suspect {已隔离} on_site {已到店核验} bound {已绑定} live {使用中} suspended {已暂停} returned {退回中} in_repair {维修中} retired {已退役} other {未知}}）不允许这一步。',
      'The device is {status, select, purchased {purchased} in_stock {in stock} reserved {reserved} in_transit {being handed over} posted {in the post} suspect {in quarantine} on_site {inspected on site} bound {bound} live {live} suspended {suspended} returned {on its way back} in_repair {in repair} retired {retired} other {elsewhere}}; this step is not possible now.',
    ],
    remedy: [
      '请打开终端的流转记录，从下一步继续。',
      'Open its custody record and go on from the next step there.',
    ],
  },
  'CUST-6': {
    happened: [
      '只有采购这台终端的收单机构可以办理。',
      'Only the acquirer that bought the device may do this.',
    ],
    remedy: ['请联系该收单机构。', 'Ask that acquirer.'],
  },
  'CUST-7': {
    happened: [
      '该技术员不属于商户选定的服务商。',
      'This technician does not work for the provider the merchant chose.',
    ],
    remedy: ['请选择该服务商的在岗技术员。', 'Choose a technician of that provider.'],
  },
  'CUST-8': {
    happened: [
      '这台终端不是交给您的，或您已经接收。',
      'This device was not handed to you, or you have accepted it already.',
    ],
    remedy: ['请由被指定的技术员本人接收。', 'The named technician accepts it in person.'],
  },
  'CUST-9': {
    happened: [
      '终端不在您手上，当前由他人保管。',
      'You do not hold this device: it is in somebody else’s custody.',
    ],
    remedy: ['请先完成上一手的交接或签收。', 'Finish the hand-over or receipt before this one first.'],
  },
  'CUST-10': {
    happened: [
      '该办理还没有到安装环节，不能备机。',
      'The case has not reached installation; no device can be reserved.',
    ],
    remedy: [
      '请等商户和收单机构都签署协议后再备机。',
      'Reserve after merchant and acquirer have both signed.',
    ],
  },
  'CUST-11': {
    happened: [
      '还没有人到店勘查，终端不能寄出或绑定。',
      'Nobody has surveyed the shop: a device cannot be posted or bound.',
    ],
    remedy: ['请先完成上门勘查（银发〔2021〕259号）。', 'Complete the on-site survey first.'],
  },
  'CUST-12': {
    happened: ['只有办理该终端的商户可以操作。', 'Only the merchant the device is meant for may do this.'],
    remedy: ['请由该商户登录后操作。', 'That merchant signs in and does it.'],
  },
  'CUST-13': {
    happened: ['您没有在本次安装上门中完成到店核验。', 'You have not arrived in this installation visit.'],
    remedy: [
      '请先与商户完成门口双向核验，再操作终端。',
      'Do the two-way door check with the merchant first.',
    ],
  },
  'CUST-14': {
    happened: [
      '现场核验发现拆封、机身受损或固件版本不符，终端已隔离。',
      'Broken seal, damaged case or foreign firmware: the device is quarantined.',
    ],
    remedy: [
      '请勿安装，当日交回收单机构，并另行备机。',
      'Do not install it; return it today and have another one reserved.',
    ],
  },
  'CUST-15': {
    happened: [
      '终端仍绑定在一家商户，收回之前不能给别家使用。',
      'The device is still bound to a shop and cannot serve another before it is taken back.',
    ],
    remedy: ['请先由收单机构收回并解除绑定。', 'The acquirer takes it back first.'],
  },
  'CUST-16': {
    happened: [
      '封签号 {sealNo} 以前用过，不能再封。',
      'Seal {sealNo} was used before and cannot close a bag again.',
    ],
    remedy: ['请换一枚新的封签。', 'Use a new seal.'],
  },
  'CUST-17': {
    happened: ['隔离中的终端不能再投入使用。', 'A quarantined device does not go back into use.'],
    remedy: ['请收回后退回厂商或销毁。', 'Take it back, then return it to the maker or scrap it.'],
  },
  'CUST-18': {
    happened: ['终端退役需要另一人批准。', 'Retiring a device needs a second person’s approval.'],
    remedy: ['请由另一位有权限的同事批准。', 'Another colleague with the right approves.'],
  },
  'CUST-19': {
    happened: ['这家商户的办理已经备有一台终端。', 'This case already has a device.'],
    remedy: ['请先收回那一台，再备新的。', 'Take that one back before reserving another.'],
  },
  'CUST-20': {
    happened: [
      '机型 {modelCode} 与商户接受的方案（{accepted}）不符。',
      'Model {modelCode} is not the one the merchant accepted ({accepted}).',
    ],
    remedy: [
      '请按方案选机，或先更改方案并由商户接受。',
      'Pick the accepted model, or change the proposal first.',
    ],
  },
  'CUST-21': {
    happened: ['终端没有封签，不能邮寄。', 'The device has no seal and cannot be posted.'],
    remedy: ['请装入封签袋并登记封签号。', 'Put it into a sealed bag and record the number.'],
  },
  'CUST-22': {
    happened: ['密钥尚未清除，不能报废。', 'The keys are not erased; the device cannot be scrapped.'],
    remedy: ['请先清除密钥并留存证明。', 'Erase the keys and keep the proof first.'],
  },
  'CUST-23': {
    happened: ['机型不在您机构的目录里。', 'This model is not in your organisation’s catalogue.'],
    remedy: ['请先登记机型和证书，再登记终端。', 'Register the model and its certificates first.'],
  },
} as const
