/** Reading pictures: what nobody may keep, and what could not be read. */
export const ocrRules = {
  'OCR-1': {
    happened: [
      '照片上像是信用卡，或露出了卡的有效期。照片已删除，没有留存。',
      'The photo seems to show a credit card or a card’s expiry date. It was removed and not kept.',
    ],
    remedy: [
      '办理不需要信用卡。请改拍借记卡卡号面（盖住有效期）或开户证明，在提交申请前重新上传。',
      'No credit card is needed. Photograph the number side of a debit card with its expiry covered, or an account certificate, and upload it before you submit.',
    ],
  },
  'OCR-2': {
    happened: [
      '照片上像是银行卡背面或卡背面的三位安全码。照片已删除，没有留存。',
      'The photo seems to show the back of a bank card or its three-digit code. It was removed and not kept.',
    ],
    remedy: [
      '请不要拍卡背面，谁要都不要给。请改传账户证明，在提交申请前重新上传。',
      'Never photograph the back of a card, whoever asks. Upload proof of the account instead, before you submit.',
    ],
  },
  'OCR-3': {
    happened: [
      '照片上像是带验证码的短信。照片已删除，没有留存。',
      'The photo seems to show a message with a verification code. It was removed and not kept.',
    ],
    remedy: [
      '验证码不要给任何人。如有人索要，请马上联系银行；请在提交申请前换一张需要的资料照片。',
      'Give such a code to nobody; if somebody asked for it, call your bank at once. Upload the paper that is needed before you submit.',
    ],
  },
  'OCR-4': {
    happened: [
      '照片上像是写着密码。照片已删除，没有留存。',
      'The photo seems to show a PIN or password. It was removed and not kept.',
    ],
    remedy: [
      '办理从不需要密码；如果是在用的密码，请现在就修改。请在提交申请前换一张需要的资料照片。',
      'A PIN is never needed; if it is in use, change it now. Upload the paper that is needed before you submit.',
    ],
  },
  'OCR-5': {
    happened: ['现在没能读出这张照片。', 'This photo could not be read just now.'],
    remedy: [
      '您可以一分钟后再试，也可以直接填写，不影响办理。',
      'Try again in a minute, or simply type; your application goes on either way.',
    ],
  },
  'OCR-6': {
    happened: ['资料照片只由系统按规定移除。', 'Only the house takes a paper out, and only by rule.'],
    remedy: [
      '想换照片，请在提交申请前重新上传同一项资料。',
      'To exchange a photo, upload that paper again before you submit.',
    ],
  },
} as const
