/** What happened and what to do, for every rule about the application; each pair is Chinese, English. */
export const applicationRules = {
  'APP-1': {
    happened: [
      '申请已交审核或已有结果，现在不能修改。',
      'The application is under review or decided and cannot be changed now.',
    ],
    remedy: [
      '请等待审核结果；被退回后可以修改。',
      'Wait for the result; a returned application can be changed.',
    ],
  },
  'APP-2': {
    happened: ['提交了办理不需要的信息，没有保存。', 'Something we do not need was sent; it was not stored.'],
    remedy: [
      '请删去这一项。我们从不收集卡背面三位数、密码、有效期和短信验证码。',
      'Leave it out. We never collect the three digits on the card’s back, PINs, expiry dates or SMS codes.',
    ],
  },
  'APP-3': {
    happened: ['统一社会信用代码的格式不对。', 'The unified social credit code has the wrong form.'],
    remedy: [
      '请按营业执照填写 18 位代码，不含 I、O、S、V、Z。',
      'Copy the 18 characters from the licence; I, O, S, V and Z never occur.',
    ],
  },
  'APP-4': {
    happened: [
      '统一社会信用代码的校验位不符，少数早期代码也会这样。',
      'The code’s check character does not agree; a few early codes are like that.',
    ],
    remedy: [
      '请对照营业执照再看一遍；一致就可以继续提交。',
      'Compare it with the licence once more; if it agrees, carry on.',
    ],
  },
  'APP-5': {
    happened: ['身份证号码不正确。', 'The identity number is not right.'],
    remedy: [
      '请按证件填写 18 位号码，末位 X 用大写。',
      'Copy all 18 places from the card; a final X is a capital letter.',
    ],
  },
  'APP-6': {
    happened: ['联系电话不正确。', 'The contact phone is not right.'],
    remedy: [
      '请填写 11 位手机号，或带区号的固定电话。',
      'Give an 11-digit mobile number, or a landline with its area code.',
    ],
  },
  'APP-7': {
    happened: ['结算账号不正确。', 'The settlement account number is not right.'],
    remedy: [
      '个人账户请填写本人借记卡的 16 至 19 位卡号，对公账户请填写 8 至 32 位账号；不要填写信用卡。',
      'For a personal account give the 16–19 digits of your own debit card, for a corporate one its 8–32 digits; never a credit card.',
    ],
  },
  'APP-8': {
    happened: [
      '结算账户类型改了，原来的账号需要重新填写。',
      'The kind of settlement account changed, so its number is needed again.',
    ],
    remedy: ['请再填写一次结算账号。', 'Type the settlement account number again.'],
  },
  'APP-9': {
    happened: [
      '结算账户类型与商户类型不符。',
      'This kind of settlement account does not fit this kind of merchant.',
    ],
    remedy: [
      '小微商户请使用本人的个人账户，事业单位和社会组织请使用对公账户。',
      'A micro merchant uses the owner’s personal account, an institution its corporate account.',
    ],
  },
  'APP-10': {
    happened: ['有必填的内容还没有填写。', 'A required field is empty.'],
    remedy: ['请填写标出的一项后再提交。', 'Fill the marked field, then submit.'],
  },
  'APP-11': {
    happened: ['还缺少需要的资料。', 'A required paper is missing.'],
    remedy: ['请上传标出的资料后再提交。', 'Attach the marked paper, then submit.'],
  },
  'APP-12': {
    happened: ['补正期限已过。', 'The deadline for corrections has passed.'],
    remedy: [
      '可以对退回决定提出申诉，或重新开始一份申请。',
      'Appeal the decision, or start a new application.',
    ],
  },
  'APP-13': {
    happened: ['地区代码不正确。', 'The region code is not right.'],
    remedy: ['请从列表中选择店铺所在的县区。', 'Choose the shop’s district from the list.'],
  },
} as const
