import { randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import { expect, test } from 'vitest'
import { certify, makeAuthority, makeRequest, readRequest } from './device-certificate.ts'

/** The members of each set of a name, as they stand in the certificate. */
const members = (name: pkijs.RelativeDistinguishedNames): readonly (readonly Buffer[])[] =>
  (name.toSchema() as asn1.Sequence).valueBlock.value.map((set) =>
    (set as asn1.Set).valueBlock.value.map((member) => Buffer.from(member.toBER())),
  )
const ordered = (name: pkijs.RelativeDistinguishedNames): boolean =>
  members(name).every((set) =>
    set.every((member, i) => i === 0 || Buffer.compare(set[i - 1] as Buffer, member) <= 0),
  )

test('names are DER: members of a set in the order of their bytes, whatever their lengths', async () => {
  const at = '2026-11-20T02:00:00.000Z'
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  for (const acquirer of ['短名', 'A', '一家名字特别特别长的示范收单机构有限责任公司'])
    for (const length of [6, 20, 36, 50]) {
      const serialNo = randomBytes(25).toString('hex').slice(0, length).toUpperCase()
      const authority = await makeAuthority(acquirer, at)
      const request = await readRequest(await makeRequest(serialNo, pair))
      if (request === null) throw new Error('no request')
      const identityId = 'idn_0123456789abcdef0123456789abcdef'
      const { keyInfo } = request
      const certificate = await certify(authority, { serialNo, identityId, keyInfo }, at)
      const [ours, above] = [certificate, authority.certificate].map((der) =>
        pkijs.Certificate.fromBER(new Uint8Array(der)),
      )
      expect(ours && above && [ours.subject, ours.issuer, above.subject, above.issuer].every(ordered)).toBe(
        true,
      )
      expect(new X509Certificate(certificate).checkIssued(new X509Certificate(authority.certificate))).toBe(
        true,
      )
    }
})
