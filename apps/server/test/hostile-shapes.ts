import { paperPdf, pdfOf, streamOf } from './hostile-files.ts'

/** A PDF made to hurt. A rule is named where it must be refused for that reason. */
export type HostilePdf = { readonly name: string; readonly file: Buffer; readonly rule?: string }

export const page = (more = '', content = 'BT /F1 40 Tf 60 700 Td (HARMLESS) Tj ET') =>
  paperPdf({ page: more, content })
export const catalogue = (more: string) => paperPdf({ catalogue: more })

/** One annotation over the whole page. */
export const annotation = (dictionary: string) =>
  page(`/Annots [<< /Type /Annot /Rect [0 0 595 842] /F 4 ${dictionary} >>]`)

/** Three objects of a plain page, and what else stands in the file from number 5 on. */
export const withObjects = (pageMore: string, content: string, ...objects: readonly (string | Buffer)[]) =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ${pageMore} >>`,
    streamOf('', Buffer.from(content)),
    ...objects,
  ])

export const image = (dictionary: string, content: Buffer | string) =>
  withObjects(
    '/Resources << /XObject << /X 5 0 R >> >>',
    '595 0 0 842 0 0 cm /X Do',
    streamOf(`/Type /XObject /Subtype /Image ${dictionary}`, Buffer.from(content)),
  )

export const font = (dictionary: string, ...objects: readonly (string | Buffer)[]) =>
  withObjects(
    '/Resources << /Font << /F1 5 0 R >> >>',
    'BT /F1 24 Tf 60 700 Td (HARMLESS HARMLESS HARMLESS) Tj ET',
    `<< /Type /Font ${dictionary} >>`,
    ...objects,
  )

export const repeated = (text: string, times: number) => Buffer.from(text.repeat(times))
