import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { DemoMessages } from '../../sign-in/demo-messages.tsx'
import { clockOf } from '../../format.ts'
import { useCommand } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CodeInput } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Facts } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { agreementWords } from './words.ts'

type Props = { open: boolean; onClose: () => void; digest: string }

/** Signing: the fingerprint of the text in sight, a code of its own, and one press. */
export const SignDialog = ({ open, onClose, digest }: Props) => {
  const t = useWords(agreementWords)
  const { language } = useSettings()
  const tell = useToast()
  const [, go] = useLocation()
  const caseId = useCaseId()
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<OutputOf<'agreements.request-signing-code'> | null>(null)
  const request = useCommand('agreements.request-signing-code')
  const sign = useCommand('agreements.sign')
  return (
    <Dialog open={open} onClose={onClose} title={t('signTitle')}>
      <Facts rows={[[t('digest'), <span className="code small">{digest}</span>]]} />
      <p className="soft small">{t('digestWhy')}</p>
      <ProblemNotice problem={sign.problem ?? request.problem} />
      <Button
        kind={sent ? 'quiet' : 'primary'}
        busy={request.busy}
        onClick={() => {
          sign.reset()
          request.send({ caseId }, setSent)
        }}
      >
        {t('sendCode')}
      </Button>
      {sent && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            sign.send({ caseId, digest, code }, () => {
              tell(t('signedToast'))
              onClose()
              go('/')
            })
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
    </Dialog>
  )
}
