import { useEffect, useRef, useState } from 'react'
import { Dialog } from '../../web/ui/dialog.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { useWords } from '../../web/wording.ts'
import { openDetector, type Detector } from './detector.ts'
import { deviceWords } from './words.ts'

/** Can this phone read codes with its camera? Otherwise numbers are typed. */
export const canScan = () => 'mediaDevices' in navigator

const LOOK_EVERY_MS = 200

/** The camera in a dialog; the first code it reads closes it. */
export const Scanner = ({
  title,
  otherwise,
  onRead,
  onClose,
}: {
  title: string
  /** What to do when the camera does not open. */
  otherwise: string
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
        void openDetector().then(look, () => here && setRefused(true))
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
          {otherwise}
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
