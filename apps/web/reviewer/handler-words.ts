import { words } from '../wording.ts'

/** Words of the sealed handler and its key at the acquirer's desk. */
export const handlerDeskWords = words({
  reveal: ['查看经办人明文', 'Reveal the handler'],
  shown: ['经办人明文', 'Handler in clear'],
  name: ['姓名', 'Name'],
  idKind: ['证件种类', 'Kind of document'],
  'resident-id': ['居民身份证', 'Resident identity card'],
  passport: ['护照', 'Passport'],
  'hk-macao-permit': ['港澳居民来往内地通行证', 'Mainland travel permit (Hong Kong, Macao)'],
  'taiwan-permit': ['台湾居民来往大陆通行证', 'Mainland travel permit (Taiwan)'],
  'residence-permit': ['港澳台居民居住证或外国人永久居留证', 'Residence permit'],
  idNo: ['证件号码', 'Document number'],
  idValidUntil: ['证件有效期至', 'Document valid until'],
  phone: ['联系电话', 'Contact phone'],
  rotate: ['更换采集公钥', 'New capture key'],
  rotateWhy: [
    '上门人员从现在起用新公钥加密现场登记的资料；旧公钥再收三天，供没有网络的手机使用，之后只用来打开旧资料。每半年须更换一次。',
    'From now on technicians seal what they record in shops to the new key. The old one is taken for three more days, for phones without network, and afterwards only opens old records. Due every half-year.',
  ],
  rotateNow: ['旧公钥立即停用', 'End the old key at once'],
  rotateNowWhy: [
    '怀疑私钥泄露时使用。手机上已加密未发出的资料会被拒收，须当场重新填写。',
    'For when the private key may be known to somebody. What phones have sealed and not yet sent is refused and must be typed again.',
  ],
  rotated: ['新公钥已发布', 'The new key is published'],
})
