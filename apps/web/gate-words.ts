import { words } from './wording.ts'

/** Names of the go-live conditions; why one is still open is told by the words of its rule. */
export const gateWords = words({
  'GATE-1': ['资质审核由两人通过', 'Application approved by two people'],
  'GATE-2': ['双方签署了同一份协议', 'Both sides signed the same agreement'],
  'GATE-3': ['机型证书都在有效期内', 'All certificates of the model in force'],
  'GATE-4': ['终端没有封签或防拆疑问', 'No doubt about seal or tampering'],
  'GATE-13': ['终端没有未关闭的警报', 'No open alarm of the terminal'],
  'GATE-14': ['终端用自己的密钥证明了就是这一台', 'Terminal proved with its own key that it is this one'],
  'GATE-5': ['终端已与本店绑定', 'Terminal bound to this shop'],
  'GATE-12': ['绑定已报送登记系统', 'Binding reported to the registry'],
  'GATE-6': ['绑定后功能测试通过', 'Functional test passed after binding'],
  'TEST-9': ['测试结果卡由本平台签发，属于这台终端', 'Result card signed by this house, about this terminal'],
  'GATE-7': ['一年内培训测验合格', 'Training quiz passed within a year'],
  'GATE-8': ['商户确认满意', 'Merchant is satisfied'],
  'GATE-9': ['没有被另收费用', 'No extra fee was asked'],
  'GATE-10': ['没有未解决的紧急工单', 'No urgent ticket open'],
})
