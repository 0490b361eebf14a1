import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { likenessBy, type Weights } from '#contract-guard/likeness.ts'
import { review } from '#contract-guard/review.ts'
import { readSplit, type Labelled } from './guard-score/labelled.ts'
import { score, wilson, type Share } from './guard-score/score.ts'
import { examplesOf } from './learn-likeness/examples.ts'
import { weightsOf } from './learn-likeness/learn.ts'
const folds = 5
const tag = process.argv[2] ?? 'base'
const all = readSplit('forms'); const fixed = [...readSplit('train'), ...readSplit('dev')]
const foldOf = (d: Labelled) => (createHash('sha256').update(d.name).digest()[0] ?? 0) % folds
mkdirSync('/tmp/cross', { recursive: true })
const results: ReturnType<typeof score>[] = []
for (let f = 0; f < folds; f++) {
  const file = `/tmp/cross/${tag}-${f}.json`
  let weights: Weights
  if (existsSync(file)) weights = JSON.parse(readFileSync(file, 'utf8'))
  else { weights = { corpus: '', ...weightsOf(examplesOf([...fixed, ...all.filter((d) => foldOf(d) !== f)])) }; writeFileSync(file, JSON.stringify(weights)) }
  const like = likenessBy(weights)
  const docs = all.filter((d) => foldOf(d) === f)
  results.push(score(docs, (text) => review(text, like).findings))
  if (process.argv[3] === 'show') { const r = results.at(-1)!; for (const m of r.misses) console.log('missed', m.name, m.label.rule, m.label.risk, m.label.quote.slice(0,90)); for (const x of r.falseAlarms) { const t = docs.find((d) => d.name === x.name)!.text; console.log('false', x.name, docs.find((d) => d.name === x.name)!.fair ? 'FAIR' : '', x.finding.rule, x.finding.risk, (x.finding as any).by ?? '', t.slice(x.finding.start, x.finding.end).slice(0,120)) } }
}
const add = (k: 'recall'|'recallAnyRisk'|'precision'|'precisionSameRisk'|'fairAlarmed'|'trapAlarmed') => { const s = results.reduce<Share>((a, r) => ({ hits: a.hits + r[k].hits, of: a.of + r[k].of }), { hits: 0, of: 0 }); return `${k} ${(100*s.hits/s.of).toFixed(1)} (${s.hits}/${s.of})` }
console.log(all.length, 'docs', (['recall','recallAnyRisk','precision','precisionSameRisk','fairAlarmed','trapAlarmed'] as const).map(add).join('  '))
