/** Terminals at work: heartbeats, incidents, firmware and parameters. */
export const fleetRules = {
  'BEAT-1': {
    happened: [
      '心跳没有用这台终端当前登记的密钥证明。',
      'The message is not proved with the key of this terminal’s standing enrolment.',
    ],
    remedy: [
      '请让终端再答一次身份提问，领取新的工作密钥；身份已撤销的，由收单机构重新签发登记码。',
      'The terminal answers a challenge and takes a new working key; if its identity was ended, the acquirer gives leave to enrol again.',
    ],
  },
  'BEAT-2': {
    happened: [
      '只有已绑定或使用中的终端才能领取工作密钥。',
      'Only a bound or live terminal takes a working key.',
    ],
    remedy: ['请先完成绑定，再让终端领取。', 'Bind it first, then let the terminal take it.'],
  },
  'BEAT-3': {
    happened: [
      '等待写入的心跳太多，这一条没有收下。',
      'Too many heartbeats wait; this one was not taken in.',
    ],
    remedy: ['请在 {seconds} 秒后重发，序号不变。', 'Send it again in {seconds} s with the same number.'],
  },
  'BEAT-5': {
    happened: [
      '终端时钟与平台相差 {seconds} 秒。',
      'The terminal’s clock is {seconds} s away from the platform’s.',
    ],
    remedy: ['请让终端重新签到校时。', 'Let the terminal sign in again and set its clock.'],
  },
  'BEAT-6': {
    happened: ['终端已有 {minutes} 分钟没有心跳。', 'No heartbeat for {minutes} minutes.'],
    remedy: [
      '请检查电源和网络；仍无心跳，请报修。',
      'Check power and network; if it stays silent, report a fault.',
    ],
  },
  'BEAT-7': {
    happened: ['终端已满 {months} 个月没有交易。', 'No sale on this terminal for {months} months.'],
    remedy: [
      '收单机构须重新核实商户；无法核实的应停止服务。',
      'The acquirer verifies the shop again, or stops the service.',
    ],
  },
  'BEAT-8': {
    happened: [
      '终端已满 {months} 个月没有交易，已暂停服务。',
      'No sale on this terminal for {months} months; service is suspended.',
    ],
    remedy: ['请收单机构收回终端。', 'The acquirer takes the terminal back.'],
  },
  'BEAT-9': {
    happened: [
      '终端报告机身被打开，已暂停使用。',
      'The terminal reports that it was opened; it is suspended.',
    ],
    remedy: [
      '请立即停用，不要刷卡；由收单机构收回。',
      'Do not use it, take no card; the acquirer takes it back.',
    ],
  },
  'BEAT-10': {
    happened: [
      '终端连续 {fixes} 次定位在绑定地点之外，相距约 {metres} 米。',
      '{fixes} fixes in a row lie about {metres} m from the bound place.',
    ],
    remedy: [
      '终端不得移机使用。请送回原处，或联系收单机构办理变更。',
      'A terminal must not be moved: bring it back, or ask the acquirer for a change of place.',
    ],
  },
  'BEAT-11': {
    happened: [
      '终端运行的固件 {firmwareVersion} 不是该机型登记、批准或发布的（应为 {expected}）。',
      'Firmware {firmwareVersion} is neither registered, approved nor published for this model; {expected} is.',
    ],
    remedy: ['请停用并由收单机构收回查验。', 'Stop using it; the acquirer takes it back and looks at it.'],
  },
  'BEAT-12': {
    happened: [
      '终端有 {unsent} 笔交易超过 {hours} 小时未结算。',
      '{unsent} transactions have waited longer than {hours} hours for settlement.',
    ],
    remedy: [
      '请在终端上做批结算；不成功请报修。',
      'Settle the batch on the terminal; report a fault if it fails.',
    ],
  },
  'BEAT-13': {
    happened: ['这台终端同类事件已在处理中。', 'An incident of this kind is open already.'],
    remedy: ['请在已有事件中处理。', 'Go on in the open one.'],
  },
  'BEAT-14': {
    happened: [
      '终端仍在商户处使用，事件不能凭口头关闭。',
      'The terminal still works at the shop: nobody’s word closes the incident.',
    ],
    remedy: [
      '待终端心跳恢复正常，或先收回终端。',
      'Wait for heartbeats that show it is over, or take the terminal back.',
    ],
  },
  'BEAT-15': {
    happened: ['只有这台终端的收单机构可以处理事件。', 'Only the terminal’s acquirer handles its incidents.'],
    remedy: ['请联系该收单机构。', 'Ask that acquirer.'],
  },
  'BEAT-16': {
    happened: ['这件事已经处理过，或已经关闭。', 'This was done already, or the incident is closed.'],
    remedy: ['请刷新页面。', 'Reload the page.'],
  },
  'BEAT-23': {
    happened: ['只有在店使用中的终端可以登记暂停。', 'Only a terminal at work in the shop can be put away.'],
    remedy: ['终端已停用或已离店的，请联系收单机构。', 'If it is stopped or gone, ask the acquirer.'],
  },
  'BEAT-24': {
    happened: [
      '暂停的最后一天须在明天到 {last} 之间（一次最多 {days} 天）。',
      'The last day lies between tomorrow and {last} ({days} days at a time).',
    ],
    remedy: [
      '请改日期；更久的，到期后再登记。',
      'Choose another day; if it takes longer, say so again then.',
    ],
  },
  'BEAT-25': {
    happened: ['这台终端已登记暂停，或暂停已结束。', 'It is put away already, or that has ended.'],
    remedy: ['请刷新查看。', 'Reload to see.'],
  },
  'BEAT-27': {
    happened: [
      '尾号 {serial} 的终端登记的暂停已于 {until} 到期，现在恢复看护。',
      'Your terminal ending in {serial} was put away until {until}; it is watched again from now on.',
    ],
    remedy: [
      '要继续使用，请开机联网；仍不使用，请在终端页重新登记。',
      'Switch it on to use it; if it stays away, say so again on its page.',
    ],
  },
  'BEAT-32': {
    happened: ['这次中断已着手处理，或已结束。', 'This outage was taken up already, or is over.'],
    remedy: ['请刷新查看。', 'Reload to see.'],
  },
  'BEAT-33': {
    happened: [
      '不是您的终端坏了：本区县{carrier, select, china_mobile {中国移动} china_unicom {中国联通} china_telecom {中国电信} china_broadnet {中国广电} other {移动}}网络中断，您尾号 {serials} 的终端自 {since} 起连不上网。',
      'It is not your terminal: the {carrier, select, china_mobile {China Mobile} china_unicom {China Unicom} china_telecom {China Telecom} china_broadnet {China Broadnet} other {mobile}} network in your district is down. Your terminal ending in {serials} has been offline since {since} (Beijing time).',
    ],
    remedy: [
      '{line, select, wifi {可以把终端改连店里的 Wi-Fi；} cable {可以给终端插上网线或电话线；} both {可以把终端改连 Wi-Fi 或插上网线；} other {这台终端只能用移动网络；}}顾客手机有网时，收款码照常能扫；也可以收现金。刷卡没有结果的，先别重刷。有事请打 {provider} {hotline}，不用报修。',
      '{line, select, wifi {You can put it on the shop’s Wi-Fi. } cable {You can plug in a network or telephone cable. } both {You can put it on Wi-Fi or plug in a cable. } other {It has no other line. }}Your QR code works for customers whose phones are online, and so does cash. If a card payment gives no result, do not repeat it yet. Questions: {provider}, {hotline}. No need to report a fault.',
    ],
  },
  'BEAT-34': {
    happened: [
      '网络恢复了：您尾号 {serials} 的终端已于 {at} 重新连上，可以照常刷卡。',
      'The network is back: your terminal ending in {serials} is online again since {at} (Beijing time) and takes cards as usual.',
    ],
    remedy: [
      '中断时没有结果的交易，请先在终端上查询，再决定是否重刷。',
      'If a payment had no result during the outage, look it up on the terminal before you repeat it.',
    ],
  },
  'BEAT-20': {
    happened: [
      '{count} 台终端（尾号 {serials}）的告警或举报超过 {hours} 小时无人受理。',
      'Alarms or reports about {count} terminal(s) (ending in {serials}) have waited longer than {hours} hours for an answer.',
    ],
    remedy: ['请立即受理并联系商户。', 'Take them up now and talk to the shop.'],
  },
  'BEAT-21': {
    happened: [
      '{count} 台终端（尾号 {serials}）已满 {months} 个月没有交易。',
      '{count} terminal(s) (ending in {serials}) have had no sale for {months} months.',
    ],
    remedy: [
      '请重新核实商户；无法核实或已满 12 个月的，停止服务并收回终端。',
      'Verify the shop again; where that fails, or after twelve months, stop the service and take the terminal back.',
    ],
  },
  'BEAT-22': {
    happened: [
      '{count} 台终端（尾号 {serials}）隔离超过 {days} 天未处理。',
      '{count} terminal(s) (ending in {serials}) have stood in quarantine for more than {days} days.',
    ],
    remedy: ['请检验后放行，或办理报废。', 'Inspect and clear them, or dispose of them.'],
  },
  'FIRM-1': {
    happened: [
      '清单的签名不是用本机构生效的签名密钥做的。',
      'The manifest is not signed with a key of yours that is in force.',
    ],
    remedy: [
      '请核对签名密钥：需一人登记、另一人确认后生效。',
      'Check the key: one colleague enters it, another confirms it.',
    ],
  },
  'FIRM-2': {
    happened: [
      '清单序号 {sequence} 不大于已用过的 {last}。',
      'Sequence number {sequence} is not above {last}, which was used already.',
    ],
    remedy: ['请用更大的序号重新签名。', 'Sign it again with a higher one.'],
  },
  'FIRM-3': {
    happened: [
      '版本 {versionNo} 不高于已发布的 {highest}。',
      'Version {versionNo} is not above {highest}, which is published.',
    ],
    remedy: ['升级须用更高版本；退回旧版须签署回退清单。', 'Publish a higher version, or sign a roll-back.'],
  },
  'FIRM-4': {
    happened: [
      '回退只能回到曾发布过的同一文件，版本 {versionNo} 不符。',
      'A roll-back leads to a file published before; version {versionNo} is not one.',
    ],
    remedy: ['请按当时发布的版本号和摘要签署。', 'Sign the version and digest that were published then.'],
  },
  'FIRM-5': {
    happened: [
      '还需要另一位同事：{what, select, key {这把签名公钥要由录入人以外的同事确认一次} other {本次推送要由 {needed} 位不同的同事批准}}。',
      'Another colleague is lacking: {what, select, key {this key is confirmed once, by somebody else than entered it} other {this campaign takes approvals of {needed} different colleagues}}.',
    ],
    remedy: [
      '{what, select, key {请由另一位同事核对指纹后确认；已确认的不必再确认。} other {请由另一位同事批准后再开始。}}',
      '{what, select, key {Let another colleague compare the fingerprint and confirm; a confirmed key needs nothing more.} other {Let another colleague approve, then start.}}',
    ],
  },
  'FIRM-40': {
    happened: ['发布推送的人不能自己批准。', 'Whoever published a campaign does not approve it alone.'],
    remedy: [
      '请由另一位同事批准；批准后谁都可以开始。',
      'Another colleague approves; after that either may start it.',
    ],
  },
  'FIRM-6': {
    happened: [
      '该机型已有一次推送在进行，或文件与清单不符。',
      'A campaign for this model is under way, or the file is not the one of the manifest.',
    ],
    remedy: ['请先结束那一次，或核对文件。', 'End that one first, or check the file.'],
  },
  'FIRM-7': {
    happened: ['第 {ring} 批还没有开放。', 'Ring {ring} is not open.'],
    remedy: ['请等前一批完成观察后再开放。', 'It opens after the one before has been watched.'],
  },
  'FIRM-8': {
    happened: [
      '本批还在观察：须满 {hours} 小时且完成 {percent}%。',
      'The open ring is still being watched: {hours} hours and {percent} % finished.',
    ],
    remedy: ['请稍后再开放下一批。', 'Open the next one later.'],
  },
  'FIRM-9': {
    happened: [
      '推送当前状态（{status, select, proposed {待批准} running {进行中} halted {已停止} completed {已完成} other {未知}}）不允许这一步。',
      'The campaign is {status, select, proposed {waiting for approval} running {running} halted {halted} completed {completed} other {unknown}}; this is not possible now.',
    ],
    remedy: ['请查看推送详情；已停止的须重新发布。', 'See the campaign; a halted one is published anew.'],
  },
  'FIRM-10': {
    happened: ['现在不是商户的安静时段。', 'These are not the merchant’s quiet hours.'],
    remedy: ['终端会在 {next} 之后再试。', 'The terminal tries again after {next}.'],
  },
  'FIRM-11': {
    happened: [
      '终端还有交易未结算（{unsent} 笔）。',
      'There are transactions that are not settled ({unsent}).',
    ],
    remedy: ['批结算后再安装。', 'Settle the batch first.'],
  },
  'FIRM-12': {
    happened: [
      '终端已是版本 {installed}，不能装 {versionNo}。',
      'The terminal runs version {installed}; {versionNo} is not for it.',
    ],
    remedy: ['无需处理；回退须有签署的回退清单。', 'Nothing to do; going back takes a signed roll-back.'],
  },
  'FIRM-13': {
    happened: [
      '这台终端不参与本次推送：机型不同、未在使用或报告过被打开。',
      'This terminal takes no part: another model, not in use, or reported opened.',
    ],
    remedy: ['请查看终端状态。', 'Look at the terminal’s state.'],
  },
  'FIRM-14': {
    happened: ['电量 {battery}%，低于 {least}%。', 'The battery is at {battery} %, below {least} %.'],
    remedy: ['请接上电源。', 'Plug the terminal in.'],
  },
  'FIRM-15': {
    happened: ['已失败 {attempts} 次，不再自动重试。', 'It failed {attempts} times and is not tried again.'],
    remedy: ['请安排人员查看这台终端。', 'Have somebody look at it.'],
  },
  'FIRM-17': {
    happened: [
      '没有与此对应的安装（当前：{status, select, pending {未开始} begun {安装中} installed {已安装} failed {已失败} other {未知}}）。',
      'No install stands behind this (now: {status, select, pending {not begun} begun {under way} installed {installed} failed {failed} other {unknown}}).',
    ],
    remedy: ['请终端重新查询。', 'Let the terminal ask again.'],
  },
  'FIRM-18': {
    happened: ['终端报告的版本或摘要不是清单里的。', 'The version or digest reported is not the manifest’s.'],
    remedy: ['按失败处理，请查看这台终端。', 'Treat it as failed and look at the terminal.'],
  },
  'FIRM-19': {
    happened: [
      '只有登记该机型的收单机构可以发布和推送。',
      'Only the acquirer that registered the model publishes for it.',
    ],
    remedy: ['请联系该收单机构。', 'Ask that acquirer.'],
  },
  'FIRM-21': {
    happened: [
      '固件 {version} 没有以这个文件获得该机型的批准。',
      'Firmware {version} is not approved for this model with this very file.',
    ],
    remedy: [
      '请先在机型目录登记批准的固件：版本、摘要和所依证书。',
      'Enter the approval in the catalogue first: version, digest and the certificate behind it.',
    ],
  },
  'FIRM-22': {
    happened: [
      '固件 {version} 的批准现在无效（{lacks, select, withdrawn {已撤回} ended {已到期} future {尚未生效} certificate {所依证书已失效} other {无效}}）。',
      'The approval of firmware {version} does not hold now ({lacks, select, withdrawn {withdrawn} ended {ended} future {not begun} certificate {its certificate has ended} other {not valid}}).',
    ],
    remedy: [
      '请改推有效批准的版本，或先续登记批准。',
      'Send a version whose approval holds, or enter a renewed approval first.',
    ],
  },
  'FIRM-20': {
    happened: ['正在安装的终端已到上限。', 'As many terminals as may be are installing at this moment.'],
    remedy: ['终端会稍后再试。', 'The terminal tries again later.'],
  },
} as const
