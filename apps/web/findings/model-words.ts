import { words } from '../wording.ts'

export const modelWords = words({
  offer: ['请模型 {model} 补充说明（可选）', 'Ask the model {model} for comments (optional)'],
  leaves: [
    '只有下面 {n} 条、去掉姓名号码和单位名称后的条款会发给 {host}，其余文字不离开本平台。请先看一遍。',
    'Only the {n} clauses below, without names, numbers and firms, are sent to {host}; the rest stays here. Please read them first.',
  ],
  agree: [
    '我看过了，同意把这些条款发给 {host}',
    'I have read them and agree to send these clauses to {host}',
  ],
  ask: ['发送并查看说明', 'Send and read the comments'],
  said: ['模型 {model} 的说明', 'Comments of the model {model}'],
  mark: ['模型生成', 'Written by a model'],
  notOurs: [
    '这些话由模型生成，可能有错，不是检查结果，也不改变检查结果。',
    'A model wrote these words and may be wrong. They are not the check’s result and do not change it.',
  ],
})
