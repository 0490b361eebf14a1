import { pathToFileURL } from 'node:url'
import type { Errand } from '../house/errand.ts'

/**
 * A licensed certification authority (电子签名法 16–18), connected by a module named in SIGNING_CA_MODULE that exports
 * `authority`. The merchant proves who they are on the authority's own page and comes back with its receipt.
 */
export type LicensedAuthority = {
  readonly name: string
  /** Its detached CMS signature (DER) over the document for this receipt; null when it confirms none. */
  confirm(
    receipt: string,
    document: { readonly agreementId: string; readonly sha256: string; readonly bytes: Uint8Array },
  ): Promise<Uint8Array | null>
}

/** Null where none is connected; said so wherever somebody signs. */
export const connectedAuthority = async ({ house }: Errand): Promise<LicensedAuthority | null> => {
  const path = house.config.signing.authorityModule
  if (path === null) return null
  const { authority } = (await import(pathToFileURL(path).href)) as { authority: LicensedAuthority }
  return authority
}
