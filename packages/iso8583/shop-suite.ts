import { type Behaviour, behaviours } from '#iso8583/bad-host.ts'
import type { Words } from '#iso8583/dialect.ts'
import type { Pattern, Suite, SuiteStep } from '#iso8583/suite.ts'
import { unionpayDialect } from '#iso8583/unionpay.ts'
import data from './acceptance.json' with { type: 'json' }

/** Which card the person at the keys takes. */
export const cards = ['none', 'chip', 'contactless', 'same'] as const
export type Card = (typeof cards)[number]

/** A step somebody goes through at the counter, in words for whoever presses the keys. */
export type ShopStep = SuiteStep & {
  /** Part of a bad day: what the terminal must do when something goes wrong. */
  readonly badDay: boolean
  readonly card: Card
  readonly press: Words
  /** What to do between `begun` and the end. */
  readonly wait?: Words
  /** What to do when the step has failed. */
  readonly remedy: Words
  /** Steps to go through once more when this one has failed. */
  readonly again?: readonly string[]
}

/** What people and terminals commonly do wrong, with words for it. */
export type Mistake = { readonly saw: Pattern; readonly words: Words; readonly remedy: Words }

/** What an acquirer wants to see of a terminal in the shop; acceptance.json is one, another acquirer's is another file. */
export type ShopSuite = Omit<Suite, 'steps'> & {
  /** How often a step may fail before the run is over (TEST-14). */
  readonly tries: number
  readonly mistakes: readonly Mistake[]
  readonly steps: readonly ShopStep[]
}

export type SuiteName = { readonly name: string; readonly version: number; readonly digest: string }

export const shopSuite = data as unknown as ShopSuite

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, most = 300): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most
const isWords = (value: unknown): boolean => isObject(value) && isText(value['zh']) && isText(value['en'])
const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most
const isPattern = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['fact'], 40) &&
  Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each))
const namesIn = (value: unknown, known: ReadonlySet<string>): boolean =>
  Array.isArray(value) && value.every((each) => known.has(each as string))

const only = (value: Loose, allowed: readonly string[]): boolean =>
  Object.keys(value).every((key) => allowed.includes(key))

const transactions: ReadonlySet<string> = new Set(unionpayDialect.transactions.map(({ name }) => name))

/** What is wrong with one entry of a list, and the name the entry goes by. */
type Fault = {
  readonly list: 'answers' | 'mistakes' | 'steps'
  readonly index: number
  readonly what: string
  readonly step: string | null
}

const nameOf = (entry: unknown): string | null =>
  isObject(entry) && isText(entry['step'], 40) ? entry['step'] : null

const faultOfAnswer = (answer: unknown): string | null => {
  if (!isObject(answer) || !isObject(answer['when'])) return 'an answer says when it befalls'
  if (!only(answer, ['step', 'when', 'does', 'code', 'afterMs', 'words'])) return 'unknown entry in an answer'
  if (!isText(answer['step'], 40)) return 'an answer has a name'
  if (!behaviours.includes(answer['does'] as Behaviour)) return `unknown behaviour ${String(answer['does'])}`
  if (answer['does'] === 'decline' && !/^[0-9A-Z]{2}$/.test(String(answer['code'])))
    return 'a decline has a response code'
  const { transaction, amountFen, nth } = answer['when']
  if (!isText(transaction, 40)) return 'an answer names its transaction'
  if (amountFen !== undefined && !isWhole(amountFen, 1, 999_999_999)) return 'amounts are whole fen'
  return nth === undefined || isWhole(nth, 1, 100) ? null : 'nth counts from 1'
}

