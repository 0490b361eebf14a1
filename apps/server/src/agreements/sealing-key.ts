import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { organisationNames } from '../house/names.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import { makeTestCertificate } from './demo-certificate.ts'
import { readP12, type SealingKey } from './p12.ts'

const keyPlace = (acquirerId: string) => ({
  datum: 'signing_certificates.key' as const,
  row: acquirerId,
  ...houseOwner,
})

const kept = async (errand: Errand, acquirerId: string) => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('signing_certificates')
      .select(['certificate', 'key_sealed'])
      .where('acquirer_id', '=', acquirerId),
  )
  return row
}

/** Under the demo each acquirer gets a test certificate of its own the first time one is asked for. */
const demoKey = async (errand: Errand, acquirerId: string): Promise<SealingKey> => {
  const { keys } = errand.house
  if (!(await kept(errand, acquirerId))) {
    const name = (await organisationNames(errand, [acquirerId])).get(acquirerId) ?? ''
    const made = await makeTestCertificate(name, errand.stamp.at)
    await errand.asHouse(
      db
        .insertInto('signing_certificates')
        .values({
          acquirer_id: acquirerId,
          certificate: made.certificate,
          key_sealed: await keys.seal(keyPlace(acquirerId), made.privateKey),
          created_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.doNothing()),
    )
  }
  const row = await kept(errand, acquirerId)
  if (!row) throw new Error('no certificate was made')
  const key = createPrivateKey({
    key: await keys.open(keyPlace(acquirerId), row.key_sealed),
    format: 'der',
    type: 'pkcs8',
  })
  return { chain: [row.certificate], key, isTest: true }
}

/** One file for the only acquirer, or a folder with one for each. */
const fileOf = async (path: string, acquirerId: string): Promise<string> =>
  (await stat(path)).isDirectory() ? join(path, `${acquirerId}.p12`) : path

/** The acquirer's key and certificates, or AGR-24. */
export const sealingKeyOf = async (errand: Errand, acquirerId: string): Promise<SealingKey | Refusal> => {
  const { signing, demo } = errand.house.config
  if (signing.p12 === null) return demo ? demoKey(errand, acquirerId) : refuse('AGR-24')
  try {
    return await readP12(await readFile(await fileOf(signing.p12, acquirerId)), signing.p12Password)
  } catch {
    return refuse('AGR-24')
  }
}

export const describeCertificate = ({ chain, isTest }: SealingKey) => {
  const certificate = new X509Certificate(chain[0] as Buffer)
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    isTest,
  }
}

const written = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '')

/** Whom a certificate names: its organisation, or its common name where it has none. Several of either name nobody. */
const holderOf = ({ chain }: SealingKey): string => {
  const { O, CN } = new X509Certificate(chain[0] as Buffer).toLegacyObject().subject as {
    readonly O?: unknown
    readonly CN?: unknown
  }
  const name = O ?? CN
  return typeof name === 'string' ? name : ''
}

/** AGR-60 when the certificate names somebody else; a demo's own says of itself that it proves nothing. */
const refuseHolder = (key: SealingKey, registered: string): Refusal | null => {
  const holder = holderOf(key)
  return key.isTest || written(holder) === written(registered)
    ? null
    : refuse('AGR-60', { holder, registered })
}

/** AGR-60 for another's certificate, AGR-25 outside its validity. */
export const refuseKey = async (
  errand: Errand,
  acquirerId: string,
  key: SealingKey,
): Promise<Refusal | null> => {
  const names = await organisationNames(errand, [acquirerId])
  const anothers = refuseHolder(key, names.get(acquirerId) ?? '')
  if (anothers) return anothers
  const { validFrom: from, validTo: until } = describeCertificate(key)
  const { at } = errand.stamp
  return at >= from && at <= until
    ? null
    : refuse('AGR-25', { from: from.slice(0, 10), until: until.slice(0, 10) })
}
