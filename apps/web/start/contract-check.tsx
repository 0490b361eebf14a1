import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { handOver } from '../cost/handed.ts'
import { FindingCard, MissingTerms } from '../findings/finding-card.tsx'
import '../findings/findings.css'
import { MarkedPages } from '../findings/marked-pages.tsx'
import { MarkedText } from '../findings/marked-text.tsx'
import { ModelComments } from '../findings/model-comments.tsx'
import { ReadingProgress } from '../findings/reading-progress.tsx'
import { useReading } from '../findings/use-reading.ts'
import { findingWords, riskWords } from '../findings/words.ts'
import { useCommand, useRead } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/fields.tsx'
import { FileInput } from '../ui/file-input.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { OfferPapers } from './offer-papers.tsx'
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

  const [photos, setPhotos] = useState<readonly Blob[]>([])

  const reading = useReading()

  /** One file, or the photographed pages of one document. */
  const takeFiles = async (files: readonly [File, ...File[]]) => {
    setPhotos([])
    check.reset()
    if (files.length === 1 && files[0].name.toLowerCase().endsWith('.txt'))
      return setText(await files[0].text())
    const read = await reading.read(files)
    if (read === null) return
    setPhotos(read.photos)
    check.send({ readingId: read.readingId }, () => reading.letGo(read.readingId))
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
        {checked.source === 'ocr' && <Notice title={f('misread')} />}
        <div className="check-result">
          <div className="stack">
            {photos.length > 0 && <MarkedPages photos={photos} checked={checked} prefix="check" />}
            <MarkedText text={checked.text} findings={checked.findings} prefix="check" />
          </div>
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
        {checked.verdict !== 'nothing-to-read' && <OfferPapers checked={checked.text} />}
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
          setPhotos([])
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
          accept=".txt,.md,.html,.htm,.docx,.pdf,.png,.jpg,.jpeg"
          help={t('manyPages')}
          busy={check.busy || reading.far !== null}
          camera
          onFiles={(files) => void takeFiles(files)}
        />
        <ReadingProgress far={reading.far} onCancel={reading.cancel} />
        <ProblemNotice problem={check.problem ?? reading.problem} />
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
