import type { OutputOf } from '#api/calls.ts'
import { useRef, useState } from 'react'
import { useCommand } from '../queries.ts'
import { useReadiness } from '../readiness.ts'
import { Button } from '../ui/button.tsx'
import { RadioCards } from '../ui/choices.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea, TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Card } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { deviceWords } from './device-words.ts'

type Device = OutputOf<'devices.device'>['device']

/** A posted terminal arrived: the seal is typed from the package. In the demo nobody holds one, so it is said here. */
export const Receive = ({ device: { deviceId, serialNo, sealNo } }: { device: Device }) => {
  const t = useWords(deviceWords)
  const ready = useReadiness()
  const tell = useToast()
  const [readSerial, setSerial] = useState('')
  const [readSeal, setReadSeal] = useState('')
  const [intact, setIntact] = useState<'yes' | 'no' | ''>('')
  const [asked, setAsked] = useState(false)
  const receive = useCommand('devices.confirm-receipt')
  return (
    <Card tone="info" title={t('receiveTitle')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (intact === '') return
          receive.send(
            {
              ...{ deviceId, readSerial: readSerial.trim(), readSeal: readSeal.trim() },
              sealIntact: intact === 'yes',
            },
            ({ status }) => tell(t(status === 'suspect' ? 'receivedDoubt' : 'received')),
          )
        }}
      >
        <TextInput
          label={t('readBoxSerial')}
          help={t('readBoxSerialHelp')}
          value={readSerial}
          onChange={setSerial}
          carries="serial"
          required
          maxLength={50}
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          label={t('readSeal')}
          help={t('readSealHelp')}
          value={readSeal}
          onChange={setReadSeal}
          carries="serial"
          required
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
        />
        <RadioCards<'yes' | 'no'>
          inline
          legend={t('sealIntact')}
          problem={asked && intact === '' && t('chooseOne')}
          value={intact}
          onChange={setIntact}
          choices={[
            { value: 'yes', label: t('wholeYes') },
            { value: 'no', label: t('wholeNo') },
          ]}
        />
        {ready.data?.demo && sealNo !== null && (
          <Notice tone="warning" title={t('demoLabel')}>
            <span className="code">
              {serialNo} · {sealNo}
            </span>
          </Notice>
        )}
        <ProblemNotice problem={receive.problem} />
        <Button kind="primary" type="submit" busy={receive.busy}>
          {t('receive')}
        </Button>
      </form>
    </Card>
  )
}

/** Once a year somebody looks at what is out in the shops: the merchant reads the label and the case (CUST-37). */
export const Attest = ({ device: { deviceId } }: { device: Device }) => {
  const t = useWords(deviceWords)
  const tell = useToast()
  const [readSerial, setSerial] = useState('')
  const [whole, setWhole] = useState<'yes' | 'no' | ''>('')
  const [asked, setAsked] = useState(false)
  const attest = useCommand('devices.attest')
  // The same number twice is no slip of the hand.
  const told = useRef('')
  return (
    <Card title={t('attest')}>
      <details>
        <summary>{t('attestOpen')}</summary>
        <form
          noValidate
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
            if (readSerial.trim() === '' || whole === '') return
            const read = { deviceId, readSerial: readSerial.trim(), undamaged: whole === 'yes' }
            const readAgain = attest.problem?.rule === 'CUST-62' && told.current === read.readSerial
            told.current = read.readSerial
            attest.send({ ...read, ...(readAgain && { readAgain }) }, ({ status }) => {
              tell(t(status === 'suspect' ? 'attestDiffers' : 'attested'))
              setSerial('')
              setWhole('')
              setAsked(false)
            })
          }}
        >
          <p>{t('attestWhy')}</p>
          <TextInput
            label={t('readSerial')}
            help={t('readSerialHelp')}
            problem={asked && readSerial.trim() === '' && t('readIt')}
            value={readSerial}
            onChange={setSerial}
            carries="serial"
            maxLength={50}
            autoComplete="off"
            spellCheck={false}
          />
          <RadioCards<'yes' | 'no'>
            inline
            legend={t('whole')}
            problem={asked && whole === '' && t('chooseOne')}
            value={whole}
            onChange={setWhole}
            choices={[
              { value: 'yes', label: t('wholeYes') },
              { value: 'no', label: t('wholeNo') },
            ]}
          />
          <ProblemNotice problem={attest.problem} />
          <Button type="submit" busy={attest.busy}>
            {t('attestNow')}
          </Button>
        </form>
      </details>
    </Card>
  )
}

/** The merchant's own word on this terminal. */
export const AcceptOrRefuse = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(deviceWords)
  const tell = useToast()
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const accept = useCommand('devices.accept')
  const refuse = useCommand('devices.refuse')
  return (
    <Card tone="info" title={t('decide')}>
      <ProblemNotice problem={accept.problem} />
      <Button
        kind="primary"
        busy={accept.busy}
        onClick={() => accept.send({ deviceId }, () => tell(t('accepted')))}
      >
        {t('accept')}
      </Button>
      <Button kind="danger" onClick={() => setRefusing(true)}>
        {t('refuse')}
      </Button>
      <Dialog open={refusing} onClose={() => setRefusing(false)} title={t('refuse')}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            refuse.send({ deviceId, reason: reason.trim() }, () => {
              tell(t('refused'))
              setRefusing(false)
            })
          }}
        >
          <p>{t('refuseWhy')}</p>
          <TextArea label={t('reason')} value={reason} onChange={setReason} required maxLength={500} />
          <ProblemNotice problem={refuse.problem} />
          <Button kind="danger" type="submit" busy={refuse.busy}>
            {t('refuse')}
          </Button>
        </form>
      </Dialog>
    </Card>
  )
}
