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
  chooseTitle: ['以哪个身份进入？', 'Who are you today?'],
  newHere: [
    '第一次来的商户也用手机号登录，系统会为您建立账号。',
    'New merchants sign in with their number too; an account is made for you.',
  ],
})
