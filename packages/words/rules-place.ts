/** Where terminals stand, and how they are reported. */
export const placeRules = {
  'BIND-10': {
    happened: [
      '这家店的终端绑定过，之后还没有重新勘查，不能再次绑定。',
      'A terminal was bound at this shop before, and nobody has surveyed it since: it cannot be bound again yet.',
    ],
    remedy: [
      '请预约一次新的现场勘查，再现场核验、由商户接受后绑定。',
      'Book a new survey; then inspect on site, let the merchant accept, and bind.',
    ],
  },
  'BIND-11': {
    happened: [
      '定位精度 {accuracyMetres} 米，超过 {limit} 米，说明不了位置。',
      'The position is only accurate to {accuracyMetres} m; beyond {limit} m it says nothing.',
    ],
    remedy: ['请到窗边或室外重新定位。', 'Take the position again near a window or outdoors.'],
  },
  'BIND-12': {
    happened: [
      '终端多次不在登记位置，已暂停收款。',
      'The terminal was found away from its place several times and is suspended.',
    ],
    remedy: [
      '请商户在「我的终端」里申诉；店铺搬迁的，请预约重新勘查和绑定。',
      'The merchant appeals on “My terminal”; if the shop has moved, book a new survey and binding.',
    ],
  },
  'BIND-13': {
    happened: [
      '这次暂停不能申诉：已申诉过、已有结论，或超过申诉期。',
      'This suspension cannot be appealed: it was already, is decided, or the time has passed.',
    ],
    remedy: [
      '请联系收单机构；需要继续使用的，请预约重新勘查和绑定。',
      'Ask the acquirer; to go on, book a new survey and binding.',
    ],
  },
  'BIND-14': {
    happened: ['这里没有等待裁决的申诉。', 'No appeal waits for a decision here.'],
    remedy: ['请刷新列表，处理等待中的申诉。', 'Reload the list and decide those that wait.'],
  },
  'BIND-15': {
    happened: [
      '店铺已搬迁或没有申诉结论，终端不能直接恢复。',
      'The shop has moved, or no appeal was granted: the terminal does not simply go on.',
    ],
    remedy: [
      '请收回终端，在新地址重新勘查、核验、接受并绑定。',
      'Take it back; survey, inspect, accept and bind it at the new place.',
    ],
  },
  'BIND-25': {
    happened: [
      '终端停用之后，还没有定位回到登记位置之内，或最近一次又在外面。',
      'Since the terminal was stopped no fix has been inside its place, or the newest was outside again.',
    ],
    remedy: [
      '请商户把终端放回原处并开机；终端或上门技术员测到在店内后再恢复。',
      'Put it back and switch it on; restore it once the terminal or a visiting technician has been measured there.',
    ],
  },
  'BIND-26': {
    happened: [
      '这份申诉说的是以前的绑定；终端此后已重新绑定，又因别的原因停用。',
      'This appeal is about an earlier binding; the terminal has been bound anew since and stopped again.',
    ],
    remedy: [
      '请处理终端最近一次停用的申诉；旧的申诉只能维持停用。',
      'Decide the appeal of its latest stop; the old one can only be upheld.',
    ],
  },
  'BIND-27': {
    happened: [
      '型号 {modelCode} 的证书今天不再有效（{because}），停用的终端不能恢复收款。',
      'The certificates of model {modelCode} are not in force today ({because}): a stopped terminal does not go on.',
    ],
    remedy: [
      '请先在目录里登记续期的证书，或给店铺换一台。',
      'Enter the renewed certificate in the catalogue first, or give the shop another terminal.',
    ],
  },
  'BIND-16': {
    happened: ['报送格式 {format} 今天不适用。', 'The report format {format} does not hold today.'],
    remedy: ['请选择当前有效的格式。', 'Choose a format in force.'],
  },
  'BIND-17': {
    happened: [
      '第 {line} 行的「{column}」缺失或不合格式，没有生成文件。',
      'Line {line}: “{column}” is missing or does not fit its column; no file was written.',
    ],
    remedy: [
      '请更正该终端的绑定信息后重新生成，或先不选这一台。',
      'Correct that terminal’s data and write the file again, or leave it out for now.',
    ],
  },
  'BIND-18': {
    happened: [
      '回执第 {line} 行读不懂，或不属于这份报送，没有读入任何一行。',
      'Line {line} of the answer cannot be read or is not of this file; no line of it was taken.',
    ],
    remedy: [
      '请核对文件编号，重新下载完整回执后再读入。',
      'Compare the file number and take in the complete answer.',
    ],
  },
  'BIND-19': {
    happened: [
      '终端 {serialNo} 已经报送，还没有被退回。',
      'Terminal {serialNo} is reported already and was not rejected.',
    ],
    remedy: [
      '请先读入回执；被退回的才能再次报送。',
      'Take in the answer first; only a rejected one is reported again.',
    ],
  },
  'BIND-21': {
    happened: [
      '{count} 台终端（尾号 {serials}）超过两日未向登记系统报送。',
      '{count} terminal(s) (ending in {serials}) were not reported to the registry within two days.',
    ],
    remedy: [
      '请收单机构立即报送；逾期已记录在案。',
      'The acquirer files the report now; the lateness is on record.',
    ],
  },
  'BIND-22': {
    happened: [
      '型号“{model}”的证书将于 {endsOn} 到期，在用 {count} 台（尾号 {serials}）。',
      'A certificate of model “{model}” ends on {endsOn}; {count} in use (ending in {serials}).',
    ],
    remedy: [
      '请向厂家索取新证书并更新型号资料，或安排更换。',
      'Ask the maker for the new certificate and renew the model, or plan the exchange.',
    ],
  },
  'BIND-23': {
    happened: [
      '型号“{model}”的证书已于 {endsOn} 到期，在用 {count} 台（尾号 {serials}）。',
      'A certificate of model “{model}” ended on {endsOn}; {count} in use (ending in {serials}).',
    ],
    remedy: [
      '新装已停止；请更新证书，或在期限内完成更换。',
      'New installations have stopped; renew it, or exchange the terminals in time.',
    ],
  },
  'BIND-24': {
    happened: [
      '您店里 {count} 台终端（尾号 {serials}，型号“{model}”）的一项检测证书已于 {endsOn} 到期。',
      'One of the test certificates of your {count} terminal(s) (ending in {serials}, model “{model}”) ended on {endsOn}.',
    ],
    remedy: [
      '您不用付费，也不用自己处理；机构会更新证书或上门更换。有人借此要您付款，请拒绝并举报。',
      'You pay nothing and need do nothing: the certificate is renewed or the terminal exchanged. Refuse and report anybody who asks for money over it.',
    ],
  },
} as const
