import { offerPayload, readAcceptance, readOffer, signedLine } from '#device/hand-over.ts'
import { type FormEvent, useEffect, useState } from 'react'
import { useRead } from '../../web/queries.ts'
import { Button, LinkButton } from '../../web/ui/button.tsx'
import { Select, TextInput } from '../../web/ui/fields.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Skeleton } from '../../web/ui/states.tsx'
import { Card, Facts } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import type { Counterparts, SigningPhone } from '../shelf.ts'
import { UnsentList } from '../unsent-list.tsx'
import { ReadLine, ShownCode } from './code.tsx'
import { keepCounterparts, keptCounterparts, type SignedLines, type Told, turnsAhead } from './kept.ts'
import { Outcomes } from './outcomes.tsx'
import { digestOf, hasSigned, newHandOverId, sign } from './phone.ts'
import { handOverWords } from './words.ts'

type Props = {
  deviceId: string
  personId: string
  phone: SigningPhone
  told: readonly Told[]
  onSigned: (handOverId: string, lines: SignedLines) => Promise<void>
}

/** Asked of the house, or what this phone kept of the last answer. */
const useCounterparts = (deviceId: string): Counterparts | null => {
  const asked = useRead('custody-keys.counterparts', { deviceId })
  const [kept, setKept] = useState<Counterparts | null>(null)
  useEffect(() => {
    if (asked.data) void keepCounterparts(deviceId, asked.data)
    else void keptCounterparts(deviceId).then((before) => setKept(before ?? null))
  }, [asked.data, deviceId])
  return asked.data ? { ...asked.data, deviceId } : kept
}

const Choose = ({
  seen,
  personId,
  onChosen,
}: {
  seen: Counterparts
  personId: string
  onChosen: (takerId: string, sealNo: string) => void
}) => {
  const t = useWords(handOverWords)
  const [takerId, setTaker] = useState('')
  const [seal, setSeal] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const ours = seen.people.find((person) => person.personId === personId)?.kind === 'acquirer'
  const takers = seen.people.filter(
    (person) =>
      person.personId !== personId && person.kind !== 'merchant' && !(ours && person.kind === 'acquirer'),
  )
  const sealNo = seal ?? (ours ? '' : (seen.sealNo ?? ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (takerId !== '' && !(ours && sealNo.trim() === '')) onChosen(takerId, sealNo.trim())
  }
  return (
    <form noValidate onSubmit={submit} className="stack">
      <Select
        label={t('taker')}
        value={takerId}
        onChange={setTaker}
        problem={asked && takerId === '' && t('chooseTaker')}
        empty={t('choose')}
        choices={takers.map((person) => ({
          value: person.personId,
          label: `${person.name} · ${person.organisation}${person.keys.length === 0 ? ` · ${t('noPhoneYet')}` : ''}`,
        }))}
      />
      {(ours || seen.sealNo === null) && (
        <TextInput
          label={t(ours ? 'newBag' : 'bagIfAny')}
          help={t('newBagHelp')}
          problem={asked && ours && sealNo.trim() === '' && t('needBag')}
          value={sealNo}
          onChange={setSeal}
          carries="serial"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          className="code"
        />
      )}
      <Button kind="primary" wide type="submit">
        {t('showCode')}
      </Button>
    </form>
  )
}

/** Gives a terminal away: shows the offer, reads the answer, and has the proof. */
export const Give = ({ deviceId, personId, phone, told, onSigned }: Props) => {
  const t = useWords(handOverWords)
  const seen = useCounterparts(deviceId)
  const [line, setLine] = useState('')
  const [wrong, setWrong] = useState('')
  const [done, setDone] = useState<'verified' | 'unverified' | null>(null)
  const offered = readOffer(line)

  const make = async (takerId: string, sealNo: string) => {
    if (!seen) return
    const payload = offerPayload({
      handOverId: newHandOverId(),
      ...{ deviceId, serialNo: seen.serialNo, sealNo: sealNo.toUpperCase() },
      hand: seen.hand + (await turnsAhead(deviceId, seen.hand)),
      ...{ giverId: personId, giverKeyId: phone.keyId, takerId, at: new Date().toISOString() },
    })
    setLine(signedLine(payload, await sign(phone, payload)))
  }

  const answered = async (acceptance: string) => {
    const read = readAcceptance(acceptance)
    if (!read || !offered || !seen) return setWrong(t('notAnAnswer'))
    const fits =
      read.value.handOverId === offered.value.handOverId && read.value.offerDigest === (await digestOf(line))
    if (!fits) return setWrong(t('otherHandOver'))
    const taker = seen.people.find((person) => person.personId === offered.value.takerId)
    const key = taker?.keys.find((each) => each.keyId === read.value.takerKeyId)
    if (key && !(await hasSigned(key.publicKey, read))) return setWrong(t('badSignature'))
    setDone(key ? 'verified' : 'unverified')
    await onSigned(offered.value.handOverId, { offer: line, acceptance })
  }

  return (
    <Page title={t('give')} back="/">
      <OfflineNotice />
      {!seen ? (
        <Skeleton lines={4} />
      ) : (
        <>
          <Card title={t('terminal')}>
            <Facts
              rows={[
                [t('serial'), <span className="code">{seen.serialNo}</span>],
                [
                  t('bag'),
                  <span className="code">{offered?.value.sealNo || seen.sealNo || t('noBag')}</span>,
                ],
              ]}
            />
          </Card>
          {done !== null ? (
            <>
              <Notice tone="good" alert title={t('signedByBoth')}>
                {t(done === 'verified' ? 'signedWhy' : 'signedUnverified')}
              </Notice>
              <Outcomes told={told} />
              <UnsentList within="/hand-over" />
              <LinkButton wide href="/">
                {t('toStart')}
              </LinkButton>
            </>
          ) : line === '' ? (
            <Choose seen={seen} personId={personId} onChosen={(taker, bag) => void make(taker, bag)} />
          ) : (
            <Card title={t('stepOffer')}>
              <ShownCode line={line} label={t('offerCode')} />
              <p>{t('thenScan')}</p>
              <ReadLine
                label={t('scanAnswer')}
                problem={wrong || false}
                onRead={(read) => void answered(read)}
              />
            </Card>
          )}
        </>
      )}
    </Page>
  )
}
