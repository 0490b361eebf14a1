import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { signedQuestion } from '#device/challenge.ts'
import { secretText } from '#device/secret-text.ts'
import { type Manifest, mayReplace } from '#fleet/manifest.ts'
import { terminalCalls } from '#api/terminal-door.ts'
import { rules } from '#words/rules.ts'
import { readRequest } from '../devices/device-certificate.ts'
import { blockOf, checkValueOf, keyOf, openOnDevice } from '../devices/device-secret.ts'
import { check } from '../house/read-request.ts'
import { isSigned, signedText } from './manifest-signature.ts'

const page = readFileSync(new URL('../../../../docs/terminal-maker.md', import.meta.url), 'utf8')

/** What the page works out, by name. */
const worked = (block: string): Record<string, string> => {
  const [, text = ''] = new RegExp(`^\`\`\`maker ${block}\\n([^\`]+)\`\`\``, 'm').exec(page) ?? []
  return Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )
}
const bytes = (hex = '') => Buffer.from(hex, 'hex')
const base64 = (text = '') => Buffer.from(text, 'base64')

describe('the page for terminal makers', () => {
  const enrolment = worked('enrolment')

  test('its request is one the house takes, for its serial and its key', async () => {
    const request = await readRequest(base64(enrolment['request']))
    expect(request?.signed).toBe(true)
    expect(request?.serialNo).toBe(enrolment['serialNo'])
    expect(request?.point.toString('hex')).toBe(enrolment['publicPoint'])
  })

  test('its sealed keys open as the house’s own terminal opens them, and for nothing else', async () => {
    const { privateKey, identityId = '', sealedKey, generation, sealedWorkingKey } = enrolment
    const opened = await openOnDevice(bytes(privateKey), keyOf(identityId), base64(sealedKey))
    expect(opened.toString('hex')).toBe(enrolment['answeringKey'])
    const whose = keyOf(identityId, Number(generation))
    expect(whose).toBe(`${identityId}/1`)
    const working = await openOnDevice(bytes(privateKey), whose, base64(sealedWorkingKey))
    expect(working.toString('hex')).toBe(enrolment['workingKey'])
    await expect(openOnDevice(bytes(privateKey), identityId, base64(sealedWorkingKey))).rejects.toThrow()
    expect(base64(sealedKey)).toHaveLength(97)
    expect(base64(sealedWorkingKey)).toHaveLength(113)
  })

  test.each(['Sm4', 'Aes'] as const)('%s: check value, every step of an answer and the answer', (name) => {
    const answer = worked('answer')
    const key = bytes(answer['answeringKey'])
    const variant = name === 'Sm4' ? 'sm4' : 'aes'
    const encrypt = blockOf(variant, key)
    expect(checkValueOf(variant, key)).toBe(enrolment[`checkValue${name}`])
    const { serialNo = '', factor = '', folded = '' } = answer
    expect(secretText(encrypt, serialNo, factor)).toBe(answer[`secretText${name}`])
    const once = Buffer.from(encrypt(Buffer.from(folded.slice(0, 16))))
    expect(once.toString('hex')).toBe(answer[`once${name}`])
    const mixed = Buffer.from(once.map((byte, at) => byte ^ folded.charCodeAt(16 + at)))
    expect(mixed.toString('hex')).toBe(answer[`mixed${name}`])
    const twice = Buffer.from(encrypt(mixed)).subarray(0, 4).toString('hex').toUpperCase()
    expect(twice).toBe(answer[`secretText${name}`])
  })

  test('its signed question holds', () => {
    const { serialNo = '', askedAt = '', signature } = worked('answer')
    const [x, y] = [
      bytes(enrolment['publicPoint']).subarray(1, 33),
      bytes(enrolment['publicPoint']).subarray(33),
    ]
    const key = createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') },
      format: 'jwk',
    })
    const text = Buffer.from(signedQuestion(serialNo, askedAt))
    expect(verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, base64(signature))).toBe(true)
  })

  test('its heartbeat is one the house reads, and its proof is that body’s', () => {
    const { workingKey, body = '', proof } = worked('heartbeat')
    expect(createHmac('sha256', bytes(workingKey)).update(body).digest('hex')).toBe(proof)
    check(terminalCalls[0], JSON.parse(body))
    expect(workingKey).toBe(enrolment['workingKey'])
  })

  test('its manifest is written and signed as the house verifies it, with either algorithm', () => {
    const told = worked('manifest')
    const manifest = JSON.parse(told['text'] ?? '') as Manifest
    expect(signedText(manifest).toString()).toBe(told['text'])
    const { ed25519Key = '', ed25519Signature = '', ecdsaKey = '', ecdsaSignature = '' } = told
    expect(isSigned(manifest, 'ed25519', ed25519Key, ed25519Signature)).toBe(true)
    expect(isSigned(manifest, 'ecdsa-p256', ecdsaKey, ecdsaSignature)).toBe(true)
    expect(isSigned({ ...manifest, versionNo: 6 }, 'ed25519', ed25519Key, ed25519Signature)).toBe(false)
    const file = told['file'] ?? ''
    expect([createHash('sha256').update(file).digest('hex'), file.length]).toEqual([
      manifest.sha256,
      manifest.bytes,
    ])
    expect(mayReplace(manifest, { sequence: 6, versionNo: 4 })).toBe(true)
  })

  test.each(terminalCalls)('$name: every field stands on the page', ({ input }) => {
    const fields = Object.keys((input as { properties: object }).properties)
    for (const field of [...fields]) expect(page, field).toContain(`\`${field}\``)
  })

  test('every rule it names has words', () => {
    const named = new Set(page.match(/\b(?:IDENT|BEAT|FIRM|HTTP)-\d+/g))
    expect(named.size).toBeGreaterThan(25)
    expect([...named].filter((rule) => !Object.hasOwn(rules, rule))).toEqual([])
  })
})
