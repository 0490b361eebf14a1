/** What happened and what to do, for every rule of packages/provision; each pair is Chinese, English. */
export const provisionRules = {
  'CASE-1': {
    happened: ['这一步只能由本案的商户本人办理。', 'Only the merchant of this case can do this.'],
    remedy: ['请商户用自己的手机号登录后办理。', 'Let the merchant sign in with their own phone and do it.'],
  },
  'CASE-2': {
    happened: ['商户没有选定贵公司承办。', 'The merchant has not chosen your company.'],
    remedy: ['请等商户选定报价后再办理。', 'Wait until the merchant has chosen your offer.'],
  },
  'CASE-3': {
    happened: [
      '终端已经开通，开通所依据的材料不再改动。',
      'The terminal is live; what it went live on stays as it is.',
    ],
    remedy: [
      '有问题请报工单；要更换终端，请收单机构先收回现有终端。',
      'Open a ticket for a problem; to change the terminal, the acquirer first takes this one back.',
    ],
  },
  'CASE-4': {
    happened: [
      '商户已撤销这项申请，不再办理。',
      'The merchant has withdrawn this application; it goes no further.',
    ],
    remedy: ['要重新办理，请新建申请。', 'To go on, open a new application.'],
  },
  'CASE-5': {
    happened: [
      '双方签署的协议仍然有效，申请不能撤销。',
      'The agreement both have signed is in force; it cannot be withdrawn.',
    ],
    remedy: [
      '请先请收单机构收回终端；协议期满后即可撤销。',
      'Have the acquirer take the terminal back first; once the agreed term is over you may withdraw.',
    ],
  },

  'CORR-1': {
    happened: [
      '申请还可以修改，不需要更正请求。',
      'The application can still be edited; no correction is needed.',
    ],
    remedy: ['请直接在申请资料里修改。', 'Change it in the application itself.'],
  },
  'CORR-2': {
    happened: ['这一项没有可以更正的内容。', 'There is nothing kept here to correct.'],
    remedy: ['请选择已经提交过的加密字段。', 'Choose a sealed field that was handed in.'],
  },
  'CORR-3': {
    happened: ['已有一项更正请求等待答复。', 'A correction is waiting for its answer already.'],
    remedy: ['请等收单机构答复后再提出下一项。', 'Wait for the acquirer’s answer, then ask for the next.'],
  },
  'CORR-4': {
    happened: ['没有写明更正的理由。', 'No reason was given for the correction.'],
    remedy: ['请写明哪里错了、为什么。', 'Say what is wrong and why.'],
  },
  'CORR-5': {
    happened: ['没有等待答复的更正请求。', 'No correction is waiting for an answer.'],
    remedy: ['请刷新页面；它可能已被同事答复。', 'Reload the page; a colleague may have answered it.'],
  },
  'CORR-6': {
    happened: ['答复没有写明理由。', 'The answer gives no reason.'],
    remedy: ['同意或不同意都要写明理由，商户会看到。', 'Give one whether yes or no; the merchant reads it.'],
  },

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

  'REV-1': {
    happened: [
      '这一步只能由本案收单机构的审核人员办理。',
      'Only a reviewer of this case’s acquirer can do this.',
    ],
    remedy: [
      '请交给收单机构办理；服务商不得从事核心业务。',
      'Leave it to the acquirer; a provider may not do core business.',
    ],
  },
  'REV-2': {
    happened: ['这份申请现在不在待审核状态。', 'This application is not waiting for review.'],
    remedy: ['请刷新后查看它的最新状态。', 'Reload to see where it stands.'],
  },
  'REV-3': {
    happened: [
      '这份申请由另一位审核人员领取，或还没有被领取。',
      'This application is claimed by another reviewer, or by nobody yet.',
    ],
    remedy: [
      '未领取的请先领取；已被领取的请等初审意见。',
      'Claim it if it is free; otherwise wait for the claimer’s recommendation.',
    ],
  },
  'REV-4': {
    happened: ['还没有初审意见。', 'There is no recommendation yet.'],
    remedy: [
      '请领取人先给出行业类别和风险等级的初审意见。',
      'The claimer first recommends a category code and a risk level.',
    ],
  },
  'REV-5': {
    happened: ['初审和复审不能是同一个人。', 'Nobody approves their own recommendation.'],
    remedy: ['请另一位审核人员复审。', 'Ask another reviewer to approve.'],
  },
  'REV-6': {
    happened: ['驳回的内容不完整。', 'The rejection is incomplete.'],
    remedy: [
      '请写明是哪一项、怎样补正，以及 1 至 90 天的期限。',
      'Name the field, the remedy, and a deadline of 1 to 90 days.',
    ],
  },
  'REV-7': {
    happened: ['现在没有可以申诉或裁决的驳回。', 'There is no rejection to appeal or decide now.'],
    remedy: [
      '每次驳回可以申诉一次，裁决一次；请查看审核结果。',
      'Each rejection has one appeal and one decision; see the review’s result.',
    ],
  },
  'REV-8': {
    happened: ['作出驳回的人不能裁决对它的申诉。', 'Who rejected does not decide the appeal.'],
    remedy: ['请另一位审核人员裁决。', 'Ask another reviewer to decide.'],
  },
  'REV-9': {
    happened: ['没有写明理由。', 'No reason was given.'],
    remedy: ['请用一句话写明后再提交。', 'Say it in a sentence, then send it again.'],
  },

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

  'OFFR-1': {
    happened: [
      '还不能询价：审核或需求没有完成。',
      'Offers cannot be asked for yet: review or needs are not done.',
    ],
    remedy: ['请先完成审核并填写需求。', 'Finish the review and record the needs first.'],
  },
  'OFFR-2': {
    happened: ['商户没有向贵公司询价。', 'The merchant did not ask your company.'],
    remedy: ['只有被询价的服务商可以答复。', 'Only a provider that was asked may answer.'],
  },
  'OFFR-3': {
    happened: ['没有选择新的服务商。', 'No new provider was named.'],
    remedy: ['请至少选择一家还没有询价的服务商。', 'Choose at least one provider not asked yet.'],
  },
  'OFFR-4': {
    happened: ['报价的有效期已过。', 'The offer’s validity is over.'],
    remedy: ['请服务商给出仍然有效的报价。', 'Ask the provider for an offer that is still valid.'],
  },
  'OFFR-5': {
    happened: ['商户已经选定这份报价，不能再改或撤回。', 'The merchant has chosen this offer; it stands.'],
    remedy: ['可以在方案中给出同样或更低的价格。', 'The proposal may keep its prices or lower them.'],
  },
  'OFFR-6': {
    happened: ['没有这份报价，或它已被撤回。', 'There is no such offer, or it was withdrawn.'],
    remedy: ['请刷新后从现有报价中选择。', 'Reload and choose from the offers on the table.'],
  },
  'OFFR-7': {
    happened: ['协议已经签署，报价阶段结束。', 'The agreement is signed; the bidding is over.'],
    remedy: [
      '收单机构签署之前，商户还可以撤回协议重新选择。',
      'Until the acquirer signs, the merchant may withdraw the agreement and choose again.',
    ],
  },

  'VISIT-1': {
    happened: ['您不是承办服务商的技术员。', 'You are not a technician of the chosen provider.'],
    remedy: ['请由商户选定的服务商派人上门。', 'The provider the merchant chose sends its own people.'],
  },
  'VISIT-2': {
    happened: ['现在还不能预约这种上门。', 'This kind of visit cannot be booked now.'],
    remedy: [
      '勘查在选定服务商之后、接受方案之前，或收回终端之后；安装在双方签署协议之后。',
      'A survey comes after the choice and before the proposal is accepted, or after a terminal was taken back; an installation after both have signed.',
    ],
  },
  'VISIT-3': {
    happened: ['上门时间不对。', 'The visit’s times are not right.'],
    remedy: [
      '开始时间要早于结束时间，并且不能已经过去。',
      'It begins before it ends, and is not over already.',
    ],
  },
  'VISIT-4': {
    happened: ['已经有一次上门预约。', 'There is an appointment already.'],
    remedy: ['请先完成或改约这一次。', 'Finish it or have it declined first.'],
  },
  'VISIT-5': {
    happened: ['没有这次上门预约。', 'There is no such visit.'],
    remedy: ['请刷新后查看现有的预约。', 'Reload to see the visits booked.'],
  },
  'VISIT-6': {
    happened: ['这次上门现在不能这样操作。', 'This cannot be done with the visit now.'],
    remedy: [
      '商户先确认时间，技术员才能到店；到店后不能再改约。',
      'The merchant confirms before the technician comes in; afterwards it is not declined.',
    ],
  },
  'VISIT-7': {
    happened: ['来的人不是预约的技术员。', 'This is not the technician who was announced.'],
    remedy: [
      '请不要让他进门；由服务商重新预约，商户重新确认。',
      'Do not let them in; the provider books again and the merchant confirms again.',
    ],
  },
  'VISIT-8': {
    happened: ['门口核验没有通过。', 'The door check did not pass.'],
    remedy: [
      '请双方重新核对验证码；仍不一致就不要开门，并报工单。',
      'Compare the codes again; if they still differ, keep the door shut and open a ticket.',
    ],
  },

  'SURV-1': {
    happened: ['您没有通过这次勘查的门口核验。', 'You have not been let in for this survey.'],
    remedy: ['请先在店门口完成核验，再填写勘查。', 'Pass the door check first, then write the survey.'],
  },
  'SURV-2': {
    happened: ['这次上门的勘查已经提交。', 'This visit’s survey is already recorded.'],
    remedy: ['需要更正时请再预约一次勘查。', 'Book another survey to correct it.'],
  },
  'SURV-3': {
    happened: [
      '定位误差超过 200 米，不能证明人在店里。',
      'The position is off by more than 200 m and proves nothing.',
    ],
    remedy: [
      '请到门口或窗边，打开定位后重试。',
      'Go to the door or a window, switch location on and try again.',
    ],
  },
  'SURV-4': {
    happened: [
      '密码键盘在摄像头视野内，没有写明怎样遮挡。',
      'The keypad is in a camera’s view and nothing says how it will be shielded.',
    ],
    remedy: [
      '请换一个位置，或在备注中写明遮挡办法。',
      'Choose another place, or write in the note how it is shielded.',
    ],
  },

  'PROP-1': {
    happened: ['还没有勘查结果，不能提出方案。', 'There is no survey to build a proposal on.'],
    remedy: ['请先上门勘查。', 'Survey the shop first.'],
  },
  'PROP-2': {
    happened: [
      '勘查时店铺没有营业，或招牌与登记不符。',
      'The survey found the shop closed, or under another sign.',
    ],
    remedy: [
      '请商户说明并更正后再勘查一次。',
      'Let the merchant explain and put it right, then survey again.',
    ],
  },
  'PROP-3': {
    happened: [
      '勘查没有找到方案中的网络，或信号太弱。',
      'The survey did not find this data line, or found it too weak.',
    ],
    remedy: [
      '请按勘查结果选择网络，或改善后再勘查。',
      'Choose a line the survey found, or survey again after improving it.',
    ],
  },
  'PROP-4': {
    happened: ['方案比选定的报价贵（{term}）。', 'The proposal is dearer than the chosen offer ({term}).'],
    remedy: [
      '收费只能与报价相同或更低，请改正后再提出。',
      'Fees may stay or fall, never rise; correct it and propose again.',
    ],
  },
  'PROP-5': {
    happened: [
      '方案的服务承诺低于选定的报价（{term}）。',
      'The proposal promises less service than the chosen offer ({term}).',
    ],
    remedy: [
      '服务只能与报价相同或更好，请改正后再提出。',
      'Service may stay or improve; correct it and propose again.',
    ],
  },
  'PROP-6': {
    happened: ['这不是最新的方案。', 'This is not the newest version.'],
    remedy: ['请刷新后查看最新一版。', 'Reload and read the newest version.'],
  },
  'PROP-7': {
    happened: ['协议已经签署，方案不能再改。', 'The agreement is signed, so the proposal stands.'],
    remedy: [
      '收单机构签署之前，商户可以撤回协议再提修改。',
      'Until the acquirer signs, the merchant may withdraw the agreement and ask for changes.',
    ],
  },
  'PROP-8': {
    happened: ['商户已经接受方案。', 'The merchant has accepted the proposal.'],
    remedy: [
      '商户提出修改后，才能提出新的一版。',
      'A new version follows only when the merchant asks for a change.',
    ],
  },
  'PROP-9': {
    happened: ['没有写明要改什么。', 'The wish for change is empty.'],
    remedy: ['请用一句话写明。', 'Say in a sentence what should change.'],
  },
  'PROP-10': {
    happened: [
      '您对这一版提了修改，服务商还没有答复。',
      'You asked for a change to this version and the provider has not answered.',
    ],
    remedy: ['请等服务商提出新的一版再接受。', 'Wait for the next version and accept that.'],
  },

  'AGR-1': {
    happened: ['还没有协议文本。', 'There is no agreement text yet.'],
    remedy: ['请等服务商或收单机构提交文本。', 'Wait for the provider or the acquirer to attach one.'],
  },
  'AGR-2': {
    happened: ['协议不是按已接受的方案写的。', 'The text is not written from the accepted proposal.'],
    remedy: ['请按商户接受的那一版重新提交。', 'Write it from the version the merchant accepted.'],
  },
  'AGR-3': {
    happened: [
      '协议与方案不一致（{mismatches}），没有接收。',
      'The agreement differs from the proposal ({mismatches}) and was not taken.',
    ],
    remedy: ['请改成与方案完全一致后再提交。', 'Make it agree with the proposal, then attach it again.'],
  },
  'AGR-4': {
    happened: ['还有 {traps} 处高风险条款没有答复。', 'Grave findings are still unanswered: {traps}.'],
    remedy: [
      '请逐条阅读：提问、协商改写、知悉并接受，或拒绝这份协议。',
      'Read each one: ask, have it reworded, accept it knowingly, or refuse the agreement.',
    ],
  },
  'AGR-5': {
    happened: ['签署的不是现在这份文本。', 'What was signed is not the present text.'],
    remedy: ['请刷新，读完最新文本后再签。', 'Reload, read the present text and sign that.'],
  },
  'AGR-6': {
    happened: [
      '协议已经签署，不能再替换、重签或拒绝。',
      'The agreement is signed: it is not exchanged, signed again or refused.',
    ],
    remedy: [
      '收单机构签署之前商户可以撤回；双方都已签署的，请按协议的变更或解约条款办理。',
      'Until the acquirer signs, the merchant may withdraw it; afterwards follow its own terms on change or exit.',
    ],
  },
  'AGR-7': {
    happened: ['这一条风险提示不存在，或已经答复。', 'There is no such finding, or it is answered already.'],
    remedy: ['请刷新后查看还没有答复的条款。', 'Reload to see what is still open.'],
  },
  'AGR-8': {
    happened: ['商户还没有签署。', 'The merchant has not signed yet.'],
    remedy: ['收单机构在商户签署之后签署。', 'The acquirer signs after the merchant.'],
  },
  'AGR-9': {
    happened: ['没有写明拒绝的原因。', 'The refusal gives no reason.'],
    remedy: ['请用一句话写明，方便对方改正。', 'Say why in a sentence, so that it can be put right.'],
  },
  'AGR-10': {
    happened: [
      '还有 {open} 个条款提问没有了结（{clause}），不能签署。',
      'Questions on clauses still open: {open} ({clause}). Nothing is signed before.',
    ],
    remedy: [
      '等对方答复后由商户确认已经说清；不想再问的，可以撤回提问。',
      'Wait for the answer and say whether it is enough; a question no longer needed can be withdrawn.',
    ],
  },
  'AGR-11': {
    happened: ['提问的位置不在现在这份文本里。', 'The place asked about is not in the present text.'],
    remedy: ['请刷新，在最新文本里选择条款再问。', 'Reload and choose the clause in the present text.'],
  },
  'AGR-12': {
    happened: ['没有写明内容。', 'Nothing was put in words.'],
    remedy: ['请用一两句话写清楚，对方会看到。', 'Say it in a sentence or two; the other side reads it.'],
  },
  'AGR-13': {
    happened: ['这个提问不存在，或已经了结。', 'There is no such question, or it is settled already.'],
    remedy: ['请刷新后查看还没有了结的提问。', 'Reload to see what is still open.'],
  },
  'AGR-14': {
    happened: ['还没有人答复这个提问。', 'Nobody has answered this question yet.'],
    remedy: ['请等答复；不想再问的，可以撤回提问。', 'Wait for an answer, or withdraw the question.'],
  },
  'AGR-15': {
    happened: [
      '这段措辞会给协议带来高风险条款（{traps}），没有接收。',
      'This wording would bring a grave trap into the agreement ({traps}) and was not taken.',
    ],
    remedy: ['请按提示改写后再提出。', 'Word it anew as the finding says, then offer it again.'],
  },
  'AGR-16': {
    happened: [
      '协商条款里写了金额或费率（{figures}），没有接收。',
      'The wording names a sum or a rate ({figures}) and was not taken.',
    ],
    remedy: [
      '金额和费率只能经方案协商：请商户在“方案”里要求修改，服务商出新一版方案，商户接受后协议按新方案重新生成。协商条款里可以写“按附件”。',
      'Sums and rates are negotiated in the proposal: the merchant asks for a change there, the provider drafts a new version, and once it is accepted the agreement is written anew. The term itself may say “as the annex states”.',
    ],
  },
  'AGR-17': {
    happened: [
      '这条协商条款不存在，或已经答复。',
      'There is no such term on offer, or it is answered already.',
    ],
    remedy: ['请刷新后查看还在等您答复的条款。', 'Reload to see what still awaits an answer.'],
  },
  'AGR-18': {
    happened: [
      '口头承诺没有写明谁说的、哪天说的，或还没有选定服务商。',
      'The promise lacks who made it or on which day, or no provider is chosen yet.',
    ],
    remedy: [
      '请写明说话的人和日期（不晚于今天）；选定服务商之后再记录。',
      'Name the speaker and the day, today at the latest, once a provider is chosen.',
    ],
  },
  'AGR-19': {
    happened: ['这条口头承诺现在不能这样处理。', 'This promise is not at that point.'],
    remedy: [
      '请刷新：先由商户要求写进协议，对方再写入或说明不承认。',
      'Reload: the merchant asks for it in writing first, then it is worded or denied.',
    ],
  },
  'AGR-40': {
    happened: [
      '协议还没有双方签署，谈不上变更。',
      'The agreement is not signed by both; there is nothing to change.',
    ],
    remedy: [
      '签署之前请直接修改方案或协商条款。',
      'Before signing, change the proposal or negotiate the wording.',
    ],
  },
  'AGR-41': {
    happened: [
      '生效日距通知不足 {days} 天。',
      'Fewer than {days} days lie between the notice and the day of effect.',
    ],
    remedy: ['请选择 {earliest} 或更晚的日期。', 'Choose {earliest} or later.'],
  },
  'AGR-42': {
    happened: ['已有一项变更在等待。', 'A change is under way already.'],
    remedy: ['请等它生效、失效，或先撤回它。', 'Wait until it takes effect or lapses, or withdraw it first.'],
  },
  'AGR-43': {
    happened: ['没有写明变更的理由，或什么都没有变。', 'The change gives no reason, or changes nothing.'],
    remedy: ['请写明为什么变更，并至少改动一项。', 'Say why, and change at least one term.'],
  },
  'AGR-44': {
    happened: [
      '变更后的文本有高风险条款（{traps}），没有接收。',
      'The changed text carries a grave trap ({traps}) and was not taken.',
    ],
    remedy: ['请按提示改写后再提出。', 'Word it anew as the finding says, then propose it again.'],
  },
  'AGR-45': {
    happened: ['这项变更现在不能答复或撤回。', 'This change cannot be answered or withdrawn now.'],
    remedy: [
      '请刷新：它可能还没有正式通知、已经到期、已经生效或已被撤回。到期没有同意的，原条款不变。',
      'Reload: it may not be noticed yet, or has passed its day, holds, or was withdrawn. Without consent the old terms stay.',
    ],
  },
  'AGR-46': {
    happened: [
      '变更没有生效：没有商户的同意，或还没有到日子。',
      'The change did not take effect: there is no consent by the merchant, or its day has not come.',
    ],
    remedy: [
      '不需要做什么：原条款继续有效，到期由系统自动处理。',
      'Nothing to do: the old terms hold, and the day itself makes it take effect.',
    ],
  },
  'AGR-47': {
    happened: [
      '这一步由收单机构办理，或已经通知过。',
      'This is the acquirer’s to do, or notice was given already.',
    ],
    remedy: [
      '服务商的变更意向由收单机构通知商户；通知之后由收单机构撤回。',
      'A provider’s wish reaches the merchant through the acquirer, who alone takes the notice back.',
    ],
  },

  'AGR-61': {
    happened: [
      '条款的新措辞里写了金额或费率（{figures}），没有接收。',
      'The new wording of a clause names a sum or a rate ({figures}) and was not taken.',
    ],
    remedy: [
      '金额和费率请改在“费用与终端”各项里，会逐项列入附件并算出 12 个月的差额；条款里写“按附件”。',
      'Change sums and rates among the terms: they stand in the annex line by line, with the cost of twelve months. In the clause say “as the annex states”.',
    ],
  },
  'AGR-62': {
    happened: [
      '这份补充协议已经签署过，不能再签一次。',
      'This supplement is signed already and is not signed again.',
    ],
    remedy: [
      '请刷新查看现在的状态。密封之后商户改变过答复的，需要收单机构重新通知。',
      'Reload to see where it stands. After a seal and a change of mind the acquirer gives notice anew.',
    ],
  },
  'AGR-63': {
    happened: [
      '补充协议已由双方签署，收单机构不能单方撤回。',
      'Both have signed the supplement; the acquirer alone does not take it back.',
    ],
    remedy: [
      '生效日之前商户仍可改变答复；要再变更的，等它生效后重新通知。',
      'Until its day the merchant may still answer otherwise; for another change give notice once this one holds.',
    ],
  },
  'AGR-64': {
    happened: [
      '变更没有生效：收单机构没有密封补充协议，或密封的文件不在了、被改动过。',
      'The change did not take effect: the acquirer has not sealed the supplement, or its sealed file is gone or was altered.',
    ],
    remedy: [
      '原条款继续有效。请运维人员核对保存的文件；仍要变更的，由收单机构重新通知。',
      'The old terms hold. Let the operator check the stored file; to change them still, the acquirer gives notice anew.',
    ],
  },

  'INST-1': {
    happened: [
      '协议还没有双方签署，不能备机。',
      'The agreement is not signed by both; no device is reserved yet.',
    ],
    remedy: ['请先完成双方签署。', 'Let both sign first.'],
  },
  'INST-2': {
    happened: ['本案已经备了一台终端。', 'This case holds a device already.'],
    remedy: ['请先收回现有终端。', 'Take that one back first.'],
  },
  'INST-3': {
    happened: ['这不是本案的终端。', 'This is not the case’s device.'],
    remedy: [
      '请核对序列号；不符就不要使用，并报工单。',
      'Compare the serial number; if it differs, do not use it and open a ticket.',
    ],
  },
  'INST-4': {
    happened: ['终端已经绑定。', 'The device is bound already.'],
    remedy: ['要更换请由收单机构收回。', 'To change it, the acquirer takes it back.'],
  },
  'INST-5': {
    happened: [
      '没有到店核验，终端保持锁定。',
      'Nobody has been let in for the installation; the device stays locked.',
    ],
    remedy: [
      '请预约安装上门，由技术员通过门口核验后当面绑定。',
      'Book an installation; the technician binds it on the spot after the door check.',
    ],
  },
  'INST-6': {
    happened: ['商户还没有接受这台终端。', 'The merchant has not accepted this device.'],
    remedy: [
      '请商户查看证书和流转记录后，接受或拒收。',
      'The merchant looks at its certificates and custody, then accepts or refuses it.',
    ],
  },
  'INST-7': {
    happened: ['终端号或商户号格式不对。', 'The terminal or merchant number has the wrong form.'],
    remedy: [
      '终端号为 8 位，商户号为 15 位字母或数字，请向收单机构核对。',
      'The terminal number has 8 letters or digits, the merchant number 15; check with the acquirer.',
    ],
  },
  'INST-8': {
    happened: [
      '商户号中的行业类别不是审核通过的 {mccCode}。',
      'The merchant number carries another category than the approved {mccCode}.',
    ],
    remedy: [
      '请收单机构按审核结果重新编号；不得套码。',
      'The acquirer numbers it again as approved; another category may not be borrowed.',
    ],
  },

  'TEST-1': {
    happened: ['终端还没有绑定，不能测试。', 'The device is not bound; there is nothing to test.'],
    remedy: ['请先在店里完成绑定。', 'Bind it in the shop first.'],
  },
  'TEST-2': {
    happened: ['测试结果只能由测试主机写入。', 'Only the test host writes a result.'],
    remedy: [
      '请在终端上完成测试，结果会自动出现。',
      'Play the test on the terminal; the result appears by itself.',
    ],
  },
  'TEST-3': {
    happened: ['这次测试在绑定之前开始，不能作数。', 'This run began before the binding and does not count.'],
    remedy: ['请重新开始一次测试。', 'Open a new test.'],
  },
  'TEST-4': {
    happened: [
      '测试用的终端号或商户号不是本案的。',
      'The run was played under another terminal or merchant number.',
    ],
    remedy: ['请在已绑定的终端上重新测试。', 'Test again on the bound terminal.'],
  },

  'TRAIN-1': {
    happened: [
      '功能测试还没有通过，不能开始培训测验。',
      'The functional test has not passed; the quiz waits.',
    ],
    remedy: [
      '请先通过功能测试，再在可用的终端上培训。',
      'Pass the test first, then train on the terminal that works.',
    ],
  },
  'TRAIN-2': {
    happened: ['答卷与抽到的题目不符。', 'The answers do not belong to the questions drawn.'],
    remedy: ['请重新开始测验，每题答一次。', 'Start the quiz again and answer each question once.'],
  },

  'GATE-1': {
    happened: ['申请没有经两人审核通过。', 'The application is not approved by two people.'],
    remedy: ['请完成初审和复审。', 'Finish recommendation and approval.'],
  },
  'GATE-2': {
    happened: ['协议没有由双方签署同一份文本。', 'The agreement is not signed by both on the same text.'],
    remedy: [
      '请商户和收单机构签署按已接受方案写的协议。',
      'Merchant and acquirer sign the text written from the accepted proposal.',
    ],
  },
  'GATE-3': {
    happened: ['终端的证书没有全部有效。', 'Not all of the device’s certificates are in force.'],
    remedy: [
      '请更新证书登记，或更换有效的机型。',
      'Renew the certificates on record, or use a model that has them.',
    ],
  },
  'GATE-4': {
    happened: [
      '终端存疑：封签、流转或安全状态有问题，或没有它的记录。',
      'The device is suspect: seal, custody or security is in question, or nothing is known of it.',
    ],
    remedy: [
      '请收回检查，换一台核验无误的终端。',
      'Take it back for inspection and bring one that is in order.',
    ],
  },
  'GATE-5': {
    happened: ['终端还没有绑定。', 'The device is not bound.'],
    remedy: ['请技术员到店完成绑定。', 'The technician binds it in the shop.'],
  },
  'GATE-6': {
    happened: ['绑定之后还没有通过功能测试。', 'No functional test has passed since the binding.'],
    remedy: ['请在终端上完成功能测试。', 'Play the functional test on the terminal.'],
  },
  'GATE-7': {
    happened: [
      '一年内没有通过培训测验（最近得分 {score}）。',
      'No training quiz was passed within a year (last score {score}).',
    ],
    remedy: ['请学习课程并重新测验，80 分通过。', 'Read the lessons and take the quiz; 80 points pass.'],
  },
  'GATE-8': {
    happened: ['商户还没有确认满意。', 'The merchant has not confirmed being satisfied.'],
    remedy: [
      '请解决商户提出的问题，再请商户验收。',
      'Settle what the merchant raises, then ask for confirmation.',
    ],
  },
  'GATE-9': {
    happened: [
      '商户没有确认“未被收取协议外费用”。',
      'The merchant has not confirmed that no fee outside the agreement was asked.',
    ],
    remedy: ['协议外费用一律退还，再请商户验收。', 'Return any such fee, then ask the merchant to confirm.'],
  },
  'GATE-10': {
    happened: [
      '还有 {openP1Tickets} 个紧急工单没有解决，或没有工单记录。',
      'Urgent tickets are open ({openP1Tickets}), or nothing is known of them.',
    ],
    remedy: ['请先解决紧急工单。', 'Resolve the urgent tickets first.'],
  },
  'GATE-11': {
    happened: [
      '功能测试和培训还没有完成，不能验收。',
      'Test and training are not done; there is nothing to confirm yet.',
    ],
    remedy: ['请先通过功能测试和培训测验。', 'Pass the functional test and the quiz first.'],
  },
} as const
