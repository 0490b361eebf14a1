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
      '如果是照片，请在光线好的地方拍正、拍清楚后重试。',
      'If it is a photo, take it straight, sharp and in good light, and try again.',
    ],
  },
  'TEXT-7': {
    happened: ['PDF 加了密码，或限制了使用。', 'The PDF is protected by a password or by restrictions.'],
    remedy: [
      '请用密码打开后“打印为 PDF”，再上传新文件。',
      'Open it with the password, print it as a PDF and use the new file.',
    ],
  },
  'TEXT-8': {
    happened: [
      '文件里有会自己运行的内容，或藏着别的文件，为安全起见没有打开。',
      'The file holds something that acts by itself or carries another file; for safety it was not opened.',
    ],
    remedy: [
      '请向对方索要普通文件，或“打印为 PDF”后上传。',
      'Ask the sender for an ordinary file, or print it as a PDF and use that.',
    ],
  },
  'TEXT-9': {
    happened: ['文件超过 {pages} 页。', 'The file has more than {pages} pages.'],
    remedy: ['请分成几个文件后重试。', 'Split it into several files and try again.'],
  },
  'TEXT-10': {
    happened: [
      '文件太复杂，在限定的时间和内存里读不完。',
      'The file is too heavy to be read within the time and memory allowed.',
    ],
    remedy: ['请“打印为 PDF”或分成几个文件后重试。', 'Print it as a PDF or split it, and try again.'],
  },
  'TEXT-11': {
    happened: [
      '照片或扫描页超过 {pages} 页，一次读不了这么多。',
      'More than {pages} pages are photos or scans, which is too many to read at once.',
    ],
    remedy: ['请分几次上传，每次不超过 {pages} 页。', 'Upload it in parts of at most {pages} pages.'],
  },
  'TEXT-12': {
    happened: ['图片上的文字这会儿没读出来。', 'The writing in the picture could not be read just now.'],
    remedy: ['请过一会儿重试，或把文字粘贴进来。', 'Try again in a moment, or paste the text.'],
  },
  'TEXT-13': {
    happened: ['文字超过 {chars} 个字符。', 'The text is longer than {chars} characters.'],
    remedy: ['请分成几个文件后重试。', 'Split it into several files and try again.'],
  },
  'TEXT-14': {
    happened: ['图片太小，看不清文字。', 'The picture is too small to be read.'],
    remedy: ['请上传原图，不要截小图。', 'Use the original picture, not a thumbnail.'],
  },
  'TEXT-15': {
    happened: [
      '几个文件合成一份时，只能都是照片。',
      'Several files make one document only when all are photos.',
    ],
    remedy: ['请每份文件单独上传。', 'Upload each file by itself.'],
  },
  'TEXT-16': {
    happened: [
      '文件里有划掉、隐藏或未接受的修订文字，签的是哪一版说不清。',
      'The file holds struck-out, hidden or tracked words: nobody could say which version is signed.',
    ],
    remedy: [
      '请接受或删去全部修订、去掉隐藏文字，再上传定稿。',
      'Accept or remove every change and hidden word, and upload the final version.',
    ],
  },
  'TEXT-17': {
    happened: [
      '还在读：已读 {page} 页，共 {pages} 页。',
      'Still being read: {page} of {pages} pages so far.',
    ],
    remedy: ['请等读完再继续。', 'Wait until it is finished.'],
  },
} as const
