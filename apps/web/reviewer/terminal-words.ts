import { words } from '../wording.ts'

/** The acquirer's words about labels and identities of terminals. */
export const terminalDeskWords = words({
  label: ['打印标签', 'Print its label'],
  labelWhy: [
    '贴在终端上，任何人扫码都能核验它。重新印一张会作废之前的标签。',
    'It goes on the terminal; anybody who scans it can check it. A new one voids those before.',
  ],
  labelAgain: ['再印同一张', 'The same again'],
  labelNew: ['换一张新标签', 'A new one; the old ends'],
  which: ['哪一张', 'Which'],
  printed: ['标签已下载（PDF 与 SVG）', 'Label saved as PDF and SVG'],
  identity: ['终端身份', 'Identity'],
  noIdentity: ['还没有登记身份', 'Not enrolled'],
  noIdentityWhy: [
    '签发登记码，由终端在 24 小时内登记；之后任何人都能让它证明自己。',
    'Give it a code; it enrols within 24 hours. From then on anybody can let it prove itself.',
  ],
  enrol: ['签发登记码', 'Give an enrolment code'],
  enrolWhy: [
    '登记码输入终端后，终端自己生成一把不离机的钥匙，以后凭它证明自己。登记码 24 小时内用一次；原有的身份随新登记失效。国密终端选 SM4，其他选 AES，以终端说明书为准。',
    'Typed into the terminal, the code lets it make a key that never leaves it and by which it proves itself. The code works once within 24 hours; an earlier identity ends with the new one. SM4 for terminals with national cryptography, AES for others: its manual says which.',
  ],
  variant: ['应答算法', 'Cipher'],
  sm4: ['SM4（国密）', 'SM4 (national)'],
  aes: ['AES', 'AES'],
  code: ['登记码（只显示这一次）', 'Enrolment code, shown this once'],
  codeUntil: ['{at} 前有效，只能用一次。', 'Valid until {at}, once.'],
  codeMade: ['登记码已签发', 'Code given'],
  enrolledAt: ['登记时间', 'Enrolled'],
  provedAt: ['上次证明', 'Last proved itself'],
  never: ['还没有', 'Not yet'],
  publicKey: ['公钥指纹', 'Fingerprint of its key'],
  certificate: ['下载证书', 'Save the certificate'],
  withdraw: ['撤销身份', 'Withdraw it'],
  withdrawWhy: [
    '撤销后终端不能再证明自己，直到重新登记。',
    'The device can no longer prove itself until it enrols anew.',
  ],
  withdrawn: ['身份已撤销', 'Identity withdrawn'],
  labels: ['已印标签', 'Labels printed'],
})
