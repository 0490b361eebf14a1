/** The transparency log: what does not hold about a piece of evidence. */
export const tlogRules = {
  'TLOG-1': {
    happened: ['日志的大小或序号不可能存在。', 'The size or the index cannot be one of a log.'],
    remedy: ['请重新取得完整的证明文件。', 'Get the whole proof file again.'],
  },
  'TLOG-2': {
    happened: [
      '证明中的哈希不是 32 字节或编码不规范。',
      'A hash of the proof is not 32 bytes, or not spelled right.',
    ],
    remedy: ['请重新取得完整的证明文件。', 'Get the whole proof file again.'],
  },
  'TLOG-3': {
    happened: [
      '这份证明不能说明该记录在日志中。',
      'The proof does not show that this entry stands in the log.',
    ],
    remedy: [
      '请核对记录与证明是否配套；如配套，请向监管方报告。',
      'See whether entry and proof belong together; if they do, tell the regulator.',
    ],
  },
  'TLOG-4': {
    happened: ['后来的日志不是从先前的日志增长而来的。', 'The later log did not grow from the earlier one.'],
    remedy: [
      '请保留两份检查点并立即向监管方报告：记录可能被改写。',
      'Keep both checkpoints and tell the regulator at once: history may have been rewritten.',
    ],
  },
  'TLOG-5': {
    happened: ['日志的一块数据缺失或宽度不对。', 'A tile of the log is missing or of another width.'],
    remedy: [
      '请重新下载；如仍如此，请向平台运营方报告。',
      'Download it again; if it stays so, tell the operator.',
    ],
  },
  'TLOG-6': {
    happened: [
      '日志的记录包不完整，或有记录过长。',
      'A bundle of entries is cut off, or an entry is too long.',
    ],
    remedy: [
      '请重新下载；如仍如此，请向平台运营方报告。',
      'Download it again; if it stays so, tell the operator.',
    ],
  },
  'TLOG-7': {
    happened: ['这不是一份签名的检查点。', 'This is not a signed note.'],
    remedy: ['请原样取得文件，不要改动换行。', 'Get the file as it was served, line ends untouched.'],
  },
  'TLOG-8': {
    happened: ['检查点没有您信任的公钥的有效签名。', 'No key you trust has signed this checkpoint.'],
    remedy: [
      '请核对公钥来自可靠渠道；签名不符的检查点不可采信。',
      'Make sure the key came by a trusted way; do not rely on this checkpoint.',
    ],
  },
  'TLOG-9': {
    happened: [
      '检查点格式不对，或属于另一份日志。',
      'The checkpoint is malformed or belongs to another log.',
    ],
    remedy: ['请使用这份日志自己的检查点与公钥。', 'Use the checkpoint and key of this log.'],
  },
  'TLOG-10': {
    happened: [
      '公钥行无法读取，或编号与公钥不符。',
      'The verifier key cannot be read, or its id is not its own.',
    ],
    remedy: [
      '请从 /log/key 或监管方重新取得公钥行。',
      'Get the key line again from /log/key or from the regulator.',
    ],
  },
  'TLOG-11': {
    happened: ['这不是 .tlog-proof 证明文件。', 'This is not a .tlog-proof file.'],
    remedy: ['请在监管页面重新导出。', 'Export it again from the regulator’s desk.'],
  },
  'TLOG-12': {
    happened: [
      '这条事实刚刚发生，还没有进入已签名的日志。',
      'This fact is so new that no signed checkpoint covers it yet.',
    ],
    remedy: ['请在两秒后重试。', 'Try again in two seconds.'],
  },
  'TLOG-13': {
    happened: [
      '保存的日志与最后一次签名不符，已停止签名。',
      'The stored log does not match its last checkpoint; signing has stopped.',
    ],
    remedy: [
      '请立即停止改动数据库，用备份与已发布的检查点核对。',
      'Leave the database as it is and compare it with a backup and the published checkpoints, at once.',
    ],
  },
} as const
