import { words } from '../wording.ts'

export const togetherWords = words({
  title: ['和对方说过的话比一比', 'Compare with what you were told'],
  lead: [
    '把广告、聊天记录、费用表或业务员的口头承诺放进来，和这份文件一起读：说的和写的不一样，会两处都指给您看。',
    'Add the advert, the chat, the fee sheet or what the salesperson promised. Where words and text differ, both places are shown.',
  ],
  kind: ['这是什么', 'What it is'],
  promise: ['广告、聊天、口头承诺', 'Advert, chat or spoken promise'],
  'fee-sheet': ['费用表', 'Fee sheet'],
  agreement: ['另一份合同或附件', 'Another agreement or annex'],
  words: ['内容', 'What it says'],
  wordsHelp: [
    '口头承诺记下大意即可，例如“不收押金，随时能退，费率永远0.38%”。',
    'For a spoken promise the gist will do: “no deposit, leave any time, 0.38 % for ever”.',
  ],
  fromFile: ['或从文件、照片读取', 'Or read it from a file or photo'],
  compare: ['放在一起比对', 'Compare them'],
  paper: ['{kind} {n}', '{kind} {n}'],
  checked: ['检查过的文件', 'The checked document'],
  held: ['已放在一起', 'Read together'],
  remove: ['去掉', 'Remove'],
  agree: ['没有发现说的和写的不一样', 'Nothing contradicts'],
  agreeWhy: [
    '只比对了能读懂的承诺和条款。要紧的承诺请写进合同。',
    'Only promises and clauses that were understood were compared. Have what matters written into the agreement.',
  ],
})
