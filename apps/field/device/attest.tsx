import { type FormEvent, useRef, useState } from 'react'
import { RadioCards } from '../../web/ui/choices.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { useKeptCommand } from '../kept-command.ts'
import { SendButton } from '../send-button.tsx'
import type { Device } from '../stations.ts'
import { ReadSerial } from './read-code.tsx'
import { deviceWords } from './words.ts'

/** Whoever carries a terminal says that it is here and whole: the yearly look at what is out in the field (CUST-37). */
export const Attest = ({ device }: { device: Device }) => {
  const t = useWords(deviceWords)
  const [serial, setSerial] = useState<string | null>(null)
  const [whole, setWhole] = useState<'yes' | 'no' | ''>('')
  const [asked, setAsked] = useState(false)
  const attest = useKeptCommand('devices.attest', device.deviceId)
  const { waiting } = attest
  // The same number twice is no slip of the hand.
  const told = useRef('')
  const readSerial = serial ?? waiting?.readSerial ?? ''
  const undamaged = whole || (waiting === null ? '' : waiting.undamaged ? 'yes' : 'no')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!readSerial.trim() || undamaged === '') return
    const read = {
      deviceId: device.deviceId,
      readSerial: readSerial.trim(),
      undamaged: undamaged === 'yes',
    }
    const readAgain = attest.problem?.rule === 'CUST-62' && told.current === read.readSerial
    told.current = read.readSerial
    attest.send({ ...read, ...(readAgain && { readAgain }) })
  }
  return (
    <Card title={t('attest')}>
      {attest.data ? (
        <Notice tone="good" title={t('attested')} />
      ) : (
        <form noValidate onSubmit={submit} className="stack">
          <p>{t('attestWhy')}</p>
          <ReadSerial value={readSerial} onChange={setSerial} asked={asked} />
          <RadioCards<'yes' | 'no'>
            inline
            legend={t('caseUndamaged')}
            problem={asked && undamaged === '' && t('answerThis')}
            value={undamaged}
            onChange={setWhole}
            choices={[
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ]}
          />
          <SendButton command={attest}>{t('attestNow')}</SendButton>
        </form>
      )}
    </Card>
  )
}
