import {
  acceptancePayload,
  areTogether,
  readOffer,
  signedLine,
  type Offer,
  type Signed,
} from '#device/hand-over.ts'
import { type FormEvent, useState } from 'react'
import { Button, LinkButton } from '../../web/ui/button.tsx'
import { RadioCards } from '../../web/ui/choices.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { ReadCode } from '../device/read-code.tsx'
import { OfflineNotice } from '../offline-notice.tsx'
import type { SigningPhone } from '../shelf.ts'
import { UnsentList } from '../unsent-list.tsx'
import { ReadLine, ShownCode } from './code.tsx'
import { keptCounterparts, type SignedLines, type Told } from './kept.ts'
import { Outcomes } from './outcomes.tsx'
import { digestOf, hasSigned, sign } from './phone.ts'
import { handOverWords } from './words.ts'

type Props = {
  personId: string
  phone: SigningPhone
  told: readonly Told[]
  onSigned: (handOverId: string, lines: SignedLines) => Promise<void>
}
type Asked = { readonly line: string; readonly offer: Signed<Offer>; readonly known: boolean }

const plain = (code: string) => code.trim().toUpperCase()

/** The box in the taker's hands: read, not copied from the other phone. */
const Box = ({
  offer,
  onRead,
}: {
  offer: Offer
  onRead: (serial: string, seal: string, intact: boolean) => void
}) => {
  const t = useWords(handOverWords)
  const [serial, setSerial] = useState('')
  const [seal, setSeal] = useState('')
  const [intact, setIntact] = useState<'yes' | 'no' | ''>('')
  const [asked, setAsked] = useState(false)
  const bagged = offer.sealNo !== ''
  const differs = plain(serial) !== offer.serialNo || (bagged && plain(seal) !== offer.sealNo)
  const doubtful = differs || (bagged && intact === 'no')
  const complete = serial.trim() !== '' && (!bagged || (seal.trim() !== '' && intact !== ''))
  const warned = asked && complete && doubtful
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // What is doubtful is shown once; sent again it goes to the record as it is, and the terminal into quarantine.
    if (complete && (!doubtful || warned))
      onRead(plain(serial), bagged ? plain(seal) : '', !bagged || intact === 'yes')
    setAsked(true)
  }
  return (
    <form noValidate onSubmit={submit} className="stack">
      <ReadCode
        label={t('serial')}
        help={t('readOffBox')}
        problem={asked && serial.trim() === '' && t('readIt')}
        value={serial}
        onChange={setSerial}
      />
      {bagged && (
        <>
          <ReadCode
            label={t('bag')}
            help={t('readOffBag')}
            problem={asked && seal.trim() === '' && t('readIt')}
            value={seal}
            onChange={setSeal}
          />
          <RadioCards<'yes' | 'no'>
            inline
            legend={t('intact')}
            problem={asked && intact === '' && t('answerThis')}
            value={intact}
            onChange={setIntact}
            choices={[
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ]}
          />
        </>
      )}
      {warned && (
        <Notice tone="bad" alert title={t(differs ? 'differs' : 'broken')}>
          {t(differs ? 'differsWhy' : 'brokenWhy')}
        </Notice>
      )}
      <Button kind={warned ? 'danger' : 'primary'} wide type="submit">
        {t(warned ? 'signDiffering' : 'signTaking')}
      </Button>
    </form>
  )
}

/** Takes a terminal: reads the offer, reads the box, signs, and shows the answer. */
export const Take = ({ personId, phone, told, onSigned }: Props) => {
  const t = useWords(handOverWords)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [wrong, setWrong] = useState('')
  const [answer, setAnswer] = useState('')

  const read = async (line: string) => {
    const offer = readOffer(line)
    if (!offer) return setWrong(t('notAnOffer'))
    if (offer.value.takerId !== personId) return setWrong(t('notForYou'))
    if (!areTogether(offer.value.at, new Date().toISOString())) return setWrong(t('expired'))
    const kept = await keptCounterparts(offer.value.deviceId)
    const giver = kept?.people.find((person) => person.personId === offer.value.giverId)
    const key = giver?.keys.find((each) => each.keyId === offer.value.giverKeyId)
    if (key && !(await hasSigned(key.publicKey, offer))) return setWrong(t('badSignature'))
    setWrong('')
    setAsked({ line, offer, known: key !== undefined })
  }

  const take = async ({ line, offer }: Asked, readSerial: string, readSeal: string, sealIntact: boolean) => {
    const { handOverId } = offer.value
    const at = new Date().toISOString()
    const payload = acceptancePayload({
      handOverId,
      offerDigest: await digestOf(line),
      takerKeyId: phone.keyId,
      ...{ readSerial, readSeal, sealIntact, at },
    })
    const acceptance = signedLine(payload, await sign(phone, payload))
    setAnswer(acceptance)
    await onSigned(handOverId, { offer: line, acceptance })
  }

  return (
    <Page title={t('take')} back="/">
      <OfflineNotice />
      {answer !== '' ? (
        <Card title={t('stepAnswer')}>
          <ShownCode line={answer} label={t('answerCode')} />
          <p>{t('keepShowing')}</p>
          <Outcomes told={told} />
          <UnsentList within="/hand-over" />
          <LinkButton wide href="/">
            {t('toStart')}
          </LinkButton>
        </Card>
      ) : asked ? (
        <Card title={t('stepBox')}>
          <p>{t(asked.known ? 'giverKnown' : 'giverUnknown')}</p>
          <Box
            offer={asked.offer.value}
            onRead={(serial, seal, intact) => void take(asked, serial, seal, intact)}
          />
        </Card>
      ) : (
        <Card title={t('stepScan')}>
          <ReadLine label={t('scanOffer')} problem={wrong || false} onRead={(line) => void read(line)} />
        </Card>
      )}
    </Page>
  )
}
