import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

const cMapUrl = `${join(import.meta.dirname, '../../../node_modules/pdfjs-dist/cmaps')}/`

/** The text of a PDF as another program reads it, without any white space, and without our header and page numbers. */
export const pdfText = async (pdf: Uint8Array): Promise<string> => {
  const task = getDocument({ data: new Uint8Array(pdf), cMapUrl, verbosity: 0 })
  const document = await task.promise
  const pieces: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    for (const item of items) if ('str' in item) pieces.push(item.str)
  }
  await task.destroy()
  return bare(pieces.join(''))
}

/** Header, page number and white space taken away. */
export const bare = (text: string): string =>
  text
    .replaceAll(/\s/gu, '')
    .replaceAll(/(?:补充)?协议agr_[0-9a-f]+·第\d+版Fangxin/gu, '')
    .replaceAll(/第\d+页\/共\d+页/gu, '')
