import type { OutputOf } from '#api/calls.ts'
import { useEffect, useMemo, useRef } from 'react'
import { useWords } from '../wording.ts'
import { frames } from './frames.ts'
import { findingWords } from './words.ts'

type Checked = OutputOf<'guard.check'>

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

/** The photos of an agreement with the lines of each finding framed and numbered; a frame leads to what was found there. */
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
  const framed = useMemo(() => frames(checked.findings), [checked.findings])
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
              {framed
                .filter((frame) => frame.page === page)
                .map(({ x, y, width, height, top, bottom, severity, numbers, fresh }) => (
                  <a
                    key={`${y} ${x}`}
                    className={severity}
                    // Findings stand in the order of the text: the others of this line follow the first.
                    href={`#${prefix}-finding-${fresh[0] ?? numbers[0]}`}
                    aria-label={t('mark', { numbers: numbers.join(t('between')) })}
                    style={{
                      left: share(x),
                      top: share(top),
                      width: share(width),
                      height: share(bottom - top),
                    }}
                  >
                    <span
                      className="frame"
                      style={{
                        top: share((y - top) / (bottom - top)),
                        height: share(height / (bottom - top)),
                      }}
                    >
                      {fresh.length > 0 && <span className="numbers">{fresh.join(t('between'))}</span>}
                    </span>
                  </a>
                ))}
            </div>
          </figure>
        )
      })}
    </div>
  )
}
