import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { momentOf } from '../format.ts'
import { useCommand } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { terminalWords } from './words.ts'

/** A question only the true device can answer, carried over by hand. */
export const Prove = ({ labelId, provedAt }: { labelId: string; provedAt: string | null }) => {
  const t = useWords(terminalWords)
  const { language } = useSettings()
  const [asked, setAsked] = useState<OutputOf<'terminals.ask'> | null>(null)
  const [typed, setTyped] = useState('')
  const [proved, setProved] = useState(false)
  const ask = useCommand('terminals.ask')
  const check = useCommand('terminals.check-answer')
  const begin = () => {
    setTyped('')
    setProved(false)
    check.reset()
    ask.send({ labelId }, setAsked)
  }
  return (
    <Card title={t('prove')}>
      <p className="soft">{t('proveLead')}</p>
      {provedAt && <p className="soft small">{t('provedAt', { at: momentOf(provedAt, language) })}</p>}
      <ProblemNotice problem={ask.problem} />
      {asked && !proved && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            check.send({ labelId, challengeId: asked.challengeId, secretText: typed.trim() }, () =>
              setProved(true),
            )
          }}
        >
          <p>{t('askStep1')}</p>
          <p className="code strong follow-up">{`${asked.factor.slice(0, 4)} ${asked.factor.slice(4)}`}</p>
          <p>{t('askStep2')}</p>
          <TextInput
            label={t('answer')}
            help={t('answerHelp')}
            value={typed}
            onChange={setTyped}
            carries="key"
            required
            maxLength={8}
            minLength={8}
            pattern="[0-9A-Fa-f]{8}"
            autoComplete="off"
            spellCheck={false}
          />
          <ProblemNotice problem={check.problem} />
          <Button kind="primary" type="submit" busy={check.busy}>
            {t('check')}
          </Button>
        </form>
      )}
      {proved && (
        <div role="status">
          <Notice tone="good" title={t('proved')} />
        </div>
      )}
      <Button busy={ask.busy} onClick={begin}>
        {t('ask')}
      </Button>
    </Card>
  )
}
