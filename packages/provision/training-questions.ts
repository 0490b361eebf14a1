/** A text in both tongues. */
export type Both = { readonly zh: string; readonly en: string }

export type Question = {
  readonly questionId: string
  readonly ask: Both
  readonly right: Both
  readonly wrong: readonly Both[]
}

/** Each question is answered by the lesson of nearly the same name in training-lessons.ts. */
export const questions: readonly Question[] = [
  {
    questionId: 'paid-when',
    ask: { zh: '什么时候才算收到钱？', en: 'When has the customer paid?' },
    right: { zh: '我的终端屏幕或小票显示交易成功', en: 'When my own terminal or slip says approved' },
    wrong: [
      { zh: '顾客给我看手机上的付款成功页面', en: 'When the customer shows “paid” on a phone' },
      { zh: '顾客输完密码', en: 'When the PIN has been entered' },
    ],
  },
  {
    questionId: 'void-or-refund',
    ask: {
      zh: '昨天的一笔交易顾客要退，应该怎么做？',
      en: 'A customer returns yesterday’s purchase. What do you do?',
    },
    right: { zh: '做退货，退回原来付款的卡或账户', en: 'A refund, back to the card or account that paid' },
    wrong: [
      { zh: '做撤销', en: 'A void' },
      { zh: '给顾客现金', en: 'Give cash' },
      { zh: '退到顾客指定的另一张卡', en: 'A refund to another card the customer names' },
    ],
  },
  {
    questionId: 'refund-limit',
    ask: { zh: '退货金额有什么限制？', en: 'How much may be refunded?' },
    right: {
      zh: '可以分次退，总额不超过原交易',
      en: 'In parts if you like, never more than the original in total',
    },
    wrong: [
      { zh: '必须一次全额退', en: 'Only all of it at once' },
      { zh: '没有限制', en: 'Any amount' },
    ],
  },
  {
    questionId: 'settle-daily',
    ask: { zh: '批结算多久做一次？', en: 'How often do you settle the batch?' },
    right: { zh: '每天打烊前', en: 'Every day before closing' },
    wrong: [
      { zh: '每月一次', en: 'Once a month' },
      { zh: '有空再做', en: 'When there is time' },
    ],
  },
  {
    questionId: 'foreign-name',
    ask: {
      zh: '小票上的商户名称不是您的店，怎么办？',
      en: 'The slip shows another merchant’s name. What now?',
    },
    right: { zh: '停止收款并马上投诉', en: 'Stop taking payments and complain at once' },
    wrong: [
      { zh: '钱到账就行，不用管', en: 'Nothing, as long as the money arrives' },
      { zh: '用笔在小票上改成店名', en: 'Correct the name on the slip by hand' },
    ],
  },
  {
    questionId: 'slip-category',
    ask: { zh: '商户编号第 8 到 11 位是什么？', en: 'What are characters 8 to 11 of the merchant number?' },
    right: { zh: '行业类别，应与审核通过的一致', en: 'The trade category, which must be the approved one' },
    wrong: [
      { zh: '终端密码', en: 'The terminal’s password' },
      { zh: '顾客卡号的一部分', en: 'Part of the customer’s card number' },
    ],
  },
  {
    questionId: 'no-slip',
    ask: { zh: '刷完卡没有出小票，先做什么？', en: 'The card was read but no slip came. What first?' },
    right: { zh: '重打印或查询上一笔', en: 'Reprint or look up the last payment' },
    wrong: [
      { zh: '马上再刷一次', en: 'Swipe again at once' },
      { zh: '让顾客先走，当作成功', en: 'Let the customer go and call it paid' },
    ],
  },
  {
    questionId: 'cash-out',
    ask: {
      zh: '熟人没有买东西，请您刷卡换现金并给好处费，怎么办？',
      en: 'A friend buys nothing but asks to swipe for cash and offers a tip. What do you do?',
    },
    right: { zh: '拒绝，没有真实买卖不能刷卡', en: 'Refuse: no real sale, no payment' },
    wrong: [
      { zh: '金额小就可以', en: 'Agree if the amount is small' },
      { zh: '拆成几笔刷', en: 'Split it into several payments' },
    ],
  },
  {
    questionId: 'upgrade-offer',
    ask: {
      zh: '有人上门说可以免费“升级程序降费率”，怎么办？',
      en: 'Somebody at the door offers a free “upgrade for a lower rate”. What do you do?',
    },
    right: { zh: '拒绝，并在平台核实和报告', en: 'Refuse, check on the platform and report it' },
    wrong: [
      { zh: '免费就让他升级', en: 'Let them, since it is free' },
      { zh: '把终端交给他带走', en: 'Hand over the terminal' },
    ],
  },
  {
    questionId: 'daily-look',
    ask: { zh: '开门时发现封签破了，怎么办？', en: 'In the morning the seal is broken. What do you do?' },
    right: {
      zh: '停用终端，报“疑似欺诈”工单，等待核验',
      en: 'Stop using it, open a suspected-fraud ticket and wait for a check',
    },
    wrong: [
      { zh: '用胶带粘好继续用', en: 'Tape it and carry on' },
      { zh: '等年度巡检时再说', en: 'Mention it at the yearly inspection' },
    ],
  },
  {
    questionId: 'rogue-code',
    ask: { zh: '怎样知道桌上的收款码没有被调包？', en: 'How do you know your QR code has not been swapped?' },
    right: { zh: '每天自己扫一下，看收款方是不是本店', en: 'Scan it myself every day and look at the payee' },
    wrong: [
      { zh: '看颜色没变就行', en: 'The colours are the same' },
      { zh: '有人投诉再看', en: 'Look when somebody complains' },
    ],
  },
  {
    questionId: 'default-password',
    ask: { zh: '终端的初始密码什么时候改？', en: 'When do you change the default passwords?' },
    right: { zh: '安装当天', en: 'On the day of installation' },
    wrong: [
      { zh: '出问题以后', en: 'After a problem' },
      { zh: '不用改，记住就好', en: 'Never; it is enough to remember them' },
    ],
  },
  {
    questionId: 'surcharge',
    ask: { zh: '顾客刷卡，可以多收手续费吗？', en: 'May you add a fee because a customer pays by card?' },
    right: { zh: '不可以', en: 'No' },
    wrong: [
      { zh: '金额小的时候可以', en: 'Yes, for small amounts' },
      { zh: '信用卡可以', en: 'Yes, for credit cards' },
    ],
  },
  {
    questionId: 'moving-shop',
    ask: { zh: '店要搬到隔壁街，终端怎么办？', en: 'The shop moves to the next street. And the terminal?' },
    right: {
      zh: '先报“移机或撤机”，重新核实后再移动',
      en: 'Open a move-or-close ticket first; move it after the new check',
    },
    wrong: [
      { zh: '自己带过去接着用', en: 'Take it along and carry on' },
      { zh: '借给原址的新店', en: 'Lend it to the next tenant' },
    ],
  },
  {
    questionId: 'card-data',
    ask: { zh: '下面哪一样可以留存？', en: 'Which of these may you keep?' },
    right: { zh: '遮住卡号的小票', en: 'The slip with the starred card number' },
    wrong: [
      { zh: '卡片正反面照片', en: 'Photos of both sides of the card' },
      { zh: '有效期和背面三位数', en: 'The expiry date and the three digits on the back' },
    ],
  },
  {
    questionId: 'activation-call',
    ask: {
      zh: '来电自称“银联”，说要交激活费否则停机，怎么办？',
      en: 'A caller from “UnionPay” wants an activation fee or the terminal will stop. What do you do?',
    },
    right: { zh: '挂断，用官方号码打回去核实', en: 'Hang up and call back on the official number' },
    wrong: [
      { zh: '先交钱再说', en: 'Pay first' },
      { zh: '把短信验证码告诉对方', en: 'Read out the SMS code' },
    ],
  },
  {
    questionId: 'unlisted-fee',
    ask: {
      zh: '上门人员要收协议里没有的费用，怎么办？',
      en: 'The visitor asks for a fee the agreement does not list. What do you do?',
    },
    right: { zh: '不付，并在验收时如实反映', en: 'Do not pay, and say so when confirming the installation' },
    wrong: [
      { zh: '金额不大就付', en: 'Pay if it is small' },
      { zh: '要一张收据就行', en: 'Pay and ask for a receipt' },
    ],
  },
  {
    questionId: 'fee-change',
    ask: { zh: '收费要变更，必须怎样？', en: 'What does a change of fees need?' },
    right: { zh: '至少提前 30 天公告并取得我的同意', en: 'At least 30 days’ notice and my consent' },
    wrong: [
      { zh: '发一条短信就可以', en: 'A text message' },
      { zh: '上门人员口头说一声', en: 'A word from the technician' },
    ],
  },
]
