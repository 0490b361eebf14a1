import { useState } from 'react'
import { dayOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { NoPasskeysHere, passkeysWorkHere } from '../sign-in/passkeys-here.tsx'
import { TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { accountWords } from './words.ts'

/** Makes a passkey on this device; also where somebody is about to sign with one. */
export const AddPasskey = () => {
  const t = useWords(accountWords)
  const tell = useToast()
  const [label, setLabel] = useState('')
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  const begin = useCommand('people.passkey-creation')
  const add = useCommand('people.add-passkey')
  const create = async () => {
    setFailed(false)
    setBusy(true)
    try {
      const { options } = await begin.run({})
      const { startRegistration } = await import('@simplewebauthn/browser')
      type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
      const response = await startRegistration({ optionsJSON: options as unknown as Options })
      await add.run({ response: { ...response }, label: label.trim() })
      setLabel('')
      tell(t('added'))
    } catch {
      // A refusal shows itself below; anything else is the person closing the browser's own sheet.
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  const refused = begin.problem ?? add.problem
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <TextInput label={t('label')} value={label} onChange={setLabel} required maxLength={60} />
      <ProblemNotice problem={refused} />
      {failed && !refused && <Notice tone="warning">{t('notAdded')}</Notice>}
      <Button type="submit" busy={busy}>
        {t('add')}
      </Button>
    </form>
  )
}

export const Passkeys = () => {
  const t = useWords(accountWords)
  const { language } = useSettings()
  const passkeys = useRead('people.passkeys', {})
  const remove = useCommand('people.remove-passkey')
  return (
    <Card title={t('passkeys')}>
      <p className="soft">{t('passkeysWhy')}</p>
      <Loaded query={passkeys} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('noPasskeys')}</p>
          ) : (
            <ul className="stack">
              {items.map(({ passkeyId, label, createdAt }) => (
                <li key={passkeyId} className="row between">
                  <div className="grow">
                    <p>{label}</p>
                    <p className="soft small">{t('createdAt', { at: dayOf(createdAt, language) })}</p>
                  </div>
                  <Button small kind="danger" busy={remove.busy} onClick={() => remove.send({ passkeyId })}>
                    {t('remove', { label })}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ProblemNotice problem={remove.problem} />
      {passkeysWorkHere() ? <AddPasskey /> : <NoPasskeysHere />}
    </Card>
  )
}
