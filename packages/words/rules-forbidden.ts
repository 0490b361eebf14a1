/** What is never taken from anybody, and what to write instead. */
export const forbiddenRules = {
  'VAULT-20': {
    happened: [
      '这里写了一个像银行卡号的号码，我们没有保存它。',
      'This holds what looks like a bank card number; it was not kept.',
    ],
    remedy: [
      '办理收款从不需要客户的卡号（9号公告第27条）。请删去号码后再提交；要收款的借记卡只填在「结算账号」一栏，其他地方写末四位即可。',
      'Taking payments never needs a customer’s card number (Notice 9, art. 27). Take it out and send again; the debit card you are paid to goes into the settlement account field only, elsewhere its last four digits will do.',
    ],
  },
  'VAULT-21': {
    happened: [
      '这里写了卡背面的安全码（CVV、CVN2），我们没有保存它。',
      'This holds a card’s security code (CVV, CVN2); it was not kept.',
    ],
    remedy: [
      '任何人办理收款都不需要安全码。请删去后再提交；如果有人向您要过，请立即联系发卡银行，并在这里报「疑似诈骗」工单。',
      'Nobody needs it to set up payments. Take it out and send again; if somebody asked you for it, call the issuing bank at once and open a ticket “suspected fraud” here.',
    ],
  },
  'VAULT-22': {
    happened: [
      '这里写了六位密码，我们没有保存它。',
      'This holds a six-digit password or PIN; it was not kept.',
    ],
    remedy: [
      '密码只应由本人输入密码键盘，不能写给任何人。请删去后再提交；已经告诉过别人的，请立即修改密码。',
      'A PIN belongs on the keypad and is written to nobody. Take it out and send again; if somebody has learned it, change it at once.',
    ],
  },
  'VAULT-23': {
    happened: [
      '这里写了短信验证码，我们没有保存它。',
      'This holds a code from a text message; it was not kept.',
    ],
    remedy: [
      '验证码只填在要求它的那一个输入框里，不能写在留言、备注或申请资料中。请删去后再提交；有人索要验证码就是诈骗。',
      'Such a code goes only into the one box that asks for it, never into messages, notes or forms. Take it out and send again; whoever asks you for one is a fraud.',
    ],
  },
  'VAULT-24': {
    happened: [
      '卡号旁边写了卡的有效期，我们没有保存它。',
      'A card’s expiry date stands beside its number; it was not kept.',
    ],
    remedy: [
      '结算只需要借记卡卡号，从不需要有效期。请删去有效期后再提交。',
      'Settlement needs the number of a debit card and never its expiry date. Take the date out and send again.',
    ],
  },
  'VAULT-25': {
    happened: [
      '这个结算账号是一张信用卡，我们没有保存它。',
      'This settlement account is a credit card; it was not kept.',
    ],
    remedy: [
      '结算只能到本人借记卡或对公账户，信用卡不能收款。请改填后再提交；如果这确实是借记卡，请换一张卡或联系收单机构核对。',
      'Money is paid out to a debit card of your own or a firm’s account, never to a credit card. Enter one of those; if this is a debit card after all, use another or ask the acquirer to look.',
    ],
  },
} as const
