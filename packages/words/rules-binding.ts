/** Terminals: one terminal, one serial, one merchant, one place. Where it stands afterwards: rules-place.ts. */
export const bindingRules = {
  'BIND-1': {
    happened: ['这台终端不是在本次上门中核验的。', 'The device was not inspected in this visit.'],
    remedy: ['请在本次上门中重新核验终端。', 'Inspect it again in this visit.'],
  },
  'BIND-2': {
    happened: ['商户还没有接受这台终端。', 'The merchant has not accepted this device.'],
    remedy: [
      '请商户查看证书和流转记录后，在自己的手机上接受。',
      'The merchant looks at its papers and accepts it on their own phone.',
    ],
  },
  'BIND-3': {
    happened: ['终端不在您的保管之下，不能绑定。', 'You are not this device’s custodian and cannot bind it.'],
    remedy: ['请由保管该终端的技术员绑定。', 'The technician who holds it binds it.'],
  },
  'BIND-4': {
    happened: [
      '读到的序列号不是这台终端的，未绑定。',
      'The serial read is not this device’s; nothing was bound.',
    ],
    remedy: ['请核对机身标签后重新扫描。', 'Check the label and scan again.'],
  },
  'BIND-5': {
    happened: [
      '机型 {modelCode} 的证书今天不齐全或已过期。',
      'The certificates of model {modelCode} are missing or expired today.',
    ],
    remedy: ['请登记有效证书，或换一台终端。', 'Register valid certificates, or use another device.'],
  },
  'BIND-6': {
    happened: [
      '定位精度 {accuracyMetres} 米，超过 {limit} 米。',
      'The position is only accurate to {accuracyMetres} m; the limit is {limit} m.',
    ],
    remedy: ['请到门口或窗边重新定位。', 'Step to the door or a window and try again.'],
  },
  'BIND-7': {
    happened: [
      '绑定要素不完整：缺少或不合格的是{element, select, acquirerCode {收单机构代码} merchantNo {商户编号} terminalNo {终端编号} merchantIdentity {商户身份} settlementAccount {结算账户} place {布放地点} areaCode {地区代码} mccCode {商户类别码} other {要素}}。',
      'The binding is not complete: the {element, select, acquirerCode {acquirer code} merchantNo {merchant number} terminalNo {terminal number} merchantIdentity {merchant’s identity} settlementAccount {settlement account} place {place} areaCode {area code} mccCode {category code} other {element}} is missing or misshapen.',
    ],
    remedy: ['请收单机构补全后再绑定。', 'The acquirer completes it, then bind again.'],
  },
  'BIND-8': {
    happened: [
      '当前位置距勘查地点 {metres} 米，超过允许的 {allowed} 米。',
      'You are {metres} m from the surveyed place; {allowed} m is allowed.',
    ],
    remedy: [
      '请在登记的经营地址绑定；地址变更须先重新核验。',
      'Bind at the registered premises; a move is verified first.',
    ],
  },
  'BIND-9': {
    happened: ['可用的编号已经用完。', 'There are no free numbers left.'],
    remedy: ['请收单机构分配新的号段。', 'The acquirer assigns a new range.'],
  },
} as const
