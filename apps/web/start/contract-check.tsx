import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { handOver } from '../cost/handed.ts'
import { base64Of } from '../encode.ts'
import { FindingCard, MissingTerms } from '../findings/finding-card.tsx'
import '../findings/findings.css'
import { MarkedText } from '../findings/marked-text.tsx'
import { ModelComments } from '../findings/model-comments.tsx'
import { findingWords, riskWords } from '../findings/words.ts'
import { useCommand, useRead } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/fields.tsx'
import { FileInput } from '../ui/file-input.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { sampleContract } from './sample.ts'
import { startWords } from './words.ts'

type Rules = OutputOf<'guard.rules'>['items']

/** The classes of traps the guard knows today, each once. */
const KnownTraps = ({ rules }: { rules: Rules }) => {
  const t = useWords(startWords)
  const risk = useWords(riskWords)
  const classes = [...new Set(rules.map((rule) => rule.risk))].filter(
    (name): name is keyof typeof riskWords => name in riskWords && name !== 'other',
  )
  return (
    <aside className="card known-traps" aria-label={t('known')}>
      <h3>{t('known')}</h3>
      <ul className="row">
        {classes.map((name) => (
          <li key={name}>
            <Tag>{risk(name)}</Tag>
          </li>
        ))}
      </ul>
      <p className="soft small">{t('rulesKnown', { n: rules.length })}</p>
    </aside>
  )
}

/** The contract guard for anybody, before any account: paste, press, read. */
export const ContractCheck = () => {
  const t = useWords(startWords)
  const f = useWords(findingWords)
  const [text, setText] = useState('')
  const rules = useRead('guard.rules', {}, { staleTime: Number.POSITIVE_INFINITY })
  const check = useCommand('guard.check')
  const checked = check.data
  const [, go] = useLocation()

  const takeFile = async (file: File) => {
    if (file.name.toLowerCase().endsWith('.txt')) setText(await file.text())
    else check.send({ fileName: file.name, content: await base64Of(file) })
  }

  /** The figures of the text go along, to be confirmed there. */
  const toCost = async () => {
    const { draftedTerms } = await import('#contract-guard/drafted-terms.ts')
    const read = checked?.text ?? ''
    handOver({
      name: t('yourDocument'),
      drafted: draftedTerms(read),
      unilateral: checked?.findings.some(({ risk }) => risk === 'unilateral_fee_change') ?? false,
    })
    go('/cost')
  }

  if (checked)
    return (
      <div className="stack">
        {checked.verdict === 'nothing-to-read' ? (
          <Notice tone="warning" alert title={f('nothingToRead')} />
        ) : checked.findings.length === 0 && checked.missing.length === 0 ? (
          <Notice tone="good" title={f('foundNone')}>
            {f('foundNoneWhy')}
          </Notice>
        ) : (
          <Notice
            tone={checked.findings.some(({ severity }) => severity === 'high') ? 'bad' : 'warning'}
            alert
            title={[
              f('found', { n: checked.findings.length }),
              checked.missing.length > 0 ? f('missingCount', { n: checked.missing.length }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            {f('advice')}
          </Notice>
        )}
        <div className="check-result">
          <MarkedText text={checked.text} findings={checked.findings} prefix="check" />
          <ul className="stack">
            {checked.findings.map((finding, at) => (
              <FindingCard
                key={`${finding.rule} ${finding.start}`}
                finding={finding}
                number={at + 1}
                prefix="check"
              />
            ))}
            {checked.missing.length > 0 && (
              <li>
                <MissingTerms missing={checked.missing} />
              </li>
            )}
          </ul>
        </div>
        <ModelComments text={checked.text} findings={checked.findings} />
        <div className="row">
          <Button kind="primary" onClick={() => void toCost()}>
            {t('toCost')}
          </Button>
          <Button onClick={check.reset}>{t('again')}</Button>
        </div>
      </div>
    )
  return (
    <div className="check-entry">
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault()
          check.send({ text })
        }}
      >
        <TextArea
          label={t('checkText')}
          value={text}
          onChange={setText}
          carries="file"
          rows={9}
          maxLength={200_000}
          required
        />
        <FileInput
          label={t('checkFile')}
          accept=".txt,.docx"
          busy={check.busy}
          onFile={(file) => void takeFile(file)}
        />
        <ProblemNotice problem={check.problem} />
        <div className="row">
          <Button kind="primary" type="submit" busy={check.busy}>
            {t('check')}
          </Button>
          <Button kind="quiet" onClick={() => setText(sampleContract)}>
            {t('sample')}
          </Button>
        </div>
        <p className="soft small">{t('free')}</p>
      </form>
      {rules.data && <KnownTraps rules={rules.data.items} />}
    </div>
  )
}
