/** What the label of a terminal says to whoever stands before it: on its page, and as plain text where no script runs. */
export const labelWords = {
  title: ['核验这台终端', 'Check this terminal'],
  'in-use': ['在册终端，正常使用', 'Registered and in use'],
  'in-useWhy': [
    '请核对下面的店名和序列号与眼前的是否一致，一致再付款。',
    'Compare shop and serial below with what is before you. Pay only if they match.',
  ],
  'being-installed': ['正在安装，还不能收款', 'Being installed: no payments yet'],
  'being-installedWhy': [
    '已到店核验，尚未开通。现在要您刷卡或扫码，请拒绝。',
    'It is in the shop but not live. Do not pay with it now.',
  ],
  'not-installed': ['没有装在任何店里，请勿付款', 'In no shop: do not pay with it'],
  'not-installedWhy': [
    '这台终端登记为在库或在途。出现在柜台上就不对，请举报。',
    'It should be in stock or on its way. On a counter something is wrong: please report it.',
  ],
  'moved-away': ['已暂停：位置与登记不符，请勿付款', 'Suspended: not where it belongs. Do not pay with it'],
  'moved-awayWhy': [
    '这台终端不在登记的店里。请换其他方式付款，并告诉我们您在哪里见到它。',
    'It is away from the shop it is registered for. Pay another way, and report it.',
  ],
  suspended: ['已暂停使用，请勿付款', 'Suspended: do not pay with it'],
  suspendedWhy: ['收单机构暂停了这台终端。', 'Its acquirer has suspended this terminal.'],
  quarantined: ['正在核查，请勿付款', 'Under examination: do not pay with it'],
  quarantinedWhy: [
    '封签、序列号或机身曾对不上，已隔离核查。',
    'Its seal, serial or case did not match, and it is in quarantine.',
  ],
  'out-of-use': ['已停用，请勿付款', 'Out of use: do not pay with it'],
  'out-of-useWhy': [
    '这台终端已经退役，永远不会再用。还在收款就是冒用。',
    'It was retired for good. Whoever still takes payments with it misuses it.',
  ],
  'label-replaced': ['标签已作废，请勿付款', 'This label is void: do not pay with it'],
  'label-replacedWhy': [
    '这张标签已被新标签替换，可能是旧标签或复印件，不能证明任何终端。',
    'A newer label took its place. An old or copied label vouches for no terminal.',
  ],
  unknown: ['查无此标签，请勿付款', 'Unknown label: do not pay with it'],
  unknownWhy: [
    '我们没有发出过这张标签，可能是仿制的。请换其他方式付款，可疑情形请拨打 110。',
    'We issued no such label; it may be a forgery. Pay another way. If it looks suspicious, call 110.',
  ],
  shop: ['所属商户（部分隐去）', 'Shop (masked)'],
  noShop: ['未绑定商户', 'Bound to no shop'],
  serial: ['序列号（部分隐去）', 'Serial (masked)'],
  model: ['机型', 'Model'],
  acquirer: ['收单机构', 'Acquirer'],
  papers: ['证书', 'Certificates'],
  papersValid: ['所需证书都在有效期内', 'All required certificates are in force'],
  papersInvalid: ['有证书缺失或过期', 'A certificate is missing or has ended'],
} as const

/** Only of the plain text. */
export const plainLabelWords = {
  report: ['发现问题？打电话上报', 'Something wrong? Report it by telephone'],
  callHotline: [
    '故障、被移动过、可疑：打收单机构热线，说出上面的序列号和您在哪里见到它。',
    'A fault, a move, a suspicion: call the acquirer, tell the serial above and where you saw it.',
  ],
  callAcquirer: [
    '故障、被移动过、可疑：打标签上的热线，或打收单机构网站上的客服电话，说出标签上的序列号。',
    'A fault, a move, a suspicion: call the hotline printed on the label, or the acquirer’s number from its website, and tell the serial on the label.',
  ],
  police: ['怀疑诈骗或盗刷，请拨打 110。', 'If you suspect fraud, call 110.'],
  noScript: [
    '这个浏览器没有运行脚本：三步上报、让终端证明自己和查询进度要打开脚本才能用。',
    'This browser runs no scripts: reporting in three taps, the proof by the terminal and the follow-up need them.',
  ],
} as const
