/** Terminals: what whoever has them in hand owes all the time (CUST-24 and on). */
export const custodyDutyRules = {
  'CUST-24': {
    happened: [
      '序列号清单没有走单独的渠道，或这个交货单号不能用：没有填、已经关闭，或属于另一种机型。',
      'The serial list did not come by a channel of its own, or this delivery number cannot be used: there is none, it is closed, or it is another model’s.',
    ],
    remedy: [
      '请让厂商用门户、签名邮件或挂号信另行发送清单，随货清单不算；并核对交货单号，每种机型用一个。',
      'Have the maker send the list by portal, signed e-mail or letter, a list in the box does not count; and check the delivery number, one for each model.',
    ],
  },
  'CUST-25': {
    happened: [
      '交货还没有对齐：仍有 {open} 台没有收到，也没有列为缺少。',
      'The delivery is not reconciled: {open} devices are neither received nor named missing.',
    ],
    remedy: [
      '请逐台验收；确实没有到货的，列入缺少清单后再关闭。',
      'Receive each of them; name as missing what has not come, then close it.',
    ],
  },
  'CUST-26': {
    happened: [
      '交接码与双方签名不符：内容可能被改动过。',
      'The hand-over does not match its signatures: it may have been altered.',
    ],
    remedy: ['请双方当面重新出码、重新签。', 'Show and sign the codes again, face to face.'],
  },
  'CUST-27': {
    happened: [
      '签名的手机没有登记，或已停用，或不是本人的。',
      'The signing phone is not enrolled, was revoked, or is somebody else’s.',
    ],
    remedy: [
      '请在「我的交接手机」里登记本机，再重新交接。',
      'Enrol this phone under “My hand-over phone” and hand over again.',
    ],
  },
  'CUST-28': {
    happened: [
      '交接须由两个不同的人签，并由其中一人提交。',
      'A hand-over is signed by two different people and delivered by one of them.',
    ],
    remedy: ['请由交出人或接收人本人提交。', 'Giver or taker delivers it in person.'],
  },
  'CUST-29': {
    happened: [
      '两个签名相隔太久，或超过七天才提交，或手机时间不对。',
      'The signatures lie too far apart, are more than seven days old, or a phone’s clock is wrong.',
    ],
    remedy: ['请校准手机时间，当面重新交接。', 'Set the phone’s clock and hand over again, face to face.'],
  },
  'CUST-30': {
    happened: [
      '这一手还没轮到，或已经记过。',
      'This hand-over’s turn has not come, or it is recorded already.',
    ],
    remedy: [
      '前一手到了会自动接上；已记过的不必再交。',
      'It follows by itself once the one before arrives; what is recorded needs nothing.',
    ],
  },
  'CUST-31': {
    happened: [
      '同一手被签给了两个人，终端已隔离。',
      'The same turn was signed over to two people; the device is quarantined.',
    ],
    remedy: [
      '请停止使用，由收单机构当日核查两份交接。',
      'Stop; the acquirer examines both hand-overs today.',
    ],
  },
  'CUST-32': {
    happened: [
      '绑定中的终端，须先由收单机构下达收回通知才能带走。',
      'A bound terminal leaves the shop only after the acquirer has ordered its return.',
    ],
    remedy: [
      '请先让收单机构下达收回通知；没有通知，请不要交出终端。',
      'Have the acquirer order the return first. Without an order, do not give it away.',
    ],
  },
  'CUST-33': {
    happened: [
      '终端不能这样转手（当前：{status, select, purchased {已采购} in_stock {在库} reserved {已备机} in_transit {交接中} posted {邮寄中} suspect {已隔离} on_site {已到店核验} bound {已绑定} live {使用中} suspended {已暂停} returned {退回中} in_repair {维修中} other {未知}}）。',
      'A device does not change hands this way (now: {status, select, purchased {purchased} in_stock {in stock} reserved {reserved} in_transit {being handed over} posted {in the post} suspect {in quarantine} on_site {inspected on site} bound {bound} live {live} suspended {suspended} returned {on its way back} in_repair {in repair} other {elsewhere}}).',
    ],
    remedy: ['请按流转记录的下一步办理。', 'Go on from the next step of its custody record.'],
  },
  'CUST-34': {
    happened: [
      '库房不是本机构的，或终端已经在（或不在）那里。',
      'The storeroom is not yours, or the device is there (or out) already.',
    ],
    remedy: ['请选择本机构的另一间库房。', 'Choose another storeroom of your own.'],
  },
  'CUST-35': {
    happened: [
      '盘点已经关闭，或终端不属于这次盘点。',
      'The count is closed, or the device does not belong to it.',
    ],
    remedy: ['请核对库房和盘点编号，或新开一次盘点。', 'Check room and count, or open a new one.'],
  },
  'CUST-36': {
    happened: ['盘点须由没有参加清点的另一人确认。', 'A count is confirmed by somebody who did not count.'],
    remedy: ['请另一位同事核对后确认。', 'Another colleague checks and confirms it.'],
  },
  'CUST-37': {
    happened: ['这台终端已超过一年没有人核对。', 'Nobody has seen this device for more than a year.'],
    remedy: [
      '请盘点，或由保管人核对序列号并确认完好。',
      'Count it, or have its holder read the serial and confirm it is whole.',
    ],
  },
  'CUST-38': {
    happened: [
      '密钥还没有在两人见证下清除，或已经清除。',
      'The keys are not erased before a witness, or are erased already.',
    ],
    remedy: [
      '请先登记清除方式和证明，再由另一人见证。',
      'Record method and proof, then have a second person witness it.',
    ],
  },
  'CUST-39': {
    happened: ['清除密钥的人不能自己见证。', 'Whoever erased the keys cannot witness it.'],
    remedy: ['请另一位同事见证。', 'Another colleague witnesses it.'],
  },
  'CUST-40': {
    happened: [
      '维修返回须换新封签，并由维修方另行告知封签号。',
      'A repaired device comes back in a new bag whose number the repairer tells you apart from the goods.',
    ],
    remedy: [
      '请向维修方核实封签号；对不上就隔离。',
      'Ask the repairer for the number; if it does not match, set it aside.',
    ],
  },
  'CUST-41': {
    happened: [
      '还没有处置申请，或已有一份在等批准。',
      'There is no proposal to dispose of it, or one is waiting already.',
    ],
    remedy: [
      '请先提出处置申请；已有申请的，由另一人决定。',
      'Propose it first; a waiting proposal is decided by another person.',
    ],
  },
  'CUST-42': {
    happened: [
      '绑定之后还没有通过功能测试，不能开通。',
      'No functional test has passed since it was bound; it cannot go live.',
    ],
    remedy: ['请在本次绑定后完成功能测试。', 'Run the functional test after this binding.'],
  },
  'CUST-43': {
    happened: [
      '收回通知已经下达，或归还日期（{dueOn}）不合适。',
      'The return is ordered already, or its day ({dueOn}) does not fit.',
    ],
    remedy: ['请核对归还日期；每台终端只下达一次。', 'Check the day; a return is ordered once.'],
  },
  'CUST-44': {
    happened: ['处置须有处置证明编号。', 'Disposal needs the number of its certificate.'],
    remedy: ['请填写销毁或退厂证明的编号。', 'Enter the number of the destruction or return certificate.'],
  },
  'CUST-45': {
    happened: [
      '密钥已清除或正在申请处置的终端，不能备机。',
      'A device without keys, or proposed for disposal, is not reserved.',
    ],
    remedy: ['请换一台，或重新验收入库后再备机。', 'Take another, or receive it into stock again first.'],
  },
  'CUST-50': {
    happened: ['这部手机已经停用，或是您自己的。', 'This phone is revoked already, or is your own.'],
    remedy: ['自己的手机请在“我的账户”停用。', 'Revoke your own under your account.'],
  },
  'CUST-51': {
    happened: [
      '签名的手机已被其单位责令停用，这次交接不能登记。',
      'The desk of its owner took the signing phone out of service; this hand-over is not recorded.',
    ],
    remedy: [
      '请用有效的手机当面重新交接；终端在谁手里，以登记为准。',
      'Hand over again, face to face, with phones that hold; the register says in whose hands the terminal is.',
    ],
  },
  'CUST-52': {
    happened: [
      '{count} 台终端（{serials}）须在 {dueOn} 前完成年度核对：有人亲眼看到实物、读序列号。',
      'The yearly look at {count} terminals ({serials}) is due by {dueOn}: somebody sees the device and reads its serial number.',
    ],
    remedy: [
      '商户请在终端页确认“还在店里、完好”；或由上门人员下次到店时读取。',
      'The shop says on its terminal page that it is there and whole; or the technician reads it at the next visit.',
    ],
  },
  'CUST-53': {
    happened: [
      '{count} 台终端（{serials}）的年度核对已超过期限 {dueOn}。',
      'The yearly look at {count} terminals ({serials}) was due by {dueOn} and is overdue.',
    ],
    remedy: [
      '请立即核对实物；找不到的，请马上告诉收单机构。',
      'Look at once; if it cannot be found, tell the acquirer straight away.',
    ],
  },
  'CUST-54': {
    happened: [
      '{name} 用于终端交接的手机（编号尾号 {phone}）已被单位停用：{reason, select, lost {遗失} stolen {被盗} left {离岗} misuse {使用不当} other {其他}}。',
      'The phone of {name} that signs hand-overs (ending in {phone}) was taken out of service by the desk: {reason, select, lost {lost} stolen {stolen} left {left the post} misuse {misused} other {other}}.',
    ],
    remedy: [
      '从现在起它签的交接都不登记；继续上门请登记另一部手机。',
      'Nothing it signs is recorded from now on; to go on, enrol another phone.',
    ],
  },
  'CUST-56': {
    happened: [
      '终端还在{custodian, select, technician {技术员} merchant {商户} courier {快递} other {别人}}手里，尚未要求退回，不能由前台单方收回。',
      'The device is still in the hands of {custodian, select, technician {a technician} merchant {the shop} courier {a courier} other {somebody else}}, and nobody has ordered its return: a desk alone does not take it back.',
    ],
    remedy: [
      '请先要求退回，再由另一位同事收下；或与持有人当面交接、双方签名。',
      'Order its return first and let another colleague take it in; or hand it over face to face, signed by both.',
    ],
  },
  'CUST-57': {
    happened: [
      '要求退回的人不能自己收下这台终端。',
      'Whoever ordered the return does not take the device in.',
    ],
    remedy: ['请由另一位同事核对序列号后收下。', 'Another colleague reads the serial and takes it in.'],
  },
  'CUST-58': {
    happened: [
      '尾号 {tail} 的终端已由{organisation}的{name}核对序列号后收回，您不再保管它。',
      'The terminal ending in {tail} was taken back by {name} of {organisation}, who read its serial; it is no longer in your custody.',
    ],
    remedy: [
      '如果终端还在您这里，请立即告诉收单机构或监管部门。',
      'If it is still with you, tell the acquirer or the regulator at once.',
    ],
  },
  'CUST-59': {
    happened: [
      '登记为您店的终端（尾号 {tail}）要求退回，但送到的是另一台；您店的终端已被隔离，暂停收款，仍登记在您店里。',
      'Your shop’s terminal (ending in {tail}) was called back, but another device arrived: yours is quarantined where it is and takes no payments.',
    ],
    remedy: [
      '请看一下终端是否还在店里、序列号是否相符，并马上告诉收单机构；找不到的，由收单机构报失。',
      'See whether it is still there and its serial is the one in your papers, and tell the acquirer now; if it cannot be found, the acquirer declares it missing.',
    ],
  },
  'CUST-60': {
    happened: [
      '封签袋已破损或被拆过，终端已封存待查。',
      'The sealed bag is damaged or was opened; the device is quarantined.',
    ],
    remedy: ['请不要使用，保留封签袋并告诉收单机构。', 'Do not use it, keep the bag and tell the acquirer.'],
  },
  'CUST-63': {
    happened: [
      '您今天不在这间库房的准入名单上，不能在那里入库、取出、清点或确认盘点。',
      'You are not on this storeroom’s list today: you may not store, take out, count or confirm there.',
    ],
    remedy: [
      '请让本机构的同事在「库房与盘点」里准许您进入，或由名单上的人办理。',
      'Have a colleague let you in under “Storerooms”, or leave it to somebody on the list.',
    ],
  },
  'CUST-64': {
    happened: ['谁也不能准许自己进入库房。', 'Nobody lets themself into a storeroom.'],
    remedy: ['请由本机构的另一位同事来办。', 'Ask another colleague at your desk to do it.'],
  },
  'CUST-65': {
    happened: [
      '这个人不是本机构的审核员，或已在名单上，或截止日已过。',
      'This person does not work at your desk, is on the list already, or the day has passed.',
    ],
    remedy: [
      '请选择本机构尚未在名单上的同事；截止日填今天或以后，不填则直到取消为止。要改截止日，请先取消再重新准许。',
      'Choose a colleague who is not on it; the day is today or later, none means until it is ended. To change the day, end it and let them in anew.',
    ],
  },
  'CUST-66': {
    happened: [
      '这是库房名单上的最后一人，不能取消。',
      'This is the last person on the storeroom’s list and cannot be taken off.',
    ],
    remedy: ['请先准许另一位同事进入，再取消这一位。', 'Let another colleague in first, then end this one.'],
  },
  'CUST-67': {
    happened: [
      '没有称重，也没有封签袋照片，不能验收。',
      'Neither the weight of the closed bag nor a photo of it: nothing was received.',
    ],
    remedy: [
      '请不拆袋称一下，填整数克；没有秤就拍一张未拆的封签袋照片。批量验收里没有称重的，请单台验收并拍照。',
      'Weigh the bag unopened and enter whole grams; without scales take a photo of it, closed. In a batch, leave out what was not weighed and receive it by itself with a photo.',
    ],
  },
  'CUST-68': {
    happened: [
      '封签袋的重量与采购清单相差太多，终端已隔离。',
      'The bag weighs too far from the purchase list; the device is quarantined.',
    ],
    remedy: [
      '请不要拆袋，留存封签袋，联系厂商核对装箱重量和内容。',
      'Do not open it; keep the bag and check weight and contents with the maker.',
    ],
  },
  'CUST-69': {
    happened: [
      '封签袋照片只有收单机构自己的人可以查看。',
      'Photos of bags are seen by the acquirer’s own people alone.',
    ],
    remedy: ['请向终端所属的收单机构了解。', 'Ask the acquirer the device belongs to.'],
  },
  'CUST-70': {
    happened: [
      '尾号 {tail} 的终端：{name} 把同一次交接签给了两个人。终端已隔离，不能收款，仍由现在的保管人保管。',
      'The terminal ending in {tail}: {name} signed one hand-over over to two people. It is quarantined, takes no money, and stays with whoever has it now.',
    ],
    remedy: [
      '请不要再用它收款，也不要交给任何人；收单机构当日核查两份交接，需要收回时会下达收回通知并另行备机。',
      'Do not take payments with it and give it to nobody; the acquirer examines both hand-overs today, orders its return if need be and provides another.',
    ],
  },
  'CUST-61': {
    happened: [
      '这台终端还没有验收，不能入库。',
      'This device was never received and cannot be put into a storeroom.',
    ],
    remedy: [
      '请先验收：核对序列号、封签号和封签完好。',
      'Receive it first: read serial and seal and see that the bag is whole.',
    ],
  },
  'CUST-62': {
    happened: [
      '您填的序列号和登记的不一样，还没有登记。',
      'The serial number you typed is not the one on record; nothing was recorded.',
    ],
    remedy: [
      '请再对着机身标签看一遍：抄错了就改正；确实不一样，就原样再提交一次，终端会立即停用，收单机构会联系您。',
      'Read the label once more: correct a slip; if it really differs, send the same again, and the terminal stops at once and the acquirer calls you.',
    ],
  },
  'CUST-55': {
    happened: [
      '封签袋号 {sealNo} 已在本机构另一台终端上用过；一个袋号在全部库存里只用一次，拆封后也不再用。',
      'Bag number {sealNo} was used for another of your devices; a number closes one bag in the whole stock, ever, also after it was opened.',
    ],
    remedy: [
      '请先看清袋上的号码。号码无误的，换一个未用过号码的新袋；这批货是别人装的，请隔离，并向发货方核实袋号。',
      'Read the number on the bag once more. If it is right, use a new bag with a number never used; if somebody else packed it, set it aside and ask the sender about the number.',
    ],
  },
} as const
