/** What people are told about the papers they hand in. */
export const documentsRules = {
  'DOC-1': {
    happened: [
      '这个文件不是 JPEG、PNG、WebP 图片，也不是 PDF。',
      'This file is no JPEG, PNG or WebP picture and no PDF.',
    ],
    remedy: ['请直接拍照或上传图片原件。', 'Take a photo, or upload the original picture.'],
  },
  'DOC-2': {
    happened: ['图片损坏或像素过大，无法读取。', 'The picture is damaged or too large to read.'],
    remedy: ['请重新拍摄，像素不超过 5000 万。', 'Take it again, with at most 50 million pixels.'],
  },
  'DOC-3': {
    happened: [
      '文件名、声明的类型与内容不一致（内容是 {found}）。',
      'Name, declared type and content of the file disagree (its content is {found}).',
    ],
    remedy: [
      '请不要改扩展名，用原来的程序重新导出，或直接拍照。',
      'Do not rename the ending; export it again with its own program, or take a photo.',
    ],
  },
  'DOC-4': {
    happened: ['文件超过 {megabytes} MB。', 'The file is larger than {megabytes} MB.'],
    remedy: [
      '请用较低的画质重新拍摄，或只保留需要的页。',
      'Take it again at a lower quality, or keep only the pages needed.',
    ],
  },
  'DOC-5': {
    happened: [
      '这份申请已上传 {files} 个文件，到了上限。',
      'This application already has {files} files, which is the limit.',
    ],
    remedy: [
      '已上传的仍然有效；确需更换请联系收单机构。',
      'What is there stays valid; ask your acquirer if one must be replaced.',
    ],
  },
  'DOC-6': {
    happened: [
      '贵店的资料合计将超过 {megabytes} MB。',
      'The papers of your shop would take more than {megabytes} MB together.',
    ],
    remedy: ['请用较小的图片，或联系收单机构。', 'Use smaller pictures, or ask your acquirer.'],
  },
  'DOC-7': {
    happened: [
      '病毒扫描发现：{found}。文件没有保存。',
      'The virus scanner found: {found}. The file was not kept.',
    ],
    remedy: [
      '请检查您的设备，换一台设备重新拍照上传。',
      'Check your device; take the photo again with another one.',
    ],
  },
  'DOC-8': {
    happened: [
      '病毒扫描暂时不可用，文件没有保存。',
      'The virus scanner does not answer; the file was not kept.',
    ],
    remedy: ['请几分钟后重试。', 'Try again in a few minutes.'],
  },
  'DOC-9': {
    happened: ['暂不支持 HEIC 照片。', 'HEIC photos cannot be read here.'],
    remedy: [
      '请在 iPhone「设置→相机→格式」选「兼容性最佳」后重拍，或另存为 JPEG。',
      'On the iPhone choose Settings → Camera → Formats → Most Compatible and take it again, or save it as JPEG.',
    ],
  },
  'DOC-10': {
    happened: ['PDF 加了密码或使用限制。', 'The PDF is protected by a password or by restrictions.'],
    remedy: [
      '请打印为新的 PDF 后上传，或拍照上传。',
      'Print it to a new PDF and upload that, or take a photo.',
    ],
  },
  'DOC-11': {
    happened: [
      'PDF 里有会自行动作或藏有其他内容的部分（{what, select, xfa {动态表单} script {脚本} launch {启动程序或发送数据} attachment {附件} opening {打开时执行的动作} other {无法检查的结构}}），为安全起见没有打开。',
      'The PDF holds something that acts by itself or hides more ({what, select, xfa {a dynamic form} script {a script} launch {starting a program or sending data} attachment {an attachment} opening {an action on opening} other {a structure that cannot be looked into}}) and was not opened, for safety.',
    ],
    remedy: [
      '请打印为新的 PDF 后上传，或拍照上传。',
      'Print it to a new PDF and upload that, or take a photo.',
    ],
  },
  'DOC-12': {
    happened: ['PDF 超过 {pages} 页。', 'The PDF has more than {pages} pages.'],
    remedy: ['请只保留需要的页后上传。', 'Keep only the pages needed and upload it again.'],
  },
  'DOC-13': {
    happened: [
      'PDF 损坏，或内容过大，没能在限定的时间和内存内读完。',
      'The PDF is damaged, or too heavy to be read within the time and memory allowed.',
    ],
    remedy: [
      '请打印为新的 PDF 后上传，或逐页拍照。',
      'Print it to a new PDF and upload that, or photograph its pages.',
    ],
  },
  'DOC-14': {
    happened: ['这一项需要照片，不能用 PDF。', 'This has to be a photo; a PDF is not taken here.'],
    remedy: ['请直接拍照上传。', 'Take a photo and upload it.'],
  },
  'DOC-15': {
    happened: [
      '此刻正在处理很多文件，这一个没有保存。',
      'Many files are being read just now; this one was not kept.',
    ],
    remedy: ['请一分钟后重试。', 'Try again in a minute.'],
  },
  'DOC-16': {
    happened: [
      '图片太小，看不清内容（短边不足 {pixels} 像素）。',
      'The picture is too small to be read (its shorter edge has fewer than {pixels} pixels).',
    ],
    remedy: ['请上传原图，不要用缩略图。', 'Upload the original picture, not its preview.'],
  },
  'DOC-17': {
    happened: [
      '文件存储暂时不可用，这次操作没有执行。',
      'The file store does not answer; this was not carried out.',
    ],
    remedy: [
      '请几分钟后重试；一直如此请告知平台。',
      'Try again in a few minutes; tell the platform if it goes on.',
    ],
  },
} as const
