import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { AddPasskey } from '../../account/passkeys.tsx'
import { useCommand } from '../../queries.ts'
import { NoPasskeysHere, passkeysWorkHere } from '../../sign-in/passkeys-here.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import type { ToSign } from './to-sign.ts'
import { agreementWords } from './words.ts'

type Options = OutputOf<'agreements.signing-options'>['passkey']
type Props = { document: ToSign; options: Options; onSigned: () => void }

/** Grade B: the device signs exactly this file once its user has unlocked it. */
export const SignByPasskey = ({ document, options, onSigned }: Props) => {
  const t = useWords(agreementWords)
  const caseId = useCaseId()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const sign = useCommand('agreements.sign')
  if (!passkeysWorkHere()) return <NoPasskeysHere />
  if (options === null)
    return (
      <>
        <p>{t('addFirst')}</p>
        <AddPasskey />
      </>
    )
  const press = async () => {
    setFailed(false)
    setBusy(true)
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      type Asked = Parameters<typeof startAuthentication>[0]['optionsJSON']
      const passkey = await startAuthentication({ optionsJSON: options as unknown as Asked })
      await sign.run({ caseId, ...document, passkey: { ...passkey } })
      onSigned()
    } catch {
      // A refusal shows itself below; anything else is the person closing the browser's own sheet.
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <ProblemNotice problem={sign.problem} />
      {failed && !sign.problem && <Notice tone="warning">{t('notSigned')}</Notice>}
      <Button kind="primary" busy={busy} onClick={() => void press()}>
        {t('byPasskey')}
      </Button>
    </>
  )
}