/** `earlier` are the steps before it in the file: nothing waits for what comes later, so every order ends. */
const faultOfStep = (step: unknown, earlier: ReadonlySet<string>): string | null => {
  if (!isObject(step)) return 'a step is an object'
  const allowed = ['step', 'required', 'badDay', 'needs', 'do', 'card', 'begun', 'seen', 'failedBy', 'again']
  if (!only(step, [...allowed, 'words', 'press', 'expects', 'wait', 'remedy'])) return 'unknown entry'
  if (!isText(step['step'], 40) || earlier.has(step['step'])) return 'a step has a name of its own'
  if (typeof step['required'] !== 'boolean' || typeof step['badDay'] !== 'boolean')
    return 'required and badDay are true or false'
  if (!namesIn(step['needs'], earlier)) return 'needs name earlier steps'
  if (step['again'] !== undefined && !namesIn(step['again'], earlier)) return 'again names earlier steps'
  if (!cards.includes(step['card'] as Card)) return 'card is none, chip, contactless or same'
  if (!['words', 'press', 'expects', 'remedy'].every((key) => isWords(step[key])))
    return 'words, press, expects and remedy are wanted in zh and en'
  if (step['wait'] !== undefined && !isWords(step['wait'])) return 'wait is wanted in zh and en'
  if (!isPattern(step['seen'])) return 'seen names a fact'
  if (step['begun'] !== undefined && !isPattern(step['begun'])) return 'begun names a fact'
  if (!Array.isArray(step['failedBy']) || !step['failedBy'].every(isPattern)) return 'failedBy names facts'
  const doing = step['do']
  if (!isObject(doing) || !transactions.has(doing['transaction'] as string))
    return 'do names a transaction of the dialect'
  const { amountFen } = doing
  return amountFen === undefined || isWhole(amountFen, 1, 999_999_999) ? null : 'amounts are whole fen'
}

const faultOf = (suite: unknown): string | Fault | null => {
  if (!isObject(suite)) return 'a suite is an object'
  if (!only(suite, ['name', 'version', 'words', 'tries', 'answers', 'mistakes', 'steps']))
    return 'unknown entry'
  if (!isText(suite['name'], 60) || !/^[a-z0-9-]+$/.test(suite['name']))
    return 'a name has small letters, digits and hyphens'
  if (!isWhole(suite['version'], 1, 100_000)) return 'a version counts from 1'
  if (!isWords(suite['words'])) return 'words are wanted in zh and en'
  if (!isWhole(suite['tries'], 1, 10)) return 'tries lie between 1 and 10'
  const { answers, mistakes, steps } = suite
  if (!Array.isArray(answers) || answers.length > 200) return 'at most 200 answers'
  for (const [index, answer] of answers.entries()) {
    const what = faultOfAnswer(answer)
    if (what !== null) return { list: 'answers', index, what, step: nameOf(answer) }
  }
  if (!Array.isArray(mistakes) || mistakes.length > 100) return 'at most 100 mistakes'
  for (const [index, mistake] of mistakes.entries())
    if (
      !isObject(mistake) ||
      !only(mistake, ['saw', 'words', 'remedy']) ||
      !isPattern(mistake['saw']) ||
      !isWords(mistake['words']) ||
      !isWords(mistake['remedy'])
    )
      return { list: 'mistakes', index, what: 'a mistake has saw, words and remedy', step: null }
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > 60) return 'between 1 and 60 steps'
  const earlier = new Set<string>()
  for (const [index, step] of steps.entries()) {
    const what = faultOfStep(step, earlier)
    if (what !== null) return { list: 'steps', index, what, step: nameOf(step) }
    earlier.add((step as ShopStep).step)
  }
  const wanted = (steps as ShopStep[]).filter(({ required }) => required)
  if (!wanted.some(({ badDay }) => !badDay)) return 'something is required of the terminal'
  return wanted.some(({ badDay }) => badDay) ? null : 'a bad day is required of every terminal'
}

/** Where the lists of a suite begin each of their entries: sound JSON, read for its brackets alone. */
const lineOf = (text: string, list: string, index: number): number => {
  let [depth, line, entry, key] = [0, 1, -1, '']
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},\n]/g
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [token] = found
    if (token === '\n') line++
    else if (token[0] === '"' && depth === 1 && /^\s*:/.test(text.slice(tokens.lastIndex)))
      [key, entry] = [token.slice(1, -1), -1]
    else if (token === '{' || token === '[') {
      depth++
      if (token === '{' && depth === 3 && key === list && ++entry === index) return line
    } else if (token === '}' || token === ']') depth--
  }
  return line
}

const told = (text: string, { list, index, what, step }: Fault): string =>
  `line ${lineOf(text, list, index)}, ${step === null ? `entry ${index + 1} of ${list}` : `step ${step}`}: ${what}`

/** The engine counts characters; people look for lines. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`TEST-8: not JSON: ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
}

/** TEST-8: a suite from a file's text. Throws an Error that says on which line and at which step it is not sound, and why. */
export const readShopSuite = (text: string): ShopSuite => {
  const suite = parsed(text)
  const fault = faultOf(suite)
  if (fault !== null) throw new Error(`TEST-8: ${typeof fault === 'string' ? fault : told(text, fault)}`)
  return suite as ShopSuite
}
