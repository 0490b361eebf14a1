import type { Both } from '#provision/training-questions.ts'

export type Lesson = { readonly lessonId: string; readonly title: Both; readonly body: Both }

/** What every merchant is taught before the terminal goes live (domain §6.3; 公告〔2013〕9号 art. 13). */
export const lessons: readonly Lesson[] = [
  {
    lessonId: 'first-payment',
    title: { zh: '开机、签到与收款', en: 'Switching on, signing in, taking a payment' },
    body: {
      zh: '每天营业前开机并签到：终端向收单机构领取当天的工作密钥，签到失败就不要收款，先联系客服。收款时输入金额，请顾客自己插卡、挥卡或扫码；需要密码时，请顾客自己在键盘上输入，您和店员都转过头去。屏幕或小票显示“交易成功”才算收到钱，顾客手机上的提示不能代替您的终端。',
      en: 'Switch on and sign in before opening: the terminal fetches the day’s working keys from the acquirer. If sign-in fails, take no payments and call support. Enter the amount and let the customer insert, tap or scan. If a PIN is asked for, the customer keys it in alone while you and your staff look away. Only “approved” on your own screen or slip means paid; a notice on the customer’s phone does not.',
    },
  },
  {
    lessonId: 'void-refund',
    title: { zh: '撤销与退货', en: 'Voids and refunds' },
    body: {
      zh: '撤销用于当天、同一批次、同一台终端、金额完全相同的交易，需要主管密码。已经结算或隔天的交易只能退货：可以部分退、分次退，总额不超过原交易，钱退回顾客原来付款的卡或账户。不要用现金代替退货，也不要退到另一张卡。',
      en: 'A void undoes a payment of the same day, the same batch, the same terminal and exactly the same amount; it needs the supervisor’s password. After settlement, or on another day, only a refund works: in part or in several parts, never more than the original, and always back to the card or account that paid. Never refund in cash instead, and never to another card.',
    },
  },
  {
    lessonId: 'pre-authorisation',
    title: { zh: '预授权', en: 'Pre-authorisation' },
    body: {
      zh: '酒店和租赁会用到预授权：先冻结押金，离店时按实际金额完成，多余部分立即解冻。请保存预授权小票上的授权码，完成或撤销时要用。顾客不消费了，要做预授权撤销，不要放着不管：那是顾客的钱被冻着。没有开通这项业务的商户不会用到它。',
      en: 'Hotels and rentals use it: hold a deposit, complete it with the real amount at check-out, and the rest is freed at once. Keep the slip, since its authorisation code is needed to complete or cancel. If the customer leaves without buying, cancel the hold rather than forget it: it is the customer’s money that stays blocked. Merchants without this service never meet it.',
    },
  },
  {
    lessonId: 'settlement',
    title: { zh: '批结算与对账', en: 'Batch settlement and reconciliation' },
    body: {
      zh: '每天打烊前做一次批结算，终端与主机核对总笔数和总金额，对平后打印结算单。第二天核对到账金额：应到账等于交易总额减去协议写明的手续费，结算周期以协议为准。对不上就在平台报“结算”工单，附上日期和批次号，不要自己反复重做交易。',
      en: 'Settle the batch once a day before closing: terminal and host compare counts and totals, then the settlement slip prints. Next day compare what arrived: it should be the day’s total less the fee written in your agreement, on the cycle your agreement names. If it differs, open a settlement ticket with the date and batch number; do not repeat payments to make it fit.',
    },
  },
  {
    lessonId: 'slip',
    title: { zh: '看懂小票', en: 'Reading the slip' },
    body: {
      zh: '小票上的商户名称必须是您的店，商户编号第 8 到 11 位是行业类别，应与审核通过的类别一致。卡号中间必须用星号遮住。还要核对交易类型、金额、终端号和时间。名称或类别不是您的，就是“跳码、套码”，会影响您的费率和顾客的维权：停止收款并马上投诉。小票要妥善保管，调单时需要它。',
      en: 'The merchant name on the slip must be yours. Characters 8 to 11 of the merchant number are the trade category and must be the one that was approved. The middle of the card number must be starred out. Check type, amount, terminal number and time as well. A foreign name or category means the payment is passed off as another trade: stop taking payments and complain at once. Keep slips safe; a later enquiry needs them.',
    },
  },
  {
    lessonId: 'no-slip',
    title: { zh: '没出票、断网怎么办', en: 'No slip, no network' },
    body: {
      zh: '没有出票，先重打印或查询上一笔，千万不要马上再刷一次，否则顾客可能被扣两次。断网时终端会在下一笔交易前自动冲正未完成的交易，等它完成。查询仍不清楚，请顾客留下联系方式，在平台报工单，由收单机构核对。',
      en: 'If no slip comes, reprint or look up the last payment first. Never swipe again straight away: the customer may be charged twice. After a broken connection the terminal reverses the unfinished payment by itself before the next one; let it finish. If it stays unclear, open a ticket and let the acquirer look it up.',
    },
  },
  {
    lessonId: 'red-lines',
    title: { zh: '红线：套现、拆单、侧录', en: 'Red lines: cash-out, splitting, skimming' },
    body: {
      zh: '没有真实买卖就不能刷卡：替人套现、虚构交易是违法行为，可能构成犯罪。一笔买卖不要拆成几笔来躲限额。遇到没有卡面信息的白卡、要求反复换卡试密码的人，婉拒并报告。任何人要在终端上加装东西、拆机或“升级程序降费率”，都要拒绝。',
      en: 'No real sale, no payment: cashing out a card for somebody or inventing a sale is against the law and may be a crime. Do not split one sale into several to slip under a limit. Decline blank white cards and people who try card after card, and report them. Refuse anyone who wants to attach something to the terminal, open it, or “upgrade it for a lower rate”.',
    },
  },
  {
    lessonId: 'daily-look',
    title: { zh: '每天看一眼：设备与二维码', en: 'One look a day: terminal and QR code' },
    body: {
      zh: '每天开门时看一眼：封签完好，外壳没有撬痕，卡槽和键盘上没有多出来的东西，附近没有对着键盘的摄像头。自己扫一下桌上的收款码，确认收款方是您的店，没有被贴上别人的码。发现不对就停用终端，在平台报“疑似欺诈”工单，等待核验。',
      en: 'Look once every morning: the seal is whole, the case unpried, nothing extra sits on slot or keypad, no camera looks at the keypad. Scan your own QR code and see that the payee is your shop, not somebody else’s sticker. If something is wrong, stop using the terminal, open a suspected-fraud ticket and wait for a check.',
    },
  },
  {
    lessonId: 'passwords',
    title: { zh: '密码与员工', en: 'Passwords and staff' },
    body: {
      zh: '安装当天就修改主管和操作员的初始密码，主管密码只给负责人，它能撤销和退货。每位店员用自己的操作员号。员工离职当天停用其操作员号并修改主管密码。平台和客服永远不会向您要密码或短信验证码。',
      en: 'Change the supervisor’s and operators’ default passwords on the day of installation. The supervisor’s password can void and refund, so only the person in charge has it. Each cashier uses an operator number of their own. On the day somebody leaves, disable their number and change the supervisor’s password. Neither the platform nor support will ever ask for a password or an SMS code.',
    },
  },
  {
    lessonId: 'fair-acceptance',
    title: { zh: '不加价、不拒收、不外借、不移机', en: 'No surcharge, no refusal, no lending, no moving' },
    body: {
      zh: '不能因为顾客刷卡或扫码就加收手续费，也不能给更差的服务。终端、收款码和结算账户只能您自己用，出租、出借、出售都要承担法律责任。终端只能在登记的地址使用：搬店先在平台报“移机或撤机”，经重新核实后再移动，否则会被暂停。',
      en: 'You may not add a fee or give worse service because a customer pays by card or code. Terminal, QR code and settlement account are for you alone; renting, lending or selling them makes you liable. The terminal works only at its registered address: before moving, open a move-or-close ticket and wait for the new check, or it will be suspended.',
    },
  },
  {
    lessonId: 'card-data',
    title: { zh: '保护顾客的卡信息', en: 'Protecting card data' },
    body: {
      zh: '不拍卡片照片，不抄完整卡号，不记有效期、背面三位数和密码，也不让任何人用手机代替终端读卡。需要留存的只有遮住卡号的小票。顾客的信息泄露了，尽快在平台报“信息安全”工单，越早处理损失越小。',
      en: 'Take no photos of cards, copy no full numbers, never note expiry dates, the three digits on the back or PINs, and let nobody read a card with a phone instead of the terminal. The slip with the starred number is all you keep. If customer data leaks, open a privacy ticket at once: the earlier, the smaller the harm.',
    },
  },
  {
    lessonId: 'scams',
    title: { zh: '识别冒充与骗局', en: 'Telling impostors' },
    body: {
      zh: '自称“银联”“支付公司”来电说终端要停用、要换机、要交激活费或押金的，先挂断，再用平台或协议上的官方号码打回去核实。上门人员必须先在平台完成双向门口核验：您看到对方的姓名、工号和验证码都一致，才让他进门。协议里没有写的费用，一分也不用付。',
      en: 'If somebody calls as “UnionPay” or “the payment company” to say your terminal will stop, must be swapped, or needs an activation fee or deposit, hang up and call back on the official number shown on the platform or in your agreement. A visitor first passes the two-way door check: let them in only when name, badge and code agree. A fee that is not in the agreement is not owed.',
    },
  },
  {
    lessonId: 'fees-and-rights',
    title: { zh: '看懂费用，知道权利', en: 'Fees and your rights' },
    body: {
      zh: '费率、封顶、流量费、当日到账费都写在协议的收费表里，表里没有的不得收取。收费或协议要变更，须提前至少 30 天公告并取得您的同意。当日到账是可选的，会多收费用，可以关闭。终端故障、费用争议、退出解约都在平台报工单，处理时限看得见；不满意可以向收单机构和监管部门投诉。',
      en: 'Rates, caps, data-line fees and same-day fees all stand in the agreement’s fee sheet; what is not there may not be charged. A change of fees or agreement needs at least 30 days’ notice and your consent. Same-day settlement is optional, costs extra and can be turned off. Faults, fee disputes and leaving go through a ticket whose deadline you can see; if you are not content, complain to the acquirer and the authorities.',
    },
  },
]
