import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { type Signable, signableOf } from '#provision/signable.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import type { AgreementPorts } from './ports.ts'

type Asked = { readonly caseId: string; readonly changeId?: string | undefined }

/** The document meant, as its asker may know it: of a provider's wish that is no notice yet the merchant knows nothing. */
export const loadSignable = async (
  { loadCase }: Pick<AgreementPorts, 'loadCase'>,
  errand: Errand,
  { caseId, changeId }: Asked,
  lock = false,
): Promise<{ readonly state: Case; readonly document: Signable } | Refusal> => {
  const { state } = await loadCase(errand, caseId, lock)
  const document = signableOf(state, changeId)
  if (isRefusal(document)) return document
  if (document.change?.noticedAt === null && errand.actor.principal === 'merchant') throw new NotFound()
  return { state, document }
}

/** As above, where there is only something to show or nothing: without it, not found. */
export const readSignable = async (
  ports: Pick<AgreementPorts, 'loadCase'>,
  errand: Errand,
  asked: Asked,
): Promise<Signable> => {
  const found = await loadSignable(ports, errand, asked)
  if (isRefusal(found)) throw new NotFound()
  return found.document
}
