import { readdirSync, readFileSync } from 'node:fs'
import { review } from '#contract-guard/review.ts'
import { score } from './guard-score/score.ts'
const dir=new URL('../packages/contract-guard/corpus/more/',import.meta.url)
const docs=readdirSync(dir).filter(f=>f.endsWith('.json')).flatMap(f=>{const l=JSON.parse(readFileSync(new URL(f,dir),'utf8'));const text=readFileSync(new URL(f.replace('.json','.txt'),dir),'utf8');const bad=l.traps.filter((t:any)=>text.split(t.quote).length!==2);if(bad.length)console.log('BAD',f,bad.map((b:any)=>b.quote));return [{...l,traps:l.traps.filter((t:any)=>text.split(t.quote).length===2),name:f,text}]})
const r=score(docs as any,t=>review(t).findings)
const p=(s:any)=>`${(100*s.hits/s.of).toFixed(1)} (${s.hits}/${s.of})`
console.log('docs',docs.length,'recall',p(r.recall),'any',p(r.recallAnyRisk),'prec',p(r.precision),'same',p(r.precisionSameRisk),'fair',p(r.fairAlarmed),'trap',p(r.trapAlarmed))
const rh=score(docs as any,t=>review(t).findings.filter(f=>f.severity==='high'));console.log('  only high findings: recall',p(rh.recall),'any',p(rh.recallAnyRisk));
let med=0,n=0;for(const d of docs)if(d.fair){n++;med+=review(d.text).findings.filter(f=>f.severity==='medium').length}
console.log('medium findings per fair doc',(med/n).toFixed(2))
if(process.argv[2]){for(const m of r.misses)console.log('miss',m.name,m.label.rule,m.label.risk,m.label.quote.slice(0,80));for(const f of r.falseAlarms)console.log('false',f.name,f.finding.rule,(f.finding as any).by??'rule',docs.find(d=>d.name===f.name)!.text.slice(f.finding.start,f.finding.end).replace(/\s+/g,' '))}
