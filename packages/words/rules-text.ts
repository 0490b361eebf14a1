/** Reading a document's text. */
export const textRules = {
  'TEXT-1': {
    happened: ['这种格式暂时读不了。', 'This format cannot be read here.'],
    remedy: ['请上传 {supported} 文件，或把文字粘贴进来。', 'Use a {supported} file, or paste the text.'],
  },
  'TEXT-2': {
    happened: ['文件超过 {megabytes} MB。', 'The file is larger than {megabytes} MB.'],
    remedy: ['请去掉图片或分成几个文件后重试。', 'Remove the pictures or split the file and try again.'],
  },
  'TEXT-3': {
    happened: [
      '文件加了密码，或是旧版 Word 格式。',
      'The file is protected by a password, or an old Word format.',
    ],
    remedy: ['请去掉密码并另存为 .docx 后重试。', 'Remove the password, save it as .docx and try again.'],
  },
  'TEXT-4': {
    happened: ['文件损坏，或内容与扩展名不符。', 'The file is broken, or is not what its name says.'],
    remedy: ['请重新导出文件，或把文字粘贴进来。', 'Export it again, or paste the text.'],
  },
  'TEXT-5': {
    happened: [
      '文件的结构不像一份合同，为安全起见没有打开。',
      'The file is not built like a contract and was not opened, for safety.',
    ],
    remedy: [
      '请向对方索要普通文件，或把文字粘贴进来。',
      'Ask the sender for an ordinary file, or paste the text.',
    ],
  },
  'TEXT-6': {
    happened: ['文件里没有文字。', 'There is no text in the file.'],
    remedy: [
      '如果是照片或扫描件，请把文字录入后重试。',
      'If it is a photo or a scan, type the text and try again.',
    ],
  },
} as const
