import { createHash } from 'node:crypto'
import type { Certificate, Model } from '#device/certificate.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { byteCaps } from '../documents/declared.ts'
import { readUpload } from '../documents/upload.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { keepPages, openPage } from './certificate-pages.ts'
import { loadModel, registerModel } from './models.ts'

type Named = Pick<Certificate, 'kind' | 'number'>

const isThis =
  ({ kind, number }: Named) =>
  (each: Certificate): boolean =>
    each.kind === kind && each.number === number

/** CERT-17: a certificate of the asker's own model. */
const ownCertificate = async (
  errand: Errand,
  modelCode: string,
  named: Named,
): Promise<{ readonly model: Model; readonly certificate: Certificate } | Refusal> => {
  const [owned] = await errand.run(
    db
      .selectFrom('models')
      .select('model_code')
      .where('model_code', '=', modelCode)
      .where('acquirer_id', '=', errand.actor.organisationId),
  )
  if (!owned) return refuse('CERT-17', {}, 'modelCode')
  const model = await loadModel(errand, modelCode)
  const certificate = model.certificates.find(isThis(named))
  return certificate ? { model, certificate } : refuse('CERT-17', {}, 'number')
}

/** A certificate as its maker sent it: handed in by the acquirer, read by whoever is to trust the model. */
export const certificatePapers: Room<'catalogue.attach-document' | 'catalogue.document'> = {
  async 'catalogue.attach-document'(errand, { modelCode, kind, number, fileName, mediaType, content }) {
    const found = await ownCertificate(errand, modelCode, { kind, number })
    if (isRefusal(found)) return found
    const { model, certificate } = found
    const upload = Buffer.from(content, 'base64')
    const sha256 = createHash('sha256').update(upload).digest('hex')
    if (certificate.documentSha256 !== undefined && certificate.documentSha256 !== sha256)
      return refuse('CERT-18', {}, 'content')
    const paper = await readUpload(
      upload,
      { fileName, mediaType },
      {
        ...{ caps: byteCaps, pdf: true },
        ...{ whose: errand.actor.organisationId, clamd: errand.house.config.clamd },
      },
    )
    if (isRefusal(paper)) return refuse(paper.rule, paper.params, 'content')
    await keepPages(errand, sha256, paper)
    if (certificate.documentSha256 === undefined) {
      const certificates = model.certificates.map((each) =>
        each === certificate ? { ...each, documentSha256: sha256 } : each,
      )
      const wrong = await registerModel(errand, { ...model, certificates })
      if (wrong) return wrong
    }
    return { sha256, pages: paper.pages.length, scan: paper.scan }
  },

  async 'catalogue.document'(errand, { modelCode, kind, number, page = 1 }) {
    const { certificates } = await loadModel(errand, modelCode)
    const sha256 = certificates.find(isThis({ kind, number }))?.documentSha256
    const found = sha256 === undefined ? null : await openPage(errand, sha256, page)
    if (sha256 === undefined || found === null) throw new NotFound()
    const { content, pages, scan } = found
    return { mediaType: 'image/jpeg', content: content.toString('base64'), page, pages, sha256, scan }
  },
}
