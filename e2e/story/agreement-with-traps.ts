/** A provider's own text with the traps merchants complain of; every name is invented. */
export const trappedAgreement = `特约商户合作协议（演示，虚构）

甲方：安心支付服务（演示）
乙方：陈记小馆（演示）

一、手续费率以甲方系统公布为准，甲方有权根据市场情况随时调整手续费标准，无需另行通知乙方。
二、乙方须交纳机具押金299元。乙方累计交易满30万元后方可申请退还，未达标的押金不予退还。
三、本协议有效期三年，期满前乙方未提出书面异议的，视为自动续约三年。
四、乙方提前终止协议的，应向甲方支付违约金5000元，并补足最低交易量对应的手续费。
五、因本协议发生的争议，由甲方所在地人民法院管辖。
`

/** What the guard must say of it: the class of trap, and the words it quotes. */
export const itsTraps = [
  ['单方调价', '随时调整手续费标准'],
  ['押金不退', '押金不予退还'],
  ['自动续约', '视为自动续约三年'],
  ['违约金过高|捆绑锁定', '违约金5000元'],
] as const
