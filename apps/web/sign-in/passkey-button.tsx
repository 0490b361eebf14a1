import { useState } from 'react'
import { useCommand } from '../queries.ts'
import type { Me } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { useWords } from '../wording.ts'
import { passkeysWorkHere } from './passkeys-here.tsx'
import { signInWords } from './words.ts'

/** WebAuthn sign-in, offered only where the browser knows it; the library loads on the press. */
export const PasskeyButton = ({ onSignedIn }: { onSignedIn: (me: Me) => void }) => {
  const t = useWords(signInWords)
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  const challenge = useCommand('people.passkey-challenge')
  const verify = useCommand('people.verify-passkey')
  if (!passkeysWorkHere()) return null

  const signIn = async () => {
    setFailed(false)
    setBusy(true)
    try {
      const { challengeId, options } = await challenge.run({})
      const { startAuthentication } = await import('@simplewebauthn/browser')
      type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']
      const response = await startAuthentication({ optionsJSON: options as unknown as Options })
      onSignedIn(await verify.run({ challengeId, response: { ...response } }))
    } catch {
      // A refusal shows itself below; anything else is the person closing the browser's own sheet.
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  const refused = challenge.problem ?? verify.problem
  return (
    <>
      <Button busy={busy} onClick={() => void signIn()}>
        {t('passkey')}
      </Button>
      <ProblemNotice problem={refused} />
      {failed && !refused && (
        <Notice tone="warning" title={t('passkeyFailed')}>
          {t('passkeyFailedWhy')}
        </Notice>
      )}
    </>
  )
}
