import { useState } from 'react'
import { Button } from '../../web/ui/button.tsx'
import { TextInput } from '../../web/ui/fields.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { useWords } from '../../web/wording.ts'
import type { Fix } from './form.ts'
import { surveyWords } from './words.ts'

/** Coarser than this nobody can say that the phone was in the shop (SURV-3, BIND-6). */
const LIMIT_METRES = 200

const degrees = (e6: number) => (e6 / 1_000_000).toFixed(6)
const inMillionths = (typed: string, most: number): number | null => {
  const value = Number(typed)
  return typed.trim() !== '' && Math.abs(value) <= most ? Math.round(value * 1_000_000) : null
}

const ByHand = ({ onFix }: { onFix: (fix: Fix) => void }) => {
  const t = useWords(surveyWords)
  const [latitude, setLatitude] = useState('')
  const [longitude, setLongitude] = useState('')
  const [accuracy, setAccuracy] = useState('')
  const [wrong, setWrong] = useState(false)
  const use = () => {
    const latitudeE6 = inMillionths(latitude, 90)
    const longitudeE6 = inMillionths(longitude, 180)
    const readable = latitudeE6 !== null && longitudeE6 !== null && /^\d{1,5}$/.test(accuracy.trim())
    setWrong(!readable)
    if (readable) onFix({ latitudeE6, longitudeE6, accuracyMetres: Number(accuracy) })
  }
  return (
    <details className="by-hand">
      <summary>{t('byHand')}</summary>
      <div className="stack">
        <p className="soft small">{t('byHandHelp')}</p>
        <div className="columns">
          <TextInput label={t('latitude')} value={latitude} onChange={setLatitude} suffix="°" />
          <TextInput label={t('longitude')} value={longitude} onChange={setLongitude} suffix="°" />
          <TextInput
            label={t('accuracy')}
            value={accuracy}
            onChange={setAccuracy}
            inputMode="numeric"
            suffix={t('metres')}
          />
        </div>
        {wrong && (
          <Notice tone="bad" alert>
            {t('badPosition')}
          </Notice>
        )}
        <Button onClick={use}>{t('usePosition')}</Button>
      </div>
    </details>
  )
}

/** Where the phone is: asked of the phone, typed by hand when it will not say. */
export const PositionField = ({
  fix,
  onFix,
  problem,
  limit = LIMIT_METRES,
}: {
  fix: Fix | null
  onFix: (fix: Fix) => void
  problem?: string | false
  limit?: number
}) => {
  const t = useWords(surveyWords)
  const [locating, setLocating] = useState(false)
  const [trouble, setTrouble] = useState<'positionRefused' | 'positionFailed' | null>(null)
  const locate = () => {
    setLocating(true)
    setTrouble(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLocating(false)
        onFix({
          latitudeE6: Math.round(coords.latitude * 1_000_000),
          longitudeE6: Math.round(coords.longitude * 1_000_000),
          accuracyMetres: Math.min(100_000, Math.ceil(coords.accuracy)),
        })
      },
      (error) => {
        setLocating(false)
        setTrouble(error.code === error.PERMISSION_DENIED ? 'positionRefused' : 'positionFailed')
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    )
  }
  return (
    <div className="stack">
      <Button busy={locating} onClick={locate}>
        {t(locating ? 'locating' : fix ? 'takeAgain' : 'takePosition')}
      </Button>
      <div role="status" className="stack tight">
        {fix && (
          <p className="digits strong">
            {t('positionIs', {
              lat: degrees(fix.latitudeE6),
              lon: degrees(fix.longitudeE6),
              m: String(fix.accuracyMetres),
            })}
          </p>
        )}
        {fix && fix.accuracyMetres > limit && <Notice tone="warning">{t('tooCoarse', { limit })}</Notice>}
        {trouble && <Notice tone="warning">{t(trouble)}</Notice>}
      </div>
      {problem && (
        <div className="field-problem" role="alert" tabIndex={-1}>
          <span aria-hidden="true">!</span>
          <div>{problem}</div>
        </div>
      )}
      <ByHand onFix={onFix} />
    </div>
  )
}
