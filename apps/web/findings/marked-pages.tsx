import type { OutputOf } from '#api/calls.ts'
import { useEffect, useRef } from 'react'
import { useWords } from '../wording.ts'
import { findingWords } from './words.ts'

type Checked = OutputOf<'guard.check'>
type Mark = Checked['findings'][number]['places'][number] & {
  readonly number: number
  readonly severity: Checked['findings'][number]['severity']
}

const longest = 1_400

/** A photo drawn upright, as it was read. */
const Sheet = ({ photo, quarters, label }: { photo: Blob; quarters: number; label: string }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let gone = false
    const draw = async () => {
      const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
      const sheet = canvas.current
      const pen = sheet?.getContext('2d')
      if (!gone && sheet && pen) {
        const ratio = Math.min(1, longest / Math.max(picture.width, picture.height))
        const [width, height] = [picture.width * ratio, picture.height * ratio]
        const isTurned = quarters % 2 === 1
        sheet.width = Math.round(isTurned ? height : width)
        sheet.height = Math.round(isTurned ? width : height)
        pen.translate(sheet.width / 2, sheet.height / 2)
        pen.rotate((quarters * Math.PI) / 2)
        pen.drawImage(picture, -width / 2, -height / 2, width, height)
      }
      picture.close()
    }
    void draw().catch(() => {})
    return () => {
      gone = true
    }
  }, [photo, quarters])
  return <canvas ref={canvas} role="img" aria-label={label} />
}

/** The photos of an agreement with the lines of each finding framed; a frame leads to what was found there. */
export const MarkedPages = ({
  photos,
  checked,
  prefix,
}: {
  photos: readonly Blob[]
  checked: Pick<Checked, 'findings' | 'turned'>
  prefix: string
}) => {
  const t = useWords(findingWords)
  const marks = checked.findings.flatMap(({ places, severity }, at): Mark[] =>
    places.map((place) => ({ ...place, severity, number: at + 1 })),
  )
  const share = (value: number) => `${Math.max(0, Math.min(1, value)) * 100}%`
  return (
    <div className="marked-pages" role="region" aria-label={t('photos')} tabIndex={0}>
      {photos.map((photo, index) => {
        const page = index + 1
        return (
          // Photos have no name of their own, and their order is the document's.
          <figure key={page}>
            <figcaption className="soft small">{t('page', { n: page })}</figcaption>
            <div className="marked-sheet">
              <Sheet
                photo={photo}
                quarters={checked.turned.find((each) => each.page === page)?.quarters ?? 0}
                label={t('page', { n: page })}
              />
              {marks
                .filter((mark) => mark.page === page)
                .map((mark) => (
                  <a
                    key={`${mark.number} ${mark.y} ${mark.x}`}
                    className={mark.severity}
                    href={`#${prefix}-finding-${mark.number}`}
                    aria-label={t('mark', { numbers: mark.number })}
                    style={{
                      left: share(mark.x),
                      top: share(mark.y),
                      width: share(mark.width),
                      height: share(mark.height),
                    }}
                  />
                ))}
            </div>
          </figure>
        )
      })}
    </div>
  )
}
