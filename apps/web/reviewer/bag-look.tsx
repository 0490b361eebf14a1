import Form from 'antd/es/form'
import type { InputOf } from '#api/calls.ts'
import { useState } from 'react'
import { WholeInput } from '../console/amount-input.tsx'
import { handed } from '../encode.ts'
import { BagPicture } from '../paper-pages.tsx'
import { momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { FileInput } from '../ui/file-input.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { custodyWords } from './custody-words.ts'

export type BagLook = Pick<InputOf<'devices.receive'>, 'weightGrams' | 'photo'>

type Photo = NonNullable<BagLook['photo']>

const PhotoInput = ({
  value,
  onChange,
}: {
  value?: Photo | undefined
  onChange?: (value: Photo) => void
}) => {
  const t = useWords(custodyWords)
  const [reading, setReading] = useState(false)
  const take = async (file: File) => {
    setReading(true)
    const { mediaType, content } = await handed(file, false)
    onChange?.({ mediaType, content })
    setReading(false)
  }
  return (
    <FileInput
      camera
      label={t('bagPhoto')}
      help={t('bagPhotoHelp')}
      accept="image/jpeg,image/png"
      busy={reading}
      present={value && t('bagPhotoThere')}
      onFile={(file) => void take(file)}
    />
  )
}

/** What the closed bag weighs, first; without scales a photo of it (CUST-67). */
export const BagLookFields = () => {
  const t = useWords(custodyWords)
  const photo: unknown = Form.useWatch('photo')
  return (
    <>
      {/* Neither field alone is needed, nor optional: one of the two. */}
      <Form.Item
        name="weightGrams"
        label={t('bagWeight')}
        extra={t('bagWeightHelp')}
        rules={[
          {
            validator: (_, grams: unknown) =>
              typeof grams === 'number' || photo !== undefined
                ? Promise.resolve()
                : Promise.reject(new Error(t('bagLookNeeded'))),
          },
        ]}
      >
        <WholeInput min={1} max={100_000} unit="g" />
      </Form.Item>
      <Form.Item name="photo">
        <PhotoInput />
      </Form.Item>
    </>
  )
}

/** Photos of this device's bags, opened by a press: each look at one is on record. */
export const BagPhotos = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(custodyWords)
  const { language } = useSettings()
  const [shown, setShown] = useState<string | null>(null)
  const items = useRead('devices.bag-photos', { deviceId }).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Card title={t('bagPhotos')}>
      <div className="stack">
        {items.map(({ photoId, takenAt, by }) => {
          const name = t('bagPhotoOf', { at: momentOf(takenAt, language), by })
          return shown === photoId ? (
            <BagPicture key={photoId} photoId={photoId} name={name} />
          ) : (
            <div key={photoId}>
              <Button small onClick={() => setShown(photoId)}>
                {name}
              </Button>
            </div>
          )
        })}
      </div>
    </Card>
  )
}
