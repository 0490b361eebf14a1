/** Words a provider may not advertise with (收单外包服务自律管理办法, 中支协发〔2024〕108号, art. 19). */
export const bannedAdvertWords = [
  '零扣率',
  '低扣率',
  '费率自由定义',
  '商户滚动切换',
  '一机多商户',
  'T+0',
  'D+0',
  '即时到账',
  '刷单',
  '套现',
] as const

export type BannedWord = (typeof bannedAdvertWords)[number]

/** A banned word found; `start` and `end` are UTF-16 offsets into the text as given. */
export type Hit = { readonly word: BannedWord; readonly start: number; readonly end: number }

/** Signs people put between letters to slip past a word list: spaces, invisible and punctuation marks. */
const FILLER = /[\s\p{Cf}\p{P}\p{M}]/u

type Sign = { readonly sign: string; readonly start: number; readonly end: number }

/** The text as its bare signs in one form (NFKC, upper case), each knowing where it stood. */
const signsOf = (text: string): readonly Sign[] => {
  const signs: Sign[] = []
  let start = 0
  for (const char of text) {
    const end = start + char.length
    for (const sign of char.normalize('NFKC').toUpperCase())
      if (!FILLER.test(sign)) signs.push({ sign, start, end })
    start = end
  }
  return signs
}

/** Two letters or digits written together, as in `CT07`; `T+0, 24 h` has a gap between. */
const joined = (left: Sign | undefined, right: Sign | undefined): boolean =>
  left !== undefined && right !== undefined && left.end >= right.start && isLatin(left) && isLatin(right)

const isLatin = ({ sign }: Sign): boolean => /[0-9A-Z]/.test(sign)

/** Every banned word in the text, also spaced out, in full width, in lower case; `T0` counts as `T+0`. */
export const bannedWords = (text: string): readonly Hit[] => {
  const signs = signsOf(text)
  const forms = bannedAdvertWords.flatMap((word) =>
    word.includes('+')
      ? [[word, word] as const, [word, word.replace('+', '')] as const]
      : [[word, word] as const],
  )
  return forms
    .flatMap(([word, form]) => {
      const letters = [...form]
      const hits: Hit[] = []
      for (let at = 0; at + letters.length <= signs.length; at += 1) {
        const last = at + letters.length - 1
        const found = letters.every((letter, i) => signs[at + i]?.sign === letter)
        const [from, to] = [signs[at], signs[last]]
        // `T0` inside a longer Latin word or number is another thing.
        const inside = word.includes('+') && (joined(signs[at - 1], from) || joined(to, signs[last + 1]))
        if (found && !inside && from && to) hits.push({ word, start: from.start, end: to.end })
      }
      return hits
    })
    .toSorted((a, b) => a.start - b.start)
}
