import type { Finding, Risk } from '#contract-guard/finding.ts'
import type { Label, Labelled } from './labelled.ts'

/** `hits` of `of`. */
export type Share = { readonly hits: number; readonly of: number }

type Span = { readonly start: number; readonly end: number }
type Found = Span & Pick<Finding, 'rule' | 'risk' | 'severity'>
type Marked = Span & Label

export type Miss = { readonly name: string; readonly label: Label }
export type FalseAlarm = { readonly name: string; readonly finding: Found }

export type Score = {
  /** High labels that a finding of the same risk overlaps; of any risk. */
  readonly recall: Share
  readonly recallAnyRisk: Share
  /** High findings that overlap any label; a label of the same risk. */
  readonly precision: Share
  readonly precisionSameRisk: Share
  /** Fair documents with a high finding. */
  readonly fairAlarmed: Share
  /** Documents with traps that have a high finding. */
  readonly trapAlarmed: Share
  readonly byRisk: ReadonlyMap<
    Risk,
    Pick<Score, 'recall' | 'recallAnyRisk' | 'precision' | 'precisionSameRisk'>
  >
  readonly misses: readonly Miss[]
  readonly falseAlarms: readonly FalseAlarm[]
}

/**
 * Wilson score interval of a share, as [low, high]; z = 1.96 gives 95 %. Wilson, JASA 22 (1927) 209–212.
 * Nothing measured is no knowledge: [0, 1].
 */
export const wilson = ({ hits, of }: Share, z = 1.96): readonly [number, number] => {
  if (of === 0) return [0, 1]
  const p = hits / of
  const centre = p + z ** 2 / (2 * of)
  const spread = z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))
  const scale = 1 + z ** 2 / of
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

const overlap = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end

const share = <Item>(items: readonly Item[], hit: (item: Item) => boolean): Share => ({
  hits: items.filter(hit).length,
  of: items.length,
})

const marked = ({ name, text, traps }: Labelled): Marked[] =>
  traps.map((label) => {
    const start = text.indexOf(label.quote)
    if (start < 0) throw new Error(`${name} does not say “${label.quote}”`)
    return { ...label, start, end: start + label.quote.length }
  })

type Judged<Item> = {
  readonly name: string
  readonly item: Item
  readonly same: boolean
  readonly any: boolean
}

const judge = <Item extends Span & { readonly risk: Risk }>(
  name: string,
  items: readonly Item[],
  others: readonly (Span & { readonly risk: Risk })[],
): Judged<Item>[] =>
  items.map((item) => {
    const touching = others.filter((other) => overlap(item, other))
    return { name, item, same: touching.some(({ risk }) => risk === item.risk), any: touching.length > 0 }
  })

const same = ({ same }: Judged<unknown>): boolean => same
const any = ({ any }: Judged<unknown>): boolean => any
const high = ({ severity }: Label | Found): boolean => severity === 'high'

const figures = (labels: readonly Judged<Marked>[], findings: readonly Judged<Found>[]) => ({
  recall: share(labels, same),
  recallAnyRisk: share(labels, any),
  precision: share(findings, any),
  precisionSameRisk: share(findings, same),
})

/** Weighs the guard's findings, per document as given, against what a careful reader marked. */
export const score = (
  documents: readonly Labelled[],
  findingsOf: (text: string) => readonly Found[],
): Score => {
  const read = documents.map((document) => ({
    ...document,
    found: findingsOf(document.text),
    labels: marked(document),
  }))
  const labels = read.flatMap(({ name, labels, found }) => judge(name, labels.filter(high), found))
  const findings = read.flatMap(({ name, labels, found }) => judge(name, found.filter(high), labels))
  const alarmed = (fair: boolean): Share =>
    share(
      read.filter((document) => document.fair === fair),
      ({ found }) => found.some(high),
    )
  const classes = new Set([...labels, ...findings].map(({ item }) => item.risk))
  return {
    ...figures(labels, findings),
    fairAlarmed: alarmed(true),
    trapAlarmed: alarmed(false),
    byRisk: new Map(
      [...classes].sort().map((risk) => {
        const ofRisk = ({ item }: Judged<{ readonly risk: Risk }>) => item.risk === risk
        return [risk, figures(labels.filter(ofRisk), findings.filter(ofRisk))]
      }),
    ),
    misses: labels.filter((each) => !same(each)).map(({ name, item }) => ({ name, label: item })),
    falseAlarms: findings.filter((each) => !any(each)).map(({ name, item }) => ({ name, finding: item })),
  }
}
