import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A trap that lies in how the page looks; the words alone do not show it. */
export type LayoutRule = Pick<Rule, 'id' | 'name' | 'risk' | 'severity' | 'why' | 'basis' | 'ask'>

const smallPrint: LayoutRule = {
  id: 'T51',
  name: { zh: '关键条款用小字', en: 'A key term in small print' },
  risk: 'hidden_fee',
  severity: 'low',
  why: {
    zh: '这句话关系到钱或期限，字号却明显比正文小。格式条款的提供方应以合理方式提示对方注意，未提示的，您可以主张它不成为合同内容。',
    en: 'This sentence is about money or a term, and is set clearly smaller than the body. Whoever drafts standard terms must draw attention to such terms; where that was not done, you may hold that they are no part of the contract.',
  },
  basis: [cite('civil', 496)],
  ask: {
    zh: '要求把这句话用不小于正文的字号、加粗写明，并当面解释。',
    en: 'Ask for this sentence in letters no smaller than the body, in bold, and for an explanation.',
  },
}

const struckWords: LayoutRule = {
  id: 'T52',
  name: { zh: '有划掉的文字', en: 'Struck-out words' },
  risk: 'vague_terms',
  severity: 'low',
  why: {
    zh: '这些文字被划掉了，但没有双方确认就说不清它还算不算数。',
    en: 'These words are struck out; unless both sides confirmed it, nobody can say whether they still count.',
  },
  basis: [cite('civil', 543, 544)],
  ask: {
    zh: '要求出一份没有划改的新文本，或由双方在划改处签章。',
    en: 'Ask for a clean text, or have both sides sign at the change.',
  },
}

const hiddenWords: LayoutRule = {
  id: 'T53',
  name: { zh: '藏着看不见的文字', en: 'Words nobody can see' },
  risk: 'vague_terms',
  severity: 'low',
  why: {
    zh: '文件在这里藏着看不见的文字：“{words}”',
    en: 'The file hides words here that nobody sees: “{words}”',
  },
  basis: [cite('civil', 496)],
  ask: {
    zh: '问清这些文字为什么藏起来；要求出一份没有隐藏内容的文本。',
    en: 'Ask why these words are hidden, and for a text that hides nothing.',
  },
}

const openChanges: LayoutRule = {
  id: 'T54',
  name: { zh: '修订还没有定稿', en: 'Tracked changes still open' },
  risk: 'vague_terms',
  severity: 'medium',
  why: {
    zh: '这里有还没接受的修订（加上：“{added}”；删去：“{removed}”），哪一版算数说不清。',
    en: 'A tracked change is still open here (put in: “{added}”; taken out: “{removed}”): nobody can say which version counts.',
  },
  basis: [cite('civil', 543, 544)],
  ask: { zh: '要求定稿后再签。', en: 'Sign only the final version.' },
}

const emptyCell: LayoutRule = {
  id: 'T55',
  name: { zh: '表格里的关键格空着', en: 'A key cell of a table is empty' },
  risk: 'blank_fields',
  severity: 'medium',
  why: {
    zh: '表格这一行的费率、金额或期限空着，签完谁都能填。',
    en: 'In this row the rate, sum or term is empty: anybody may fill it in after you sign.',
  },
  basis: [cite('acquiring', 11), cite('payment', 34)],
  ask: { zh: '填好或划掉每一格再签。', en: 'Fill in or strike out every cell before signing.' },
}

export const layoutRules = { smallPrint, struckWords, hiddenWords, openChanges, emptyCell } as const
