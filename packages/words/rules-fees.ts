/** Words of the fees room: what a line of a quote is, and what each warning means. */
export const feesRules = {
  'FEE-1': {
    happened: [
      '{product}：{count} 笔 × {eachYuan} 元（平均每笔 {averageYuan} 元，费率 {ratePercent}%）',
      '{product}: {count} payments × {eachYuan} yuan (average {averageYuan} yuan at {ratePercent} %)',
    ],
    remedy: ['核对合同费率表中的这一行。', 'Check this row in the fee table of the agreement.'],
  },
  'FEE-2': {
    happened: [
      '{product} 当日到账附加费：{count} 笔 × {eachYuan} 元',
      '{product}, same-day settlement: {count} payments × {eachYuan} yuan',
    ],
    remedy: [
      '要求默认次日到账，需要时再自行开通。',
      'Ask for next-day settlement by default and switch it on yourself when needed.',
    ],
  },
  'FEE-3': {
    happened: [
      '{product} 交易保障费：{count} 笔 × {eachYuan} 元（{ratePercent}%）',
      '{product}, transaction insurance: {count} payments × {eachYuan} yuan ({ratePercent} %)',
    ],
    remedy: ['不需要可要求取消。', 'Ask to leave it out if you do not want it.'],
  },
  'FEE-4': {
    happened: [
      '流量卡费：{times} 次 × {feeYuan} 元（每 {intervalMonths} 个月一次，前 {freeMonths} 个月免收）',
      'SIM fee: {times} × {feeYuan} yuan (every {intervalMonths} months, first {freeMonths} free)',
    ],
    remedy: ['要求写明金额、周期和停用办法。', 'Ask for amount, interval and how to stop it in writing.'],
  },
  'FEE-5': {
    happened: ['会员费：{years} 年 × {feeYuan} 元', 'Membership: {years} years × {feeYuan} yuan'],
    remedy: ['算一算降费能否抵回会员费。', 'Work out whether the lower rate pays for it.'],
  },
  'FEE-6': {
    happened: [
      '交易量不足：{months} 个月 × {penaltyYuan} 元（每月低于 {minimumYuan} 元时）',
      'Below the minimum volume: {months} months × {penaltyYuan} yuan (under {minimumYuan} yuan a month)',
    ],
    remedy: ['要求删除最低交易量条款。', 'Ask to delete the minimum volume.'],
  },
  'FEE-7': {
    happened: [
      '押金 {depositYuan} 元中预计收不回的部分（{lostPercent}%）',
      'Part of the {depositYuan} yuan deposit that is not expected back ({lostPercent} %)',
    ],
    remedy: ['要求写明退还条件与日期。', 'Ask for the refund condition and date in writing.'],
  },
  'FEE-8': {
    happened: ['机具价格', 'Price of the terminal'],
    remedy: ['确认机具归谁所有。', 'Make sure who owns the terminal.'],
  },
  'FEE-9': {
    happened: [
      '合同期 {termMonths} 个月内退出的费用',
      'Fee for leaving within the term of {termMonths} months',
    ],
    remedy: ['要求改为涨价时可免费退出。', 'Ask for a free exit when prices rise.'],
  },
  'FEE-11': {
    happened: [
      '{product} 费率 {ratePercent}% 低于成本：每笔收 {feeYuan} 元，成本 {costYuan} 元。',
      '{product} at {ratePercent} % is below cost: {feeYuan} yuan charged, {costYuan} yuan paid on.',
    ],
    remedy: [
      '签约前问清差额由谁承担并写入合同。',
      'Before signing, ask who pays the difference and have it written down.',
    ],
  },
  'FEE-12': {
    happened: [
      '实际成本 {effectivePercent}%，宣传费率 {headlinePercent}%。',
      'The effective price is {effectivePercent} %, the headline {headlinePercent} %.',
    ],
    remedy: ['签约前逐项核对附加费用。', 'Before signing, go through the added charges one by one.'],
  },
  'FEE-13': {
    happened: [
      '{product} 优惠第 {untilMonth} 个月结束，之后 {nextPercent}%，而合同期 {termMonths} 个月。',
      '{product}: the promotion ends after {untilMonth} months, then {nextPercent} %, in a term of {termMonths} months.',
    ],
    remedy: [
      '要求优惠期与合同期一致，或到期可免费退出。',
      'Ask for the same length, or a free exit when it ends.',
    ],
  },
  'FEE-14': {
    happened: ['押金 {depositYuan} 元没有退还日期。', 'The {depositYuan} yuan deposit has no refund date.'],
    remedy: ['付款前要求写明退还日期。', 'Have a refund date written down before you pay.'],
  },
  'FEE-15': {
    happened: [
      '押金 {depositYuan} 元须 {months} 个月内交易 {volumeYuan} 元才退，按您的流水达不到。',
      'The {depositYuan} yuan deposit returns only after {volumeYuan} yuan in {months} months: out of reach for your volume.',
    ],
    remedy: ['要求改为按日期退还。', 'Ask for a refund by date instead.'],
  },
  'FEE-16': {
    happened: ['借记卡费率 {ratePercent}% 没有封顶。', 'The debit rate of {ratePercent} % has no cap.'],
    remedy: ['要求写明封顶金额（常见 20 元）。', 'Ask for a cap (20 yuan is usual).'],
  },
  'FEE-17': {
    happened: [
      '借记卡封顶 {capYuan} 元，高于常见的 {usualYuan} 元。',
      'The debit cap is {capYuan} yuan, above the usual {usualYuan}.',
    ],
    remedy: ['签约前要求降低封顶金额。', 'Ask for a lower cap before signing.'],
  },
  'FEE-18': {
    happened: [
      '默认当日到账，每笔另收 {fixedYuan} 元。',
      'Same-day settlement is on by default at {fixedYuan} yuan a payment.',
    ],
    remedy: ['要求默认次日到账。', 'Ask for next-day settlement by default.'],
  },
  'FEE-19': {
    happened: ['合同期 {termMonths} 个月，超过 12 个月。', 'The term is {termMonths} months, more than 12.'],
    remedy: ['要求不超过 12 个月。', 'Ask for at most 12 months.'],
  },
  'FEE-20': {
    happened: ['含交易保障费 {ratePercent}%。', 'Transaction insurance of {ratePercent} % is included.'],
    remedy: ['不需要可要求取消。', 'Ask to leave it out if you do not want it.'],
  },
  'FEE-21': {
    happened: [
      '每月交易低于 {monthlyYuan} 元收 {penaltyYuan} 元。',
      'A month below {monthlyYuan} yuan costs {penaltyYuan} yuan.',
    ],
    remedy: ['要求删除最低交易量条款。', 'Ask to delete the minimum volume.'],
  },
  'FEE-22': {
    happened: [
      '报价没有 {product} 的价格，而您会用到。',
      'The offer has no price for {product}, which you take.',
    ],
    remedy: [
      '签约前要求补上；未标明的费用不得收取。',
      'Ask for it before signing; what is not listed may not be charged.',
    ],
  },
  'FEE-23': {
    happened: ['从第一天起就默认当日到账。', 'Same-day settlement is on from the first day.'],
    remedy: [
      '监管要求入网满 {networkDays} 天且连续正常交易满 {tradingDays} 天后才可开通；先按次日到账签。',
      'The rules allow it only after {networkDays} days in the network and {tradingDays} days of normal trading; sign for next-day settlement first.',
    ],
  },
  'FEE-24': {
    happened: [
      '{product} 的 {ratePercent}% 低于标准类商户的成本，只有按优惠类入账才做得到，可能是套用别的商户类别。',
      '{product} at {ratePercent} % is below the cost of a standard shop; only booking you in a preferential class makes it possible.',
    ],
    remedy: [
      '核对小票上的商户名称和类别是不是您自己的店；套码会被降级、冻结。',
      'Check that slips show your own name and class; a wrong class gets cards downgraded and accounts frozen.',
    ],
  },
  'FEE-31': {
    happened: ['文件里 {path} 缺少、写错或不认识。', 'In the file, {path} is missing, wrong or unknown.'],
    remedy: [
      '金额用整数分，费率用百万分比整数（0.60% = 6000）。',
      'Money is whole fen, rates are whole ppm (0.60 % = 6000).',
    ],
  },
} as const
