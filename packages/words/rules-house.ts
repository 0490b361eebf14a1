/** The corridor's own refusals: reading a request, signing in, pace. */
export const houseRules = {
  'HTTP-400': {
    happened: ['请求无法读取：{reason}', 'The request could not be read: {reason}'],
    remedy: ['请按接口说明修改后重试。', 'Mend it as the interface page says and send it again.'],
  },
  'HTTP-401': {
    happened: ['您还没有登录，或登录已过期。', 'You are not signed in, or your session has ended.'],
    remedy: [
      '请重新登录后再试；已填写的内容不会丢失。',
      'Sign in and try again; what you have filled in is kept.',
    ],
  },
  'HTTP-403': {
    happened: ['您的身份不能执行这一操作。', 'Your role may not do this.'],
    remedy: ['请换用有权限的身份，或联系本机构管理员。', 'Use a role that may, or ask your organisation.'],
  },
  'HTTP-404': {
    happened: ['没有找到，或不属于您。', 'Not found, or not yours.'],
    remedy: ['请从列表重新进入。', 'Go back to the list and open it from there.'],
  },
  'HTTP-405': {
    happened: ['这个地址不支持该方法。', 'This address does not take that method.'],
    remedy: ['命令用 POST，查询用 GET。', 'Commands take POST, reads take GET.'],
  },
  'HTTP-408': {
    happened: ['请求没有在时限内发送完。', 'The request did not arrive in time.'],
    remedy: ['请检查网络后重试。', 'Check the connection and send it again.'],
  },
  'HTTP-413': {
    happened: [
      '提交的内容太大，上限为 {limit} 字节。',
      'The request is too large; the limit is {limit} bytes.',
    ],
    remedy: ['请压缩图片或拆分文件后重试。', 'Shrink the picture or split the file, then send it again.'],
  },
  'HTTP-415': {
    happened: ['只接受 JSON 内容。', 'Only JSON is accepted.'],
    remedy: ['请使用 Content-Type: application/json。', 'Send Content-Type: application/json.'],
  },
  'HTTP-422': {
    happened: ['同一个请求编号曾用于另一份内容。', 'This Idempotency-Key was used for another request.'],
    remedy: ['请换一个新的请求编号。', 'Use a new key for a new request.'],
  },
  'HTTP-428': {
    happened: ['机器调用必须带 Idempotency-Key。', 'A machine must send an Idempotency-Key.'],
    remedy: [
      '请为每个命令生成一个唯一编号，重试时沿用。',
      'Make one unique key per command and keep it when you retry.',
    ],
  },
  'HTTP-431': {
    happened: ['请求头或地址太长。', 'The address or the headers are too long.'],
    remedy: [
      '请缩短后重试；浏览器用户可清除本站 Cookie。',
      'Shorten them; in a browser, clear this site’s cookies.',
    ],
  },
  'HTTP-500': {
    happened: ['系统出错了，什么都没有改变。', 'Something failed on our side; nothing was changed.'],
    remedy: [
      '请稍后重试；如仍失败，请把请求编号告诉我们。',
      'Try again shortly; if it persists, give us the request id.',
    ],
  },
  // A commit whose answer was lost with the connection may have happened: the words must not deny it.
  'HTTP-503': {
    happened: [
      '服务暂时不可用，本次操作可能没有执行。',
      'The service is unavailable for a moment; this may not have been carried out.',
    ],
    remedy: [
      '请几秒后重试：同一请求编号不会执行两次，已确认的内容不会丢失。',
      'Try again in a few seconds: the same Idempotency-Key is never carried out twice, and nothing confirmed is lost.',
    ],
  },
  'PEOPLE-1': {
    happened: ['手机号不是有效的中国大陆手机号。', 'This is not a valid mainland mobile number.'],
    remedy: ['请输入 11 位手机号。', 'Enter the eleven-digit number.'],
  },
  'PEOPLE-2': {
    happened: ['验证码刚刚发送过。', 'A code was sent just now.'],
    remedy: ['请在 {seconds} 秒后再获取。', 'Ask again in {seconds} seconds.'],
  },
  'PEOPLE-3': {
    happened: ['这个号码获取验证码太频繁。', 'Too many codes were asked for this number.'],
    remedy: [
      '请在 {minutes} 分钟后再试，或使用通行密钥。',
      'Try again in {minutes} minutes, or use a passkey.',
    ],
  },
  'PEOPLE-4': {
    happened: ['您所在的网络获取验证码太频繁。', 'Too many codes were asked from your network.'],
    remedy: ['请在 {minutes} 分钟后再试。', 'Try again in {minutes} minutes.'],
  },
  'PEOPLE-5': {
    happened: ['验证码不正确或已失效。', 'The code is wrong or no longer valid.'],
    remedy: [
      '请核对最新一条短信；输错 5 次或超过 5 分钟须重新获取。',
      'Check the latest message; after 5 wrong tries or 5 minutes ask for a new one.',
    ],
  },
  'PEOPLE-6': {
    happened: ['您不能为该机构邀请这种身份。', 'You may not invite this role for that organisation.'],
    remedy: [
      '服务商可邀请本机构的客服与上门人员；收单机构可邀请审核人员。',
      'Providers invite their own desk and technicians, acquirers their reviewers.',
    ],
  },
  'PEOPLE-7': {
    happened: ['通行密钥验证未通过。', 'The passkey could not be verified.'],
    remedy: ['请重试，或改用短信验证码登录。', 'Try again, or sign in with a code.'],
  },
  'PEOPLE-8': {
    happened: ['接口密钥不能超出您自己的权限。', 'A key may not do more than you may.'],
    remedy: ['请只选择您的身份可以调用的接口。', 'Choose only calls your role may make.'],
  },
  'HOUSE-1': {
    happened: [
      '平台还没有登记收单机构，暂不能受理申请。',
      'No acquirer is registered here yet, so no application can be taken.',
    ],
    remedy: [
      '请联系平台运营方登记持牌收单机构后再申请。',
      'Ask the operator to register a licensed acquirer first.',
    ],
  },
  'HOUSE-2': {
    happened: [
      '所选服务商中有未备案、备案失效或不覆盖您所在地区的机构。',
      'A chosen provider has no filing in force for your region.',
    ],
    remedy: [
      '请在名录中改选备案有效的服务商。',
      'Choose providers whose filing is in force in the directory.',
    ],
  },
  'HOUSE-3': {
    happened: ['该人员不是贵机构在岗的上门人员。', 'This person is not a technician of your organisation.'],
    remedy: ['请先在“团队”中邀请该人员，或另选一位。', 'Invite them under Team first, or choose another.'],
  },
  'HOUSE-4': {
    happened: ['该上门人员在这个时段已有其他预约。', 'This technician already has a visit at that time.'],
    remedy: ['请换一个时间或另派人员。', 'Choose another time or another technician.'],
  },
  'HOUSE-5': {
    happened: [
      '商户尚未确认这次上门，或上门已结束。',
      'The merchant has not confirmed this visit, or it is over.',
    ],
    remedy: [
      '请等商户确认时间；地址与核验码只在确认后、上门期间可见。',
      'Wait for the confirmation; address and codes show only between confirmation and the end of the visit.',
    ],
  },
  'HOUSE-6': {
    happened: ['这份测验已经交卷。', 'This quiz has been handed in already.'],
    remedy: ['请重新开始一份测验。', 'Start a new quiz.'],
  },
  'HOUSE-7': {
    happened: [
      '收单机构缺少支付业务许可证编号或客服热线。',
      'The acquirer lacks its licence number or hotline.',
    ],
    remedy: ['请补充后再登记；两者都会写进协议。', 'Add both; they stand in every agreement.'],
  },
  'HOUSE-8': {
    happened: [
      '还没有商户接受的方案，不能生成协议。',
      'No proposal has been accepted, so there is no agreement to make.',
    ],
    remedy: ['请等商户接受方案的某个版本。', 'Wait until the merchant accepts a version of the proposal.'],
  },
} as const
