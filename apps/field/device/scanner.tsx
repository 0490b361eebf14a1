import { useEffect, useRef, useState } from 'react'
import { Dialog } from '../../web/ui/dialog.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { useWords } from '../../web/wording.ts'
import { deviceWords } from './words.ts'

/** Shape Detection API (WICG): Android's Chrome has it, the compiler's DOM library does not know it. */
type Detector = { detect: (from: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> }
type DetectorMaker = new (options?: { formats: readonly string[] }) => Detector

const detectorMaker = (): DetectorMaker | null =>
  (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector ?? null

/** Can this phone read codes with its camera? Otherwise numbers are typed. */
export const canScan = () => detectorMaker() !== null && 'mediaDevices' in navigator

/** Symbologies on the labels of terminals and seals. */
const FORMATS = ['code_128', 'code_39', 'qr_code', 'data_matrix', 'ean_13'] as const
const LOOK_EVERY_MS = 200

/** The camera in a dialog; the first code it reads closes it. */
export const Scanner = ({
  title,
  onRead,
  onClose,
}: {
  title: string
  onRead: (text: string) => void
  onClose: () => void
}) => {
  const t = useWords(deviceWords)
  const video = useRef<HTMLVideoElement>(null)
  const [refused, setRefused] = useState(false)
  const read = useRef(onRead)
  useEffect(() => {
    read.current = onRead
  }, [onRead])

  useEffect(() => {
    const Maker = detectorMaker()
    if (!Maker) return
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let here = true
    const look = async (detector: Detector) => {
      const picture = video.current
      const codes =
        picture && picture.readyState >= picture.HAVE_CURRENT_DATA
          ? await detector.detect(picture).catch(() => [])
          : []
      if (!here) return
      const [first] = codes
      if (first) read.current(first.rawValue.trim())
      else timer = setTimeout(() => void look(detector), LOOK_EVERY_MS)
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      (camera) => {
        stream = camera
        if (!here || !video.current) {
          for (const track of camera.getTracks()) track.stop()
          return
        }
        video.current.srcObject = camera
        void look(new Maker({ formats: FORMATS }))
      },
      () => here && setRefused(true),
    )
    return () => {
      here = false
      clearTimeout(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
  }, [])

  return (
    <Dialog open onClose={onClose} title={title}>
      {refused ? (
        <Notice tone="warning" alert>
          {t('scanRefused')}
        </Notice>
      ) : (
        <>
          <video ref={video} className="scanner" autoPlay playsInline muted aria-label={title} />
          <p className="soft">{t('scanning')}</p>
        </>
      )}
    </Dialog>
  )
}
