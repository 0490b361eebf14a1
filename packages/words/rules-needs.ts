/** What happened and what to do, for every rule about the shop’s needs and the terminal recommended; each pair is Chinese, English. */
export const needsRules = {
  'NEED-1': {
    happened: ['申请还没有通过审核。', 'The application is not approved yet.'],
    remedy: ['审核通过后再填写需求。', 'Record the needs after approval.'],
  },
  'NEED-2': {
    happened: ['已经选定报价，需求不能再改。', 'An offer is chosen, so the needs stand.'],
    remedy: ['请在方案中向服务商提出修改。', 'Ask the provider for a change in the proposal.'],
  },
  'NEED-3': {
    happened: ['刷卡和扫码都没有选。', 'Neither cards nor QR codes are chosen.'],
    remedy: ['请至少选择一种收款方式。', 'Choose at least one way to be paid.'],
  },
  'NEED-4': {
    happened: ['外卡和预授权需要支持刷卡。', 'Foreign cards and pre-authorisation need card payments.'],
    remedy: ['请同时选择刷卡，或取消这两项。', 'Choose card payments too, or drop these two.'],
  },
  'NEED-10': {
    happened: [
      '只收扫码，并且要打印、对接收银或有多个收银台：推荐扫码盒。',
      'QR only, with receipts, a connected till or several tills: a QR box fits.',
    ],
    remedy: ['如果也想刷卡，请在需求中选上刷卡。', 'If you want cards too, say so in the needs.'],
  },
  'NEED-11': {
    happened: [
      '只收扫码，一个收银台，不打印：推荐收款码牌，最省钱。',
      'QR only, one till, no paper: a QR plate fits and costs least.',
    ],
    remedy: [
      '请每天自己扫一次，确认收款方是本店。',
      'Scan it yourself every day to see that the payee is your shop.',
    ],
  },
  'NEED-12': {
    happened: [
      '要在柜台以外或送货时收款：推荐移动 POS。',
      'Payments away from the counter or on delivery: a mobile POS fits.',
    ],
    remedy: [
      '终端只能在登记的区域使用，请向服务商说明活动范围。',
      'It works only in its registered area; tell the provider where you go.',
    ],
  },
  'NEED-13': {
    happened: [
      '需要预授权：推荐台式 POS，密码键盘和打印齐全。',
      'Pre-authorisation is needed: a desktop POS with keypad and printer fits.',
    ],
    remedy: ['请确认报价中包含预授权功能。', 'See that the offer includes pre-authorisation.'],
  },
  'NEED-14': {
    happened: ['要对接收银系统：推荐台式 POS。', 'A till is to be connected: a desktop POS fits.'],
    remedy: ['请把收银软件的名称和版本告诉服务商。', 'Tell the provider your till software and its version.'],
  },
  'NEED-15': {
    happened: [
      '一个收银台，只刷境内卡，不打印：推荐电签 POS。',
      'One till, domestic cards only, no paper: an e-signature POS fits.',
    ],
    remedy: [
      '请特别看清流量费、押金和返还条件。',
      'Look closely at the data fee, the deposit and when it is returned.',
    ],
  },
  'NEED-16': {
    happened: ['刷卡和扫码都要，店面固定：推荐智能 POS。', 'Cards at a fixed counter: a smart POS fits.'],
    remedy: ['请在报价中比较机具价格和维护次数。', 'Compare device price and maintenance in the offers.'],
  },
  'NEED-20': {
    happened: ['收款码牌不需要网络。', 'A QR plate needs no data line.'],
    remedy: ['如果要语音播报，请向服务商说明。', 'If you want spoken confirmations, tell the provider.'],
  },
  'NEED-21': {
    happened: ['终端要移动使用：需要移动网络。', 'The terminal moves: it needs mobile data.'],
    remedy: ['请在报价中看清流量费何时开始收取。', 'See in the offer when the data fee begins.'],
  },
  'NEED-22': {
    happened: ['店里有有线网络，最稳定：推荐有线连接。', 'There is a wired network, the steadiest: use it.'],
    remedy: ['请在柜台附近留一个网口。', 'Keep one socket free near the counter.'],
  },
  'NEED-23': {
    happened: ['店里有无线网络：推荐无线连接。', 'There is Wi-Fi: use it.'],
    remedy: [
      '请为终端单独设置网络和密码，不与顾客共用。',
      'Give the terminal a network of its own, not the customers’.',
    ],
  },
  'NEED-24': {
    happened: ['店里没有网络：使用移动网络。', 'The shop has no network: use mobile data.'],
    remedy: ['勘查时会测量信号，请留意结果。', 'The survey measures the signal; look at the result.'],
  },
  'NEED-30': {
    happened: ['只收扫码：适用扫码收费方案。', 'QR only: the QR fee plan applies.'],
    remedy: ['报价中不应有刷卡费率和刷卡押金。', 'The offer should hold no card rates and no card deposit.'],
  },
  'NEED-31': {
    happened: [
      '属于减免类的单位：适用免收方案。',
      'An institution of the exempt class: the exempt plan applies.',
    ],
    remedy: ['请上传减免资格证明，由收单机构核定。', 'Attach the proof of exemption; the acquirer decides.'],
  },
  'NEED-32': {
    happened: ['超市可以适用优惠类费率。', 'A supermarket may get the preferential plan.'],
    remedy: ['以收单机构核定的行业类别为准。', 'The category the acquirer approves decides.'],
  },
  'NEED-33': {
    happened: ['适用标准收费方案。', 'The standard plan applies.'],
    remedy: [
      '优惠和减免要看执照和行业类别；有人答应“改类别降费率”就是套码，请拒绝。',
      'Lower classes follow licence and category. If somebody offers to “change your category for a lower rate”, refuse.',
    ],
  },
  'NEED-40': {
    happened: [
      '您想要当日到账：会多收费用，入网满 90 天并连续交易 30 天后才能开通。',
      'You want same-day settlement: it costs extra and opens after 90 days in the network and 30 days of steady trade.',
    ],
    remedy: [
      '请比较开通和不开通的全年费用，随时可以关闭。',
      'Compare a year with and without it; you can turn it off at any time.',
    ],
  },
  'NEED-41': {
    happened: [
      '有多个收银台或对接收银：停机损失大。',
      'With several tills or a connected till, an outage costs much.',
    ],
    remedy: ['请选择承诺提供备用机的服务商。', 'Choose a provider that promises a spare unit.'],
  },
  'NEED-42': {
    happened: [
      '终端依靠移动网络，信号要实测。',
      'The terminal relies on mobile data, so the signal is measured.',
    ],
    remedy: [
      '勘查时请让技术员在实际收款的位置测量。',
      'At the survey let the technician measure where you will take payments.',
    ],
  },
  'NEED-43': {
    happened: [
      '外卡要单独开通，单独计价。',
      'Foreign cards are opened separately and have a price of their own.',
    ],
    remedy: ['请确认报价中有外卡一行。', 'See that the offer has a row for foreign cards.'],
  },
} as const
