/**
 * How strong a signature is, said honestly. 电子签名法 art. 13 calls a signature reliable when its data are the signer's
 * own and controlled by the signer alone (1, 2) and every later change is seen (3, 4), or when the parties agreed other
 * conditions. Only a licensed authority certifies who somebody is (16–18).
 */
export type SigningGrade = 'A' | 'B' | 'C'
export type SigningMethod = 'licensed-ca' | 'passkey' | 'sms-code'

export const gradeOf: Readonly<Record<SigningMethod, SigningGrade>> = {
  'licensed-ca': 'A',
  passkey: 'B',
  'sms-code': 'C',
}

type Said = { readonly name: readonly [string, string]; readonly says: readonly [string, string] }

/** What people are told, on the signing page, in the PDF and at the command line: zh, en. */
export const gradeWords: Readonly<Record<SigningGrade, Said>> = {
  A: {
    name: ['甲级：持牌电子认证机构的证书', 'Grade A: certificate of a licensed authority'],
    says: [
      '由取得电子认证许可的机构核实身份并签发证书（电子签名法第十六条）。本平台只有在接入这样的机构后才提供。',
      'A licensed authority checks who you are and issues the certificate (Electronic Signature Law, art. 16). Offered only where such an authority is connected.',
    ],
  },
  B: {
    name: ['乙级：您设备上的通行密钥', 'Grade B: the passkey on your own device'],
    says: [
      '密钥只在您的设备里，经您的指纹、面容或锁屏密码解锁后对这份文件签名，之后改动一个字节都能发现。没有持牌机构证明密钥属于谁；归属由平台的登记和日志说明。',
      'The key stays in your device, is unlocked by your fingerprint, face or screen lock and signs this very file: one byte changed later is noticed. No licensed authority certifies whose key it is; the platform’s records and log say so.',
    ],
  },
  C: {
    name: ['丙级：双方约定的短信验证码', 'Grade C: the text-message code both sides agreed on'],
    says: [
      '双方约定以验证码确认这份文件。验证码由平台生成，不是只有您掌握的签名数据，因此我们不称它为可靠的电子签名；它是您当时同意的记录。',
      'Both sides agree to confirm this file by a code. The platform makes the code, so it is no signing data of yours alone, and we do not call it a reliable electronic signature; it records that you agreed at that time.',
    ],
  },
}
