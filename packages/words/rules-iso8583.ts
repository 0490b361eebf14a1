/** What people read when the terminal's test stumbles; the response code on the terminal's own screen says less. */
export const iso8583Rules = {
  'ISO-1': {
    happened: [
      '报文长度超出范围，连接已断开',
      'The message had an impossible length, and the line was closed',
    ],
    remedy: [
      '请检查终端的报文长度设置（2字节大端）',
      'Check the terminal’s length prefix: two bytes, high byte first',
    ],
  },
  'ISO-2': {
    happened: ['报文的TPDU不是本平台约定的格式', 'The message does not begin with the agreed TPDU'],
    remedy: ['请按参数单重新设置TPDU', 'Set the TPDU as on the parameter sheet'],
  },
  'ISO-3': {
    happened: ['报文位图包含约定之外的域', 'The bitmap names a field outside the dialect'],
    remedy: ['请联系终端厂商核对报文规范版本', 'Have the maker check the message specification version'],
  },
  'ISO-4': {
    happened: ['报文在某个域中途结束', 'The message ends in the middle of a field'],
    remedy: ['请联系终端厂商核对该域的长度', 'Have the maker check that field’s length'],
  },
  'ISO-5': {
    happened: ['变长域的长度值不正确', 'A variable field states an impossible length'],
    remedy: ['请联系终端厂商核对该域的长度', 'Have the maker check that field’s length'],
  },
  'ISO-6': {
    happened: ['域内容不符合约定格式', 'A field holds characters its format does not allow'],
    remedy: ['请联系终端厂商核对该域的编码', 'Have the maker check that field’s encoding'],
  },
  'ISO-7': {
    happened: ['报文末尾有多余的字节', 'There are stray bytes after the last field'],
    remedy: ['请联系终端厂商核对各域长度', 'Have the maker check the field lengths'],
  },
  'ISO-8': {
    happened: ['数据与域的长度或格式不符', 'A value does not fit its field'],
    remedy: ['请按报文规范填写该域', 'Fill the field as the specification says'],
  },
  'ISO-9': {
    happened: ['报文规范数据文件自相矛盾', 'The dialect file contradicts itself'],
    remedy: ['请运维人员改正数据文件后重启', 'The operator corrects the file and restarts'],
  },
  'ISO-10': {
    happened: ['测试主机不支持这种交易', 'The test host does not perform this transaction'],
    remedy: ['请只做验收清单上的交易', 'Perform only the transactions of the acceptance list'],
  },
  'ISO-11': {
    happened: ['报文鉴别码（MAC）缺失或错误', 'The message’s MAC is missing or wrong'],
    remedy: [
      '请重新签到；仍失败则核对主密钥校验值',
      'Sign in again; if it stays, compare the master key’s check value',
    ],
  },
  'ISO-12': {
    happened: ['终端尚未签到', 'The terminal has not signed in'],
    remedy: ['请先签到再做交易', 'Sign in first'],
  },
  'ISO-13': {
    happened: ['流水号重复，交易未受理', 'The trace number was used before, so nothing was booked'],
    remedy: ['请核对终端流水号后重做', 'Check the terminal’s trace counter and repeat'],
  },
  'ISO-14': {
    happened: [
      '卡号不是测试卡，已拒绝，不留完整卡号',
      'The card is not a test card; it was refused, its full number kept nowhere',
    ],
    remedy: ['请只使用测试卡，切勿刷顾客的卡', 'Use test cards only, never a customer’s card'],
  },
  'ISO-15': {
    happened: ['测试卡密码不正确', 'The test card’s PIN is wrong'],
    remedy: ['请输入测试卡密码；仍失败则重新签到', 'Enter the test PIN; if it stays, sign in again'],
  },
  'ISO-16': {
    happened: ['找不到原交易', 'The original transaction was not found'],
    remedy: ['请核对原批次号、流水号和参考号', 'Check the original batch, trace and reference numbers'],
  },
  'ISO-17': {
    happened: ['金额为零或与原交易不符', 'The amount is zero or does not suit the original'],
    remedy: ['撤销须为原金额，退货合计不得超过原金额', 'Void the whole amount; refunds may not exceed it'],
  },
  'ISO-18': {
    happened: ['原交易已撤销、退货或冲正', 'The original was already voided, refunded or reversed'],
    remedy: ['无需再做；如需退款请另选原交易', 'Nothing more to do, or choose another original'],
  },
  'ISO-19': {
    happened: ['终端没有先冲正就做了下一笔交易', 'The terminal went on without reversing first'],
    remedy: [
      '本轮测试未通过；请厂商修正冲正功能后重新签到再测',
      'This run failed; have reversals mended, sign in and run again',
    ],
  },
  'ISO-20': {
    happened: ['批结算总额与主机不一致', 'The settlement totals differ from the host’s'],
    remedy: ['本轮测试未通过；请重新签到再测', 'This run failed; sign in and run again'],
  },
  'ISO-21': {
    happened: ['报文缺少必需的域', 'The message lacks a field it needs'],
    remedy: ['请联系终端厂商核对该交易的域', 'Have the maker check that transaction’s fields'],
  },
  'ISO-22': {
    happened: ['货币不是人民币', 'The currency is not the yuan'],
    remedy: ['请将终端货币代码设为156', 'Set the terminal’s currency to 156'],
  },
  'ISO-23': {
    happened: ['本次签到的交易笔数已满', 'This session’s ledger is full'],
    remedy: ['请重新签到开始新批次', 'Sign in again to begin a new batch'],
  },
  'ISO-24': {
    happened: [
      '终端号与商户号未登记或未绑定，或者这台终端已停用、存疑、收回或报过防拆警报',
      'Terminal and merchant number are not bound here, or the terminal was suspended, set apart, taken back or opened',
    ],
    remedy: [
      '请核对参数单上的编号和终端状态；报过防拆警报的终端须收回，换一台再测',
      'Check the numbers on the parameter sheet and the state of the terminal; one that was opened is taken back and another one tested',
    ],
  },
  'ISO-25': {
    happened: ['连接超出数量或时间限制，已断开', 'The connection went beyond its limits and was closed'],
    remedy: ['请检查网络后重新连接', 'Check the network and connect again'],
  },
  'ISO-26': {
    happened: ['验收测试尚未全部通过', 'The acceptance test is not passed yet'],
    remedy: ['请在终端上完成清单中剩余的步骤', 'Complete the remaining steps on the terminal'],
  },
  'ISO-27': {
    happened: ['工作密钥校验值不一致，未装载', 'A work key’s check value differs, so it was not loaded'],
    remedy: ['请核对终端主密钥后重新签到', 'Compare the terminal’s master key and sign in again'],
  },
  'ISO-28': {
    happened: ['平台暂时无法记录测试结果', 'The platform could not record the result just now'],
    remedy: [
      '请稍候重新签到再测；已完成的不会重复计算',
      'Wait a little, sign in and run again; nothing is counted twice',
    ],
  },
  'ISO-29': {
    happened: ['测试剧本文件不正确，未采用', 'The script of the bad host is not sound and is not played'],
    remedy: ['请按错误提示改正该步骤后重试', 'Correct the step the message names and try again'],
  },
  'ISO-30': {
    happened: ['预授权完成金额超过原授权的115%', 'The completion exceeds 115 % of what was authorised'],
    remedy: ['请降低完成金额，或另做一笔消费', 'Complete a smaller amount, or sell the rest separately'],
  },
  'ISO-31': {
    happened: ['扫码订单已支付，不能关闭', 'The QR order is paid and cannot be closed'],
    remedy: ['请改用扫码撤销或扫码退货', 'Void or refund it instead'],
  },
  'ISO-32': {
    happened: [
      '批上送未在批结算之后，或明细与主机不一致',
      'The batch upload does not follow a settlement, or differs from the host’s ledger',
    ],
    remedy: [
      '请先批结算；仍不一致请核对终端流水',
      'Settle first; if it still differs, compare the terminal’s journal',
    ],
  },
  'ISO-33': {
    happened: ['TLS握手失败，连接已断开', 'The TLS handshake failed, and the line was closed'],
    remedy: [
      '请检查终端的TLS版本（1.2以上）和证书设置',
      'Check the terminal’s TLS version (1.2 or later) and its certificate settings',
    ],
  },
  'ISO-34': {
    happened: ['DUKPT密钥序列号不正确', 'The DUKPT key serial number is not possible'],
    remedy: ['请核对终端上送的密钥序列号', 'Check the serial number the terminal sends'],
  },
  'ISO-35': {
    happened: [
      '终端签到所要的密钥算法，不是这台终端的主密钥所用的算法',
      'The terminal asks to sign in with keys of another cipher than its master key is for',
    ],
    remedy: [
      '请把终端的密钥算法改为开通时约定的那一种',
      'Set the terminal to the cipher its master key was given out for',
    ],
  },
  'ISO-45': {
    happened: [
      '签到的终端报出的序列号，是收单机构的另一台终端',
      'The terminal signs in under the serial number of another terminal of this acquirer',
    ],
    remedy: [
      '请核对机身序列号，换用本次办理绑定的那一台再签到；这次测试不必重开',
      'Compare the serial number on the case and sign in with the terminal bound in this case; this run goes on',
    ],
  },
  'ISO-36': {
    happened: [
      '这个型号没有登记能装这种算法的密钥',
      'This model is not on record as holding keys of this cipher',
    ],
    remedy: [
      '请用三重DES测试；型号确实支持的，请收单机构在型号目录的受理能力里补上 sm4-keys 或 aes-keys',
      'Test with triple DES; if the model does hold them, the acquirer adds sm4-keys or aes-keys to its capabilities in the catalogue',
    ],
  },
  'ISO-38': {
    happened: ['报文鉴别码不在最后一个域', 'The MAC is not the message’s last field'],
    remedy: [
      '只有一个位图时MAC放64域，有第二位图时放128域',
      'Put the MAC into field 64 with one bitmap, into field 128 with two',
    ],
  },
  'ISO-37': {
    happened: [
      '终端说的报文规范，或者它连的端口，不是这次测试的（应为 {dialect}，端口 {port}）',
      'The terminal spoke another dialect than this run’s, or called at another dialect’s port (it should be {dialect}, port {port})',
    ],
    remedy: [
      '请按测试参数里的报文规范和端口设置终端，再签到一次；这次测试不必重开',
      'Set the terminal to the dialect and the port among the run’s parameters and sign in again; this run goes on',
    ],
  },
} as const
