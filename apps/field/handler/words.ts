import { words } from '../../web/wording.ts'

/** Words of the handler's page: who takes the terminal over for the shop. */
export const handlerWords = words({
  title: ['登记经办人', 'Record the handler'],
  lead: [
    '谁代表商户接收终端。内容在这台手机上加密，只有收单机构能打开。',
    'Who takes the terminal over for the shop. It is sealed on this phone; only the acquirer can open it.',
  ],
  card: ['现场经办人', 'Handler in the shop'],
  cardWhy: [
    '收单机构须核实接收终端的经办人。对照证件原件当场填写，不要拍照、不要另存。',
    'The acquirer must know who takes the terminal. Type it in the shop from the document itself; take no picture and keep no copy.',
  ],
  open: ['登记经办人', 'Record the handler'],
  again: ['重新登记', 'Record again'],
  recordedAt: ['{at} 已登记，只有{acquirer}能打开。', 'Recorded {at}; opens only at {acquirer}.'],
  sealedTo: ['加密给', 'Sealed to'],
  name: ['姓名', 'Name'],
  idKind: ['证件种类', 'Kind of document'],
  choose: ['请选择', 'Choose'],
  'resident-id': ['居民身份证', 'Resident identity card'],
  passport: ['护照', 'Passport'],
  'hk-macao-permit': ['港澳居民来往内地通行证', 'Mainland travel permit (Hong Kong, Macao)'],
  'taiwan-permit': ['台湾居民来往大陆通行证', 'Mainland travel permit (Taiwan)'],
  'residence-permit': ['港澳台居民居住证或外国人永久居留证', 'Residence permit'],
  idNo: ['证件号码', 'Document number'],
  idValidUntil: ['证件有效期至', 'Document valid until'],
  idValidUntilHelp: [
    '如 2036-05-20；长期有效写「长期」。',
    'Such as 2036-05-20; write 长期 if it has no end.',
  ],
  phone: ['联系电话', 'Contact phone'],
  submit: ['加密并登记', 'Seal and record'],
  echo: ['刚刚登记的内容（已遮盖）', 'What was recorded just now, masked'],
  echoWhy: [
    '离开本页后这里不再显示，这台手机和服务商都打不开。',
    'It is gone from here once you leave this page; neither this phone nor your provider can open it.',
  ],
  recorded: ['经办人已登记', 'The handler is recorded'],
  waiting: ['已加密，有网络后自动发出', 'Sealed; sent by itself once the network is back'],
  waitingWhy: [
    '本机只留下密文，填写的内容已清除。不用重新填写。',
    'Only ciphertext is kept on this phone; what you typed is gone. There is no need to type it again.',
  ],
  insecure: ['这个连接不能加密', 'This connection cannot encrypt'],
  insecureWhy: [
    '请用 https 地址打开本页后再填写；不要把资料写在别处。',
    'Open this page by its https address before typing anything; do not write the data down elsewhere.',
  ],
  notSealed: [
    '没能加密，什么都没有发送。请重新打开本页再试。',
    'Sealing failed and nothing was sent. Open this page again and retry.',
  ],
  notInside: ['到店后才能登记', 'Recorded once you are inside'],
  toDoor: ['去门口核验', 'To the door check'],
})
