import type { ClauseTree, Sentence } from '#contract-guard/clause.ts'
import { compile } from '#contract-guard/pattern.ts'

/**
 * Words to be read as one: a sentence alone, a sentence with the one that goes on from it, or the words before a colon
 * with one item of the list they open. `seam` is where the second part begins, -1 when there is one part only.
 */
export type Place = {
  readonly words: string
  readonly around: string
  readonly seam: number
  /** What is quoted: offsets into the normalised text. `shift` turns an index in `words` into such an offset. */
  readonly start: number
  readonly end: number
  readonly shift: number
}

/** A place, and the sentence it begins with. */
export type Visit = { readonly at: number; readonly place: Place }

/** Longer pairs are not read together, so that every place stays bounded. */
const longestPair = 260
const longestLead = 80

/** How a sentence begins that needs the one before it. */
const goesOn = compile(
  '^[\\s,]*(?:该|此|上述|前述|前款|其(?![他它中])|届时|否则|未|如|若|对此|由此|因此|期满|到期|届满|期限?内|逾期|超过|之后|此后|其后|但|且|并|同时|无[需须论]|不|概不|一经|一旦|自动|视为|任何|关闭|恕|仅|只|每|[ⓅⓂⒺ](?:不|无[需须权]|对此|亦|也|均|同意|可|有权)|(?:{M}|{P})(?:不|无[需须权]|对此|亦|也|均|同意))',
)
const opensList = compile('[ⓅⓂⒺ]|{P}|{M}|{may}|以下|下列|如下|包括|不得|同意')
/** What a list forbids is no trap, whatever its items say: 甲方不得：（一）存储密码. */
const forbidsList =
  /(?:不得|禁止|严禁|不可|不会|不应|不要|请勿)(?:有|从事|进行|实施|存在)?(?:下列|以下|如下)?(?:任何)?(?:行为|情形|事项|内容|信息)?$/u

/** A heading that says what its clause is about and that the clause then need not repeat. */
const headsFees = compile('{deposit}|会员|流量|通讯费')
const longestHeading = 14

type Lead = { readonly words: string; readonly level: number; readonly clause: number }

const levelOf = ({ clauses }: ClauseTree, sentence: Sentence): number => clauses[sentence.clause]?.level ?? -1

/** The words that open a list, when this sentence has a colon with something said before it. */
const leadOf = (text: string, tree: ClauseTree, sentence: Sentence): Lead | null => {
  const words = text.slice(sentence.start, sentence.end)
  const colon = words.indexOf(':')
  if (colon < 3 || colon > longestLead) return null
  const lead = words.slice(0, colon)
  if (!opensList.test(lead)) return null
  return {
    words: forbidsList.test(lead) ? lead : `${lead},`,
    level: levelOf(tree, sentence),
    clause: sentence.clause,
  }
}

const belongs = (text: string, tree: ClauseTree, lead: Lead, at: number): boolean => {
  const here = tree.sentences[at] as Sentence
  const before = tree.sentences[at - 1]
  if (here.clause !== lead.clause && levelOf(tree, here) > lead.level) return true
  return here.clause === lead.clause && before !== undefined && text.charAt(before.end - 1) === ';'
}

/** A short line without a mark heads what follows and is no part of its first sentence. */
const isHeading = (words: string): boolean =>
  words.trim().length <= longestHeading && !/[。;,!?]/u.test(words)

const headingOf = (text: string, tree: ClauseTree, at: number): string | null => {
  const here = tree.sentences[at] as Sentence
  const before = tree.sentences[at - 1]
  if (before === undefined || before.clause !== here.clause) return null
  const heading = text.slice(before.start, before.end).trim()
  return heading.length <= longestHeading && !/[。;,]/u.test(heading) && headsFees.test(heading)
    ? heading
    : null
}

/** This sentence with its neighbours of the same clause. */
const neighbourhood = (text: string, { sentences }: ClauseTree, at: number): string => {
  const here = sentences[at] as Sentence
  const before = sentences[at - 1]
  const after = sentences[at + 1]
  const start = before !== undefined && before.clause === here.clause ? before.start : here.start
  const end = after !== undefined && after.clause === here.clause ? after.end : here.end
  return text.slice(start, end)
}

/** Everything to be read, sentence by sentence; each sentence alone first, then what it belongs together with. */
export const places = function* (text: string, tree: ClauseTree): Generator<Visit> {
  let lead: Lead | null = null
  for (const [at, sentence] of tree.sentences.entries()) {
    const { start, end } = sentence
    const words = text.slice(start, end)
    const around = neighbourhood(text, tree, at)
    if (lead !== null && !belongs(text, tree, lead, at)) lead = null
    if (lead === null || !forbidsList.test(lead.words))
      yield { at, place: { words, around, seam: -1, start, end, shift: start } }
    const opening: string | null = lead?.words ?? headingOf(text, tree, at)
    if (opening !== null && opening.length + words.length <= longestPair)
      yield {
        at,
        place: {
          words: opening + words,
          around: `${opening}${around}`,
          seam: opening.length,
          start,
          end,
          shift: start - opening.length,
        },
      }
    const next = tree.sentences[at + 1]
    if (next !== undefined && next.clause === sentence.clause && next.end - start <= longestPair) {
      const second = text.slice(next.start, next.end)
      if (goesOn.test(second) && !isHeading(words)) {
        const seam = next.start - start
        const joined = `${text.slice(start, end).replace(/[。;!?\n]$/u, ',')}${text.slice(end, next.end)}`
        yield { at, place: { words: joined, around: joined, seam, start, end: next.end, shift: start } }
      }
    }
    lead = leadOf(text, tree, sentence) ?? lead
  }
}
