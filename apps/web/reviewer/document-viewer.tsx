import Button from 'antd/es/button'
import { useEffect, useMemo, useState } from 'react'
import type { DocumentKind } from '../console/case-panels/application-panel.tsx'
import { Drawer } from '../console/drawer.tsx'
import { documentWords } from '../domain-words.ts'
import { useRead } from '../queries.ts'
import { Loaded } from '../ui/states.tsx'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

/** Base64 of the answer → an address this page alone can open; revoked when the viewer closes. */
const useBlobUrl = (mediaType: string, content: string) => {
  const url = useMemo(() => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
    return URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  }, [mediaType, content])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}

const Shown = ({ mediaType, content, name }: { mediaType: string; content: string; name: string }) => {
  const t = useWords(reviewerWords)
  const url = useBlobUrl(mediaType, content)
  return (
    <div className="stack">
      <p className="soft small">{t('documentOnRecord')}</p>
      {mediaType.startsWith('image/') ? (
        <img src={url} alt={name} className="document" />
      ) : (
        <p>{t('cannotShow')}</p>
      )}
      <p>
        <a href={url} download={name}>
          {t('saveDocument')}
        </a>
      </p>
    </div>
  )
}

const Fetched = ({ caseId, kind, name }: { caseId: string; kind: DocumentKind; name: string }) => {
  const read = useRead('applications.document', { caseId, kind })
  return <Loaded query={read}>{(document) => <Shown {...document} name={name} />}</Loaded>
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
        <Fetched caseId={caseId} kind={kind} name={name} />
      </Drawer>
    </>
  )
}
