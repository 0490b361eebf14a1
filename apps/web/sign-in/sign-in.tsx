import type { OutputOf } from '#api/calls.ts'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { clockOf } from '../format.ts'
import { useCommand } from '../queries.ts'
import { type Me, homeOf, useBecome } from '../session.tsx'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { CodeInput, TextInput } from '../ui/fields.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useWords } from '../wording.ts'
import { DemoMessages } from './demo-messages.tsx'
import { rememberDemoPhone } from './demo-phone.ts'
import { Memberships } from './memberships.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { signInWords } from './words.ts'

const Resend = ({ seconds, busy, onSend }: { seconds: number; busy: boolean; onSend: () => void }) => {
  const t = useWords(signInWords)
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Button kind="quiet" disabled={left > 0} busy={busy} onClick={onSend}>
      {left > 0 ? t('resendIn', { n: left }) : t('resend')}
    </Button>
  )
}

/** Only a path of this site may follow the sign-in: `next` comes from the address bar. */
const safePath = (next: string | null) => (next?.startsWith('/') && !next.startsWith('//') ? next : null)

/** Phone and code, or a passkey; then the hat to wear where a person has several. */
export const SignIn = () => {
  const t = useWords(signInWords)
  const { language } = useSettings()
  const [search] = useSearchParams()
  const [, go] = useLocation()
  const become = useBecome()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<(OutputOf<'people.request-code'> & { turn: number }) | null>(null)
  const [person, setPerson] = useState<Me | null>(null)
  const request = useCommand('people.request-code')
  const verify = useCommand('people.verify-code')

  const enter = (me: Me) => {
    if (me.demo) rememberDemoPhone(phone.trim())
    become(me)
    const next = safePath(search.get('next'))
    go(next?.startsWith(homeOf(me.principal)) ? next : homeOf(me.principal))
  }
  const arrived = (me: Me) => (me.memberships.length > 1 ? setPerson(me) : enter(me))
  const ask = () =>
    request.send({ phone: phone.trim() }, (answer) => {
      setCode('')
      verify.reset()
      setSent((before) => ({ ...answer, turn: (before?.turn ?? 0) + 1 }))
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sent) verify.send({ phone: phone.trim(), code }, arrived)
    else ask()
  }

  if (person) return <Memberships me={person} onChosen={enter} />
  return (
    <Page title={t('title')} lead={t('lead')}>
      <form className="card" onSubmit={submit}>
        {sent ? (
          <>
            <CodeInput
              label={t('code')}
              help={t('codeHelp', { phone, time: clockOf(sent.expiresAt, language) })}
              value={code}
              onChange={setCode}
              required
              pattern="[0-9]{6}"
            />
            <DemoMessages phone={phone.trim()} />
            <ProblemNotice problem={verify.problem ?? request.problem} />
            <Button kind="primary" type="submit" busy={verify.busy}>
              {t('enter')}
            </Button>
            <div className="row between">
              <Button kind="quiet" onClick={() => setSent(null)}>
                {t('otherPhone')}
              </Button>
              <Resend key={sent.turn} seconds={sent.resendAfterSeconds} busy={request.busy} onSend={ask} />
            </div>
          </>
        ) : (
          <>
            <TextInput
              label={t('phone')}
              help={t('phoneHelp')}
              value={phone}
              onChange={setPhone}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              required
            />
            <ProblemNotice problem={request.problem} />
            <Button kind="primary" type="submit" busy={request.busy}>
              {t('send')}
            </Button>
            <PasskeyButton onSignedIn={arrived} />
          </>
        )}
      </form>
      <p className="soft small">{t('newHere')}</p>
    </Page>
  )
}
