import { type ReactNode, useState } from 'react'
import { Button } from '../../web/ui/button.tsx'
import { TextInput } from '../../web/ui/fields.tsx'
import { useWords } from '../../web/wording.ts'
import { Scanner, canScan } from './scanner.tsx'
import { deviceWords } from './words.ts'

/** A number on a label: scanned where the phone can, typed everywhere. The record's own number is never shown here. */
export const ReadCode = ({
  label,
  help,
  problem,
  value,
  onChange,
}: {
  label: string
  help?: ReactNode
  problem?: string | false
  value: string
  onChange: (value: string) => void
}) => {
  const t = useWords(deviceWords)
  const [scanning, setScanning] = useState(false)
  return (
    <div className="read-code">
      <TextInput
        label={label}
        help={help}
        problem={problem}
        value={value}
        onChange={onChange}
        carries="serial"
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={40}
        className="code"
      />
      {canScan() && (
        <Button aria-label={t('scanWhat', { what: label })} onClick={() => setScanning(true)}>
          {t('scan')}
        </Button>
      )}
      {scanning && (
        <Scanner
          title={t('scanWhat', { what: label })}
          otherwise={t('scanRefused')}
          onClose={() => setScanning(false)}
          onRead={(text) => {
            onChange(text.slice(0, 40))
            setScanning(false)
          }}
        />
      )}
    </div>
  )
}

type OfLabel = {
  readonly value: string
  readonly onChange: (value: string) => void
  /** The form was sent once: what is missing is said. */
  readonly asked: boolean
}

/** The serial number, off the label of the terminal in hand. */
export const ReadSerial = ({ value, onChange, asked }: OfLabel) => {
  const t = useWords(deviceWords)
  const problem = asked && value.trim() === '' && t('readIt')
  return (
    <ReadCode
      label={t('serial')}
      help={t('serialHelp')}
      problem={problem}
      value={value}
      onChange={onChange}
    />
  )
}

/** The seal's number, off the bag. */
export const ReadSeal = ({ value, onChange, asked }: OfLabel) => {
  const t = useWords(deviceWords)
  const problem = asked && value.trim() === '' && t('readIt')
  return (
    <ReadCode label={t('seal')} help={t('sealHelp')} problem={problem} value={value} onChange={onChange} />
  )
}
