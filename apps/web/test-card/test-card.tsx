import type { ReactNode } from 'react'
import type { OutputOf } from '#api/calls.ts'
import { keySuiteWords } from '#iso8583/dialect.ts'
import { clockOf, dayOf, momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { saveFile } from '../save-file.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { CardPdf } from './card-pdf.tsx'
import './test-card.css'
import { cardWords } from './words.ts'

type ResultCard = OutputOf<'function-tests.card'>
type Step = ResultCard['steps'][number]

const Tried = ({ title, steps }: { title: string; steps: readonly Step[] }) => {
  const t = useWords(cardWords)
  const both = useBoth()
  const said = ({ state }: Step) =>
    state === 'seen' ? t('seen') : state === 'waiting' ? t('notTried') : t('notSeen')
  const tone = ({ state }: Step) =>
    state === 'seen' ? ({ tone: 'good' } as const) : state === 'waiting' ? {} : ({ tone: 'bad' } as const)
  return (
    <section className="stack tight" aria-label={title}>
      <h3>{title}</h3>
      <ul className="tried">
        {steps.map((step) => (
          <li key={step.step}>
            <div className="row between">
              <span className="strong">{both(step.title)}</span>
              <Tag {...tone(step)}>{said(step)}</Tag>
            </div>
            <p className="soft small">{both(step.expects)}</p>
            {step.failures > 0 && <p className="small strong">{t('failures', { n: step.failures })}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Shown = ({ card, children }: { card: ResultCard; children: ReactNode }) => {
  const t = useWords(cardWords)
  const both = useBoth()
  const { language } = useSettings()
  const { outcome, shop, suite, steps } = card
  const passed = outcome === 'passed'
  return (
    <div className="stack test-card">
      <Notice tone={passed ? 'good' : 'bad'} title={t(outcome)}>
        {t(passed ? 'passedWhy' : 'failedWhy')}
      </Notice>
      <Card title={t('title')}>
        <Facts
          rows={[
            [t('shop'), `${shop.name}${shop.regionCode && ` · ${t('region', { code: shop.regionCode })}`}`],
            [
              t('serial'),
              <span key="serial" className="code">
                {card.serialNo}
              </span>,
            ],
            card.provedAt !== undefined && [
              t('tied'),
              card.provedAt === null
                ? t('tiedBySerial')
                : t('tiedByKey', { at: momentOf(card.provedAt, language) }),
            ],
            [t('model'), card.modelCode],
            [t('numbers'), `${card.terminalNo} / ${card.merchantNo}`],
            [t('keySuite'), both(keySuiteWords[card.keySuite ?? 'tdes'])],
            card.dialect !== undefined && [t('dialect'), `${card.dialect.name} ${card.dialect.version}`],
            [t('technician'), card.technician],
            [
              t('when'),
              `${dayOf(card.endedAt, language)} ${t('fromUntil', {
                from: clockOf(card.openedAt, language),
                until: clockOf(card.endedAt, language),
              })}`,
            ],
            [t('bound'), momentOf(card.boundAt, language)],
            [t('acquirer'), card.acquirer],
            [t('suite'), t('suiteVersion', { title: both(suite.title), version: String(suite.version) })],
          ]}
        />
        {card.startedOver > 0 && <p>{t('startedOver', { n: card.startedOver })}</p>}
      </Card>
      <Card title={t('tried')}>
        <Tried title={t('goodDay')} steps={steps.filter(({ badDay }) => !badDay)} />
        <Tried title={t('badDay')} steps={steps.filter(({ badDay }) => badDay)} />
      </Card>
      <div className="row no-print">
        {children}
        <Button onClick={() => print()}>{t('print')}</Button>
        <Button onClick={() => saveFile(`${card.serialNo}.fangxin-card`, card.file)}>{t('save')}</Button>
      </div>
      <p className="soft small">{t('signed')}</p>
      <p className="soft small">
        {t('digest')} <span className="code">{card.sha256}</span>
      </p>
    </div>
  )
}

/** What a terminal has shown, as the house signed it: in plain words, to print, and as the file itself. */
export const TestCard = ({ caseId, runId }: { caseId: string; runId: string }) => {
  // It never changes: asked once.
  const query = useRead('function-tests.card', { caseId, runId }, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <Loaded query={query}>
      {(card) => (
        <Shown card={card}>
          <CardPdf caseId={caseId} runId={runId} />
        </Shown>
      )}
    </Loaded>
  )
}
