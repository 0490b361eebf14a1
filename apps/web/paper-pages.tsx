import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { InputOf, OutputOf } from '#api/calls.ts'
import { useRead } from './queries.ts'
import { Button } from './ui/button.tsx'
import { Loaded } from './ui/states.tsx'
import { useWords, words } from './wording.ts'

const paperWords = words({
  marked: [
    '图片上印有查看人、所在机构和查看时间；每次查看都有记录。',
    'Who looks, for which organisation and when is printed into the picture; every look is recorded.',
  ],
  page: ['第 {page} 页，共 {pages} 页', 'Page {page} of {pages}'],
  pageOf: ['{name}，第 {page} 页', '{name}, page {page}'],
  digest: [
    '收单机构上传的文件的摘要（SHA-256），可与厂商的原件核对：',
    'Digest (SHA-256) of the file the acquirer handed in, to compare with the maker’s own:',
  ],
  before: ['上一页', 'Previous page'],
  after: ['下一页', 'Next page'],
})

export type ShownPaper = OutputOf<'applications.document'>

/** Base64 of the answer → an address this page alone can open; revoked when it is shown no more. */
const useBlobUrl = (mediaType: string, content: string) => {
  const url = useMemo(() => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
    return URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  }, [mediaType, content])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}

type Paged = Pick<ShownPaper, 'mediaType' | 'content' | 'page' | 'pages'>

const Page = ({ paper, name, save }: { paper: Paged; name: string; save: string | undefined }) => {
  const t = useWords(paperWords)
  const url = useBlobUrl(paper.mediaType, paper.content)
  const alt = paper.pages === 1 ? name : t('pageOf', { name, page: paper.page })
  return (
    <>
      <img src={url} alt={alt} className="paper" />
      {save !== undefined && (
        <p>
          <a href={url} download={`${alt}.jpg`}>
            {save}
          </a>
        </p>
      )}
    </>
  )
}

/** The shown page and the way to those before and after it. */
const Pages = ({
  paper,
  name,
  save,
  onTurn,
}: {
  paper: Paged
  name: string
  save?: string | undefined
  onTurn: (page: number) => void
}) => {
  const t = useWords(paperWords)
  const { page, pages } = paper
  return (
    <>
      <Page paper={paper} name={name} save={save} />
      {pages > 1 && (
        <nav className="row between" aria-label={name}>
          <Button small disabled={page === 1} onClick={() => onTurn(page - 1)}>
            {t('before')}
          </Button>
          <span aria-live="polite">{t('page', { page, pages })}</span>
          <Button small disabled={page === pages} onClick={() => onTurn(page + 1)}>
            {t('after')}
          </Button>
        </nav>
      )}
    </>
  )
}

/** One paper, a page at a time: each is asked for when it is turned to, and bears the reader's watermark. */
export const PaperPages = ({
  caseId,
  kind,
  name,
  save,
  children,
}: {
  caseId: string
  kind: InputOf<'applications.document'>['kind']
  name: string
  /** Words of the link that saves the shown page; without them there is none. */
  save?: string
  /** What else this reader is told of the paper. */
  children?: (paper: ShownPaper) => ReactNode
}) => {
  const t = useWords(paperWords)
  const [page, setPage] = useState(1)
  const read = useRead('applications.document', { caseId, kind, page })
  return (
    <Loaded query={read}>
      {(paper) => (
        <div className="stack">
          <p className="soft small">{t('marked')}</p>
          <Pages paper={paper} name={name} save={save} onTurn={setPage} />
          {children?.(paper)}
        </div>
      )}
    </Loaded>
  )
}

/** A certificate of a model as its maker sent it: nobody's personal data, so without a watermark. */
export const CertificatePages = ({
  modelCode,
  kind,
  number,
  name,
}: Omit<InputOf<'catalogue.document'>, 'page'> & { name: string }) => {
  const t = useWords(paperWords)
  const [page, setPage] = useState(1)
  const read = useRead('catalogue.document', { modelCode, kind, number, page })
  return (
    <Loaded query={read}>
      {(paper) => (
        <div className="stack">
          <Pages paper={paper} name={name} onTurn={setPage} />
          <p className="soft small paper-digest">
            {t('digest')} <span className="code">{paper.sha256}</span>
          </p>
        </div>
      )}
    </Loaded>
  )
}

/** A closed bag, as whoever received it took it; under its reader's watermark. */
export const BagPicture = ({ photoId, name }: { photoId: string; name: string }) => {
  const t = useWords(paperWords)
  const read = useRead('devices.bag-photo', { photoId })
  return (
    <Loaded query={read}>
      {(photo) => (
        <figure className="stack tight">
          <Page paper={{ ...photo, page: 1, pages: 1 }} name={name} save={undefined} />
          <figcaption className="soft small">
            {name}
            <br />
            {t('marked')}
          </figcaption>
        </figure>
      )}
    </Loaded>
  )
}

/** One photo of a terminal, under its reader's watermark; each time it is opened is on record. */
export const TerminalPicture = ({ name, ...which }: InputOf<'inspections.photo'> & { name: string }) => {
  const t = useWords(paperWords)
  const read = useRead('inspections.photo', which)
  return (
    <Loaded query={read}>
      {(photo) => (
        <figure className="stack tight">
          <Page paper={{ ...photo, page: 1 }} name={name} save={undefined} />
          <figcaption className="soft small">
            {name}
            <br />
            {t('marked')}
          </figcaption>
        </figure>
      )}
    </Loaded>
  )
}
