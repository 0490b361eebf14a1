import type { InputOf, OutputOf } from '#api/calls.ts'
import { appealGrounds } from '#device/displacement.ts'
import { useState } from 'react'
import { dayOf, momentOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { RadioCards } from '../ui/choices.tsx'
import { TextArea } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Card } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { displacedWords } from './displaced-words.ts'

type Row = OutputOf<'displacements.list'>['items'][number]
type Ground = InputOf<'displacements.appeal'>['ground']

const Appeal = ({ displacementId, fixes, metres, appealBy }: Row) => {
  const t = useWords(displacedWords)
  const { language } = useSettings()
  const tell = useToast()
  const [ground, setGround] = useState<Ground | ''>('')
  const [words, setWords] = useState('')
  const appeal = useCommand('displacements.appeal')
  return (
    <Card title={t('open')} tone="bad">
      <p>
        {t('openWhy', {
          n: fixes,
          km: (Math.max(metres, 100) / 1000).toFixed(1),
          day: dayOf(appealBy, language),
        })}
      </p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (ground !== '')
            appeal.send({ displacementId, ground, words: words.trim() }, () => tell(t('sent')))
        }}
      >
        <RadioCards<Ground>
          legend={t('why')}
          value={ground}
          onChange={setGround}
          choices={appealGrounds.map((value) => ({ value, label: t(value) }))}
        />
        {ground !== '' && (
          <>
            <TextArea label={t('words')} value={words} onChange={setWords} optional maxLength={500} />
            <ProblemNotice problem={appeal.problem} />
            <Button kind="primary" type="submit" busy={appeal.busy}>
              {t('send')}
            </Button>
          </>
        )}
      </form>
    </Card>
  )
}

const Told = ({ status, decideBy, overdue, decision }: Row) => {
  const t = useWords(displacedWords)
  const { language } = useSettings()
  if (status === 'appealed')
    return (
      <Notice tone={overdue ? 'warning' : 'info'} title={t('appealed')}>
        {overdue ? t('overdue') : decideBy && t('appealedWhy', { at: momentOf(decideBy, language) })}
      </Notice>
    )
  return (
    <Notice tone={status === 'restored' ? 'good' : 'bad'} title={t(status)}>
      {decision && <p>{decision}</p>}
      {status !== 'restored' && <p>{t('next')}</p>}
    </Notice>
  )
}

/** Why this terminal stopped, and the way to have it go on. Nothing when it never stopped for its place. */
export const Displaced = ({ deviceId }: { deviceId: string }) => {
  const listed = useRead('displacements.list', { deviceId, limit: 1 }, { refetchInterval: 30_000 })
  const [latest] = listed.data?.items ?? []
  if (!latest) return null
  return latest.status === 'open' ? <Appeal {...latest} /> : <Told {...latest} />
}
