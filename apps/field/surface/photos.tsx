import type { InputOf } from '#api/calls.ts'
import { type PhotoSide, photoSides } from '#device/surface.ts'
import { useState } from 'react'
import { base64Of, shrunk } from '../../web/encode.ts'
import { FileInput } from '../../web/ui/file-input.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { surfaceWords } from './words.ts'

export type Photo = InputOf<'inspections.record'>['photos'][number]

/** Front and back of a terminal, drawn again small before they are kept or sent. */
export const Photos = ({
  photos,
  take,
  kept,
  asked,
  reference,
}: {
  photos: Partial<Record<PhotoSide, Photo>>
  take: (photo: Photo) => void
  /** They lie in the phone's outbox already. */
  kept: boolean
  asked: boolean
  /** Taken before it is installed: asked for, and not demanded. */
  reference?: boolean
}) => {
  const t = useWords(surfaceWords)
  const [failed, setFailed] = useState<PhotoSide | null>(null)
  const read = async (side: PhotoSide, file: File) => {
    try {
      take({ side, mediaType: 'image/jpeg', content: await base64Of(await shrunk(file)) })
      setFailed(null)
    } catch {
      setFailed(side)
    }
  }
  return (
    <Card title={t('photos')}>
      {reference && <p>{t('referenceWhy')}</p>}
      <p className="soft">{t('photosWhy')}</p>
      {photoSides.map((side) => {
        const photo = photos[side]
        return (
          <FileInput
            key={side}
            camera
            label={t(side)}
            accept="image/*"
            problem={failed === side ? t('photoFailed') : asked && !photo && t('photoMissing')}
            present={
              photo &&
              (kept ? t('photoWaits') : t('photoTaken', { kb: Math.ceil((photo.content.length * 3) / 4000) }))
            }
            onFile={(file) => void read(side, file)}
          />
        )
      })}
    </Card>
  )
}
