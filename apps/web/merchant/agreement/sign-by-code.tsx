import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { DemoMessages } from '../../sign-in/demo-messages.tsx'
import { clockOf } from '../../format.ts'
import { useCommand } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeInput } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { type ToSign, whichOf } from './to-sign.ts'
import { agreementWords } from './words.ts'

/** Grade C: a code of its own, and one press. */
export const SignByCode = ({ document, onSigned }: { document: ToSign; onSigned: () => void }) => {
  const t = useWords(agreementWords)
  const { language } = useSettings()
  const caseId = useCaseId()
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<OutputOf<'agreements.request-signing-code'> | null>(null)
  const request = useCommand('agreements.request-signing-code')
  const sign = useCommand('agreements.sign')
  return (
    <section className="stack" aria-label={t('byCodeTitle')}>
      <ProblemNotice problem={sign.problem ?? request.problem} />
      <Button
        kind={sent ? 'quiet' : 'plain'}
        busy={request.busy}
        onClick={() => {
          sign.reset()
          request.send({ caseId, ...whichOf(document) }, setSent)
        }}
      >
        {t('sendCode')}
      </Button>
      {sent && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            sign.send({ caseId, ...document, code }, onSigned)
          }}
        >
          <CodeInput
            label={t('code')}
            help={t('codeHelp', { time: clockOf(sent.expiresAt, language) })}
            value={code}
            onChange={setCode}
            required
            pattern="[0-9]{6}"
          />
          <DemoMessages />
          <Button kind="primary" type="submit" busy={sign.busy}>
            {t('signNow')}
          </Button>
        </form>
      )}
    </section>
  )
}
