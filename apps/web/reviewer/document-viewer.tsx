import Button from 'antd/es/button'
import { useState } from 'react'
import type { DocumentKind } from '../console/case-panels/application-panel.tsx'
import { Drawer } from '../console/drawer.tsx'
import { documentWords } from '../domain-words.ts'
import { PaperPages, type ShownPaper } from '../paper-pages.tsx'
import { Facts } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

const degrees = (millionths: number) => (millionths / 1_000_000).toFixed(6)

/** What came with the paper: the scanner's answer, and what the camera had written into the photo. */
const CameWith = ({ scan, camera }: Pick<ShownPaper, 'scan' | 'camera'>) => {
  const t = useWords(reviewerWords)
  return (
    <>
      <p className="soft small">{scan === 'clean' ? t('scanClean') : t('scanNone')}</p>
      {camera === null ? (
        <p className="soft small">{t('cameraNone')}</p>
      ) : (
        <section className="stack tight">
          <h3>{t('cameraTitle')}</h3>
          <Facts
            rows={[
              camera.takenAt !== null && [t('cameraTakenAt'), camera.takenAt.replace('T', ' ')],
              camera.latitudeE6 !== null &&
                camera.longitudeE6 !== null && [
                  t('cameraPlace'),
                  `${degrees(camera.latitudeE6)}, ${degrees(camera.longitudeE6)}`,
                ],
              camera.camera !== null && [t('cameraMade'), camera.camera],
            ]}
          />
          <p className="soft small">{t('cameraHint')}</p>
        </section>
      )}
    </>
  )
}

/** Opens one paper. It is asked for only on the press: every look is audited. */
export const DocumentViewer = ({ caseId, kind }: { caseId: string; kind: DocumentKind }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const [open, setOpen] = useState(false)
  const name = both(documentWords[kind])
  return (
    <>
      <Button size="small" aria-label={t('viewDocumentNamed', { name })} onClick={() => setOpen(true)}>
        {t('viewDocument')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={name}>
        <PaperPages caseId={caseId} kind={kind} name={name} save={t('saveDocument')}>
          {({ scan, camera }) => <CameWith scan={scan} camera={camera} />}
        </PaperPages>
      </Drawer>
    </>
  )
}
