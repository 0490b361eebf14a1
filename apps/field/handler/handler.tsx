import type { OutputOf } from '#api/calls.ts'
import { type Handler, type HandlerField, idKinds, maskHandler, unfit } from '#vault/capture.ts'
import { type FormEvent, useState } from 'react'
import { useRuleSaid } from '../../web/rule-words.ts'
import { LinkButton } from '../../web/ui/button.tsx'
import { Select, TextInput } from '../../web/ui/fields.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Loaded } from '../../web/ui/states.tsx'
import { Card, Facts } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { type Here, VisitScreen, useVisitIds, useVisitRead } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import { sealHandler } from './seal.ts'
import { handlerWords } from './words.ts'

type Key = OutputOf<'capture.key'>

const nobody: Handler = { name: '', idKind: '', idNo: '', idValidUntil: '', phone: '' }

const trimmed = ({ name, idKind, idNo, idValidUntil, phone }: Handler): Handler => ({
  name: name.trim(),
  idKind,
  idNo: idNo.trim().toUpperCase(),
  idValidUntil: idValidUntil.trim(),
  phone: phone.trim(),
})

/** Nothing a browser remembers, completes or sends to a spelling service. */
const unremembered = { autoComplete: 'off', autoCorrect: 'off', spellCheck: false } as const

const Fields = ({
  typed,
  type,
  wrong,
}: {
  typed: Handler
  type: (part: Partial<Handler>) => void
  wrong: readonly HandlerField[]
}) => {
  const t = useWords(handlerWords)
  const said = useRuleSaid()('CAP-4')
  const problem = (field: HandlerField) =>
    wrong.includes(field) ? `${said?.happened ?? ''} ${said?.remedy ?? ''}` : undefined
  const text = (field: Exclude<HandlerField, 'idKind'>) => ({
    ...unremembered,
    label: t(field),
    value: typed[field],
    problem: problem(field),
    onChange: (value: string) => type({ [field]: value }),
  })
  return (
    <Card title={t('card')}>
      <p className="soft">{t('cardWhy')}</p>
      <TextInput {...text('name')} maxLength={60} />
      <Select
        label={t('idKind')}
        empty={t('choose')}
        value={typed.idKind as (typeof idKinds)[number] | ''}
        problem={problem('idKind')}
        onChange={(idKind) => type({ idKind })}
        choices={idKinds.map((value) => ({ value, label: t(value) }))}
      />
      {/* Sealed before it leaves this page: a document's number is what belongs here. */}
      <TextInput
        {...text('idNo')}
        carries="key"
        maxLength={30}
        autoCapitalize="characters"
        className="code"
      />
      <TextInput {...text('idValidUntil')} help={t('idValidUntilHelp')} maxLength={10} />
      <TextInput {...text('phone')} inputMode="tel" maxLength={20} />
    </Card>
  )
}

const Echo = ({ masked }: { masked: Handler }) => {
  const t = useWords(handlerWords)
  return (
    <Card title={t('echo')}>
      <Facts
        rows={[
          [t('name'), masked.name],
          [t('idKind'), t(masked.idKind as (typeof idKinds)[number])],
          [t('idNo'), masked.idNo],
          [t('idValidUntil'), masked.idValidUntil],
          [t('phone'), masked.phone],
        ]}
      />
      <p className="soft">{t('echoWhy')}</p>
    </Card>
  )
}

/**
 * Typed values live in this component's memory alone. They are sealed before anything is written to the phone or sent,
 * and dropped as soon as they are; what waits for a network is ciphertext.
 */
const Recording = ({ sealTo }: { sealTo: Key }) => {
  const t = useWords(handlerWords)
  const ids = useVisitIds()
  const record = useKeptCommand('visits.record-handler', ids.visitId)
  const [typed, setTyped] = useState(nobody)
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState(false)
  const [echo, setEcho] = useState<Handler | null>(null)
  const { waiting } = record
  const settled = record.data !== undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setFailed(false)
    if (waiting) return record.send(waiting)
    setAsked(true)
    const handler = trimmed(typed)
    if (unfit(handler).length > 0) return
    try {
      const sealed = await sealHandler(sealTo, ids, handler)
      setTyped(nobody)
      setAsked(false)
      setEcho(maskHandler(handler))
      record.send(sealed)
    } catch {
      setFailed(true)
    }
  }
  return (
    <form noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <Page
        title={t('title')}
        back="/"
        lead={t('lead')}
        action={settled ? undefined : <SendButton command={record}>{t('submit')}</SendButton>}
      >
        <OfflineNotice />
        <Facts rows={[[t('sealedTo'), sealTo.acquirer]]} />
        {failed && <Notice tone="bad" title={t('notSealed')} />}
        {settled && <Notice tone="good" title={t('recorded')} />}
        {waiting && !settled && (
          <Notice tone="warning" title={t('waiting')}>
            {t('waitingWhy')}
          </Notice>
        )}
        {echo && <Echo masked={echo} />}
        {!settled && !waiting && !record.busy && (
          <Fields
            typed={typed}
            type={(part) => setTyped((before) => ({ ...before, ...part }))}
            wrong={asked ? unfit(trimmed(typed)) : []}
          />
        )}
      </Page>
    </form>
  )
}

const Inside = ({ here: { visit } }: { here: Here }) => {
  const t = useWords(handlerWords)
  const ids = useVisitIds()
  const inside = visit.kind === 'install' && visit.status === 'arrived'
  const key = useVisitRead('capture.key', ids, { enabled: inside, staleTime: 60_000 })
  if (inside && key.data && isSecureContext) return <Recording sealTo={key.data} />
  return (
    <Page title={t('title')} back="/" lead={t('lead')}>
      {!inside ? (
        <Notice tone="warning" title={t('notInside')}>
          <LinkButton href="/door">{t('toDoor')}</LinkButton>
        </Notice>
      ) : !isSecureContext ? (
        <Notice tone="bad" title={t('insecure')}>
          {t('insecureWhy')}
        </Notice>
      ) : (
        <Loaded query={key}>{() => null}</Loaded>
      )}
    </Page>
  )
}

/** Who takes the terminal over, recorded in the shop and sealed on the spot. */
export default function HandlerPage() {
  const t = useWords(handlerWords)
  return (
    <VisitScreen title={t('title')} back="/">
      {(here) => <Inside here={here} />}
    </VisitScreen>
  )
}
