import { words } from '../wording.ts'

export const signInWords = words({
  title: ['登录', 'Sign in'],
  lead: [
    '商户、服务商、上门人员、审核和监管都从这里进入。',
    'Merchants, providers, technicians, reviewers and regulators all enter here.',
  ],
  phone: ['手机号', 'Mobile number'],
  phoneHelp: [
    '号码加密保存，只用于登录和办理通知。',
    'Stored encrypted; used only for signing in and for news of your case.',
  ],
  send: ['获取验证码', 'Send me a code'],
  code: ['短信验证码', 'Code from the message'],
  codeHelp: ['六位数字，已发往 {phone}，{time} 前有效。', 'Six digits, sent to {phone}, valid until {time}.'],
  enter: ['登录', 'Sign in'],
  resend: ['重新发送', 'Send again'],
  resendIn: ['{n} 秒后可重新发送', 'Send again in {n} s'],
  otherPhone: ['换一个手机号', 'Use another number'],
  passkey: ['用通行密钥登录', 'Sign in with a passkey'],
  or: ['或者', 'or'],
  demoCode: ['演示环境的短信箱', 'Message box of the demo'],
  passkeyFailed: ['没有完成通行密钥登录', 'Passkey sign-in was not completed'],
  passkeyFailedWhy: ['可以再试一次，或改用短信验证码。', 'Try again, or use a code by message.'],
  noPasskeyBrowser: [
    '这个浏览器不支持通行密钥，可用短信验证码。',
    'This browser knows no passkeys; a text-message code does.',
  ],
  noPasskeyAddress: [
    '您是用一串数字的网址（{address}）打开的。通行密钥只认网站的名字，任何浏览器都不会在数字网址上提供它，所以这里只能用短信验证码。',
    'You opened this at an address of numbers ({address}). Passkeys are bound to a site’s name and no browser offers them at numbers, so here only a text-message code works.',
  ],
  namedAgain: [
    '用下面的网址打开就可以；在那里要重新登录一次。',
    'The address below has a name; you sign in there once more.',
  ],
  openNamed: ['改用 {address} 打开', 'Open {address} instead'],
  askForName: ['请用这个网站的域名打开。', 'Open it by this site’s own name.'],
  chooseTitle: ['以哪个身份进入？', 'Who are you today?'],
  newHere: [
    '第一次来的商户也用手机号登录，系统会为您建立账号。',
    'New merchants sign in with their number too; an account is made for you.',
  ],
})
