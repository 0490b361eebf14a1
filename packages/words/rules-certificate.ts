/** Terminals: what a model and its certificates must be. */
export const certificateRules = {
  'CERT-1': {
    happened: [
      '机型 {modelCode} 缺少{certificate, select, network_access {银联入网认证} fintech_product {金融科技产品认证} pci_pts {PCI PTS 认证} srrc {无线电型号核准} telecom_access {电信设备进网许可} other {证书}}。',
      'Model {modelCode} lacks its {certificate, select, network_access {UnionPay network access} fintech_product {fintech product certification} pci_pts {PCI PTS approval} srrc {radio type approval} telecom_access {telecom network access licence} other {certificate}}.',
    ],
    remedy: [
      '请向厂商索取并登记证书，或换机型。',
      'Obtain and register the certificate, or choose another model.',
    ],
  },
  'CERT-2': {
    happened: [
      '机型 {modelCode} 的{certificate, select, network_access {银联入网认证} fintech_product {金融科技产品认证} pci_pts {PCI PTS 认证} srrc {无线电型号核准} telecom_access {电信设备进网许可} other {证书}}在 {day} 不在有效期内。',
      'On {day} the {certificate, select, network_access {UnionPay network access} fintech_product {fintech product certification} pci_pts {PCI PTS approval} srrc {radio type approval} telecom_access {telecom network access licence} other {certificate}} of model {modelCode} is not valid.',
    ],
    remedy: ['请登记续期后的证书，或换机型。', 'Register the renewed certificate, or choose another model.'],
  },
  'CERT-3': {
    happened: ['入网认证编号 {number} 格式不对。', 'The network access number {number} has the wrong shape.'],
    remedy: ['请填写证书上的编号：1 个字母加 4 位数字。', 'Enter it as printed: one letter and four digits.'],
  },
  'CERT-4': {
    happened: [
      '终端类型代码 {registryCode} 与机型种类不符。',
      'Registry code {registryCode} does not fit this kind of terminal.',
    ],
    remedy: ['请按入网登记的类型代码填写。', 'Enter the code under which the model is registered.'],
  },
  'CERT-5': {
    happened: [
      '机型 {modelCode} 的{certificate, select, network_access {银联入网认证} fintech_product {金融科技产品认证} pci_pts {PCI PTS 认证} srrc {无线电型号核准} telecom_access {电信设备进网许可} other {证书}}将于 {validUntil} 到期。',
      'The {certificate, select, network_access {UnionPay network access} fintech_product {fintech product certification} pci_pts {PCI PTS approval} srrc {radio type approval} telecom_access {telecom network access licence} other {certificate}} of model {modelCode} ends on {validUntil}.',
    ],
    remedy: [
      '请在到期前登记续期证书，或安排更换。',
      'Register its renewal before that day, or plan a replacement.',
    ],
  },
  'CERT-6': {
    happened: ['证书 {number} 的截止日早于起始日。', 'Certificate {number} ends before it begins.'],
    remedy: ['请按证书原件更正日期。', 'Correct the dates from the certificate.'],
  },
  'CERT-7': {
    happened: [
      '这个机型代码由另一家收单机构登记，或刚刚被更新。',
      'This model code belongs to another acquirer, or was renewed a moment ago.',
    ],
    remedy: [
      '请刷新目录；如需自己登记，请换一个代码。',
      'Reload the catalogue; to register your own, use another code.',
    ],
  },
  'CERT-8': {
    happened: ['这个文件读不了，或没有认得的工作表。', 'This file cannot be read, or has no sheet we know.'],
    remedy: ['请使用下载的模板，表名保持不变。', 'Use the template and keep the names of its sheets.'],
  },
  'CERT-9': {
    happened: ['缺少「{column}」这一列。', 'The column “{column}” is missing.'],
    remedy: ['请对照模板补上表头。', 'Add it as in the template.'],
  },
  'CERT-10': {
    happened: ['「{column}」不能为空。', '“{column}” must not be empty.'],
    remedy: ['请补填。', 'Fill it in.'],
  },
  'CERT-11': {
    happened: ['「{column}」的内容不合格式。', 'The content of “{column}” has the wrong shape.'],
    remedy: ['请对照模板首行的说明填写。', 'Fill it in as the template’s example row shows.'],
  },
  'CERT-12': {
    happened: ['与第 {row} 行重复。', 'Doubles row {row}.'],
    remedy: ['请删去一行。', 'Remove one of them.'],
  },
  'CERT-13': {
    happened: [
      '机型 {modelCode} 既不在文件里，也不在目录里。',
      'Model {modelCode} is neither in the file nor in the catalogue.',
    ],
    remedy: ['请先补上机型。', 'Add the model first.'],
  },
  'CERT-14': {
    happened: [
      '机型 {modelCode} 的{certificate, select, network_access {银联入网认证} fintech_product {金融科技产品认证} pci_pts {PCI PTS 认证} srrc {无线电型号核准} telecom_access {电信设备进网许可} other {证书}}是发给别的硬件或固件版本的。',
      'The {certificate, select, network_access {UnionPay network access} fintech_product {fintech product certification} pci_pts {PCI PTS approval} srrc {radio type approval} telecom_access {telecom network access licence} other {certificate}} of model {modelCode} was given for other hardware or firmware.',
    ],
    remedy: [
      '请登记与本硬件、固件版本一致的证书。',
      'Register the certificate for this hardware and firmware.',
    ],
  },
  'CERT-15': {
    happened: ['文件太大：最多 {most} 行。', 'The file is too large: at most {most} rows.'],
    remedy: ['请分成几个文件。', 'Split it into several files.'],
  },
  'CERT-16': {
    happened: ['有错误的行，什么都没有导入。', 'Some rows are wrong; nothing was imported.'],
    remedy: [
      '请改正后重传，或选择只导入正确的行。',
      'Correct and send it again, or choose to import the good rows only.',
    ],
  },
  'CERT-17': {
    happened: [
      '本机构的机型目录里没有这个机型，或它没有这张证书。',
      'Your catalogue has no such model, or the model has no such certificate.',
    ],
    remedy: [
      '请先登记机型和证书，再上传证书原件。',
      'Register the model and its certificate first, then hand the document in.',
    ],
  },
  'CERT-18': {
    happened: [
      '这份文件不是登记时的那一份：摘要不同。',
      'This is not the file the certificate was registered with: its digest differs.',
    ],
    remedy: [
      '请上传同一份文件；证书已换发的，请重新登记机型。',
      'Hand in that very file; if the certificate was reissued, register the model again.',
    ],
  },
  'CERT-20': {
    happened: [
      '固件 {version} 所依的证书 {number} 不在该机型的证书里。',
      'Firmware {version} is approved under {number}, which is no certificate of this model.',
    ],
    remedy: ['请先登记这张证书，或更正证书编号。', 'Register that certificate first, or correct its number.'],
  },
  'CERT-21': {
    happened: [
      '固件 {version} 的批准截止日早于起始日。',
      'The approval of firmware {version} ends before it begins.',
    ],
    remedy: ['请按批准文件更正日期。', 'Correct the dates from the approval.'],
  },
  'CERT-22': {
    happened: [
      '固件 {version} 没有有效登记的批准，或已经撤回。',
      'Firmware {version} has no standing approval, or was withdrawn.',
    ],
    remedy: [
      '撤回后不能恢复；请登记新文件的批准。',
      'What was withdrawn stays so; enter the approval of a new file.',
    ],
  },
  'CERT-40': {
    happened: [
      '这台终端运行的固件 {version} 的批准将于 {validUntil} 到期。',
      'The approval of firmware {version}, which this terminal runs, ends on {validUntil}.',
    ],
    remedy: [
      '到期前由收单机构续批或更新，商户不用付费、不用操作。',
      'The acquirer renews it or updates the terminal before that day: nothing to pay and nothing to do for the shop.',
    ],
  },
  'CERT-41': {
    happened: [
      '机型 {model} 的固件 {version} 的批准将于 {endsOn} 到期，{count} 台终端在运行它（尾号 {serials}）。',
      'The approval of firmware {version} of {model} ends on {endsOn}; {count} terminals run it (ending in {serials}).',
    ],
    remedy: [
      '请在此之前续登记批准{goTo, select, none {；没有可改用的版本} other {，或推送 {goTo}}}。过期后不再发放、不再推送，仍在运行的列入更换计划。',
      'Enter its renewal before that day{goTo, select, none {; there is no other version to go to} other {, or send them {goTo}}}. After it nothing of it is given out or sent, and what still runs it joins the replacement plan.',
    ],
  },
  'CERT-24': {
    happened: [
      '机型 {model} 的固件 {version} 自 {endsOn} 起不再获批；仍有 {count} 台终端在运行它（{serials}）。',
      'Firmware {version} of {model} is no longer approved since {endsOn}; {count} terminals still run it ({serials}).',
    ],
    remedy: [
      '请更新到 {goTo}；进度见更换计划与固件推送。',
      'Update them to {goTo}; see the replacement plan and firmware.',
    ],
  },
  'CERT-42': {
    happened: [
      '型号 {modelCode} 的必备证书今天不全或已失效（{because}），不能向商户报价或写进方案。',
      'The certificates that model {modelCode} must have are not all in force today ({because}): it is neither offered nor proposed to a shop.',
    ],
    remedy: [
      '请换一个证书有效的型号，或请收单机构先在目录里登记续期的证书。',
      'Choose a model whose certificates are in force, or ask the acquirer to enter the renewed certificate in its catalogue first.',
    ],
  },
  'CERT-43': {
    happened: [
      '这家收单机构的目录里没有型号 {modelCode}，或它不是这一类终端。',
      'This acquirer’s catalogue has no model {modelCode} of this kind of terminal.',
    ],
    remedy: ['请从目录里选一个型号。', 'Choose a model from the catalogue.'],
  },
} as const
