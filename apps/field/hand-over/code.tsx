import { encode } from 'uqr'
import { useId, useMemo, useState } from 'react'
import { Button } from '../../web/ui/button.tsx'
import { TextArea } from '../../web/ui/fields.tsx'
import { useWords } from '../../web/wording.ts'
import { Scanner, canScan } from '../device/scanner.tsx'
import { handOverWords } from './words.ts'

const QUIET = 4

/** A line as a code for the other phone. Always dark on white: cameras do not know dark mode. */
export const ShownCode = ({ line, label }: { line: string; label: string }) => {
  const t = useWords(handOverWords)
  const { path, size } = useMemo(() => {
    const { data, size: drawn } = encode(line, { ecc: 'L', border: QUIET })
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
    return { path, size: drawn }
  }, [line])
  return (
    <figure className="shown-code">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <figcaption className="soft small">{label}</figcaption>
      <details>
        <summary>{t('noCamera')}</summary>
        <p className="code small break">{line}</p>
      </details>
    </figure>
  )
}

/** Reads the other phone's code; whoever has no camera pastes its text. */
export const ReadLine = ({
  label,
  problem,
  onRead,
}: {
  label: string
  problem?: string | false
  onRead: (line: string) => void
}) => {
  const t = useWords(handOverWords)
  const id = useId()
  const [scanning, setScanning] = useState(false)
  const [pasted, setPasted] = useState('')
  return (
    <div className="stack">
      {canScan() && (
        <Button
          kind="primary"
          wide
          onClick={() => setScanning(true)}
          aria-describedby={problem ? id : undefined}
        >
          {label}
        </Button>
      )}
      {problem && (
        <p id={id} role="alert" className="warn strong">
          {problem}
        </p>
      )}
      <details open={!canScan()}>
        <summary>{t('pasteInstead')}</summary>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            onRead(pasted.trim())
          }}
        >
          <TextArea
            label={t('pasted')}
            value={pasted}
            onChange={setPasted}
            carries="key"
            maxLength={1000}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit">{t('usePasted')}</Button>
        </form>
      </details>
      {scanning && (
        <Scanner
          title={label}
          otherwise={t('cameraRefused')}
          onClose={() => setScanning(false)}
          onRead={(line) => {
            setScanning(false)
            onRead(line)
          }}
        />
      )}
    </div>
  )
}
