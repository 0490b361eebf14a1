import { words } from '../../wording.ts'

export const suggestionWords = words({
  read: ['识别并填写', 'Read it for me'],
  readNamed: ['识别并填写：{document}', 'Read it for me: {document}'],
  reading: [
    '正在识别，一般需要几秒。照片只在本系统内识别，不会发给别处。',
    'Reading, usually a few seconds. The photo is read inside this system and sent nowhere.',
  ],
  found: [
    '读出 {n} 项，放在对应的表格旁。请对照原件逐项核对，由您决定采用与否。',
    '{n, plural, one {One value was} other {# values were}} read and put beside the fields. Compare each with the paper; you decide.',
  ],
  settled: ['识别结果已逐项处理。', 'Every value read has been answered.'],
  goThere: ['去核对', 'Compare them'],
  emptyTitle: ['没有读出可以填写的内容', 'Nothing could be read for the form'],
  empty: [
    '可以在光线好的地方把证照铺平、拍满画面再试一次，也可以直接填写。',
    'Lay the paper flat in good light, let it fill the picture and try again, or simply type.',
  ],
  group: ['{field}的识别建议', 'Suggestion for {field}'],
  current: ['现在填的', 'Now'],
  nothing: ['还没有填', 'Nothing yet'],
  says: ['{document}上写的', 'On the {document}'],
  origin: ['取自“{from}”一栏，识别把握 {percent}%', 'From “{from}”, read with {percent}% confidence'],
  corrected: [
    '其中容易看混的字符（如 O 与 0、I 与 1）已改正，改后校验码才相符。请特别核对。',
    'Characters easily confused (O and 0, I and 1) were put right; only then does the check character agree. Compare it with care.',
  ],
  same: ['与您填的一致', 'The same as you typed'],
  fine: ['知道了', 'Good'],
  accept: ['采用', 'Use it'],
  acceptNamed: ['采用{field}的识别结果', 'Use it: {field}'],
  refuse: ['不用', 'No, thanks'],
  refuseNamed: ['不用{field}的识别结果', 'No, thanks: {field}'],
  lookWaiting: [
    '正在检查照片里有没有不该收的内容（信用卡、密码、验证码）…',
    'Being checked for what nobody may collect (credit cards, PINs, message codes)…',
  ],
})
