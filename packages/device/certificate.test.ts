import { describe, expect, test } from 'vitest'
import {
  certificateProblems,
  certificateWarnings,
  checkModel,
  demands,
  isValidOn,
  lastDay,
  type Certificate,
  type Model,
} from '#device/certificate.ts'
import type { TerminalKind } from '#provision/case.ts'

const certificate = (kind: Certificate['kind'], more: Partial<Certificate> = {}): Certificate => ({
  kind,
  number: kind === 'network-access' ? 'P3100' : 'DEMO-0001',
  issuer: '演示检测中心',
  validFrom: '2025-01-01',
  validUntil: '2027-12-31',
  ...more,
})

const full = [
  certificate('network-access', { validUntil: null }),
  certificate('fintech-product'),
  certificate('srrc'),
  certificate('telecom-access'),
  certificate('pci-pts', { validUntil: '2030-04-30' }),
]

const model = (more: Partial<Model> = {}): Model => ({
  modelCode: 'DEMO-S1',
  maker: '演示终端厂',
  name: '演示智能POS',
  terminalKind: 'smart-pos',
  registryCode: '04',
  firmwareVersion: '1.4.2',
  priceCapFen: 60_000,
  certificates: full,
  ...more,
})

const rules = (answers: readonly { rule: string }[]) => answers.map((answer) => answer.rule)

describe('certificates on a day', () => {
  test('a complete model may be installed and nothing is warned', () => {
    expect(certificateProblems(model(), '2026-11-20')).toEqual([])
    expect(certificateWarnings(model(), '2026-11-20')).toEqual([])
  })

  test('CERT-1: each required certificate, left out, is named', () => {
    for (const kind of demands['smart-pos'].required) {
      const without = model({ certificates: full.filter((c) => c.kind !== kind) })
      expect(certificateProblems(without, '2026-11-20')).toMatchObject([
        { rule: 'CERT-1', params: { certificate: kind.replace('-', '_') } },
      ])
    }
  })

  test('CERT-2: the last day counts, the next does not; nor does the day before the first', () => {
    expect(certificateProblems(model(), '2027-12-31')).toEqual([])
    expect(rules(certificateProblems(model(), '2028-01-01'))).toEqual(['CERT-2', 'CERT-2', 'CERT-2'])
    expect(rules(certificateProblems(model(), '2024-12-31'))).toContain('CERT-2')
  })

  test('a renewed certificate replaces the expired one', () => {
    const renewed = model({
      certificates: [...full, certificate('srrc', { validFrom: '2027-12-01', validUntil: '2029-12-31' })],
    })
    expect(rules(certificateProblems(renewed, '2028-06-01'))).toEqual(['CERT-2', 'CERT-2'])
  })

  test('a fintech certificate without a printed end runs three years', () => {
    const open = certificate('fintech-product', { validFrom: '2024-02-29', validUntil: null })
    expect(lastDay(open)).toBe('2027-02-28')
    expect(isValidOn(open, '2027-02-28')).toBe(true)
    expect(isValidOn(open, '2027-03-01')).toBe(false)
    expect(lastDay(certificate('fintech-product', { validFrom: '2024-05-10', validUntil: null }))).toBe(
      '2027-05-09',
    )
    expect(lastDay(certificate('srrc', { validUntil: null }))).toBeNull()
  })

  test('CERT-5: 90 days before the end it is said, 91 not yet; a successor silences it', () => {
    const ending = [
      certificate('srrc', { validUntil: '2026-12-31' }),
      ...full.filter((c) => c.kind !== 'srrc'),
    ]
    expect(rules(certificateWarnings(model({ certificates: ending }), '2026-10-02'))).toEqual(['CERT-5'])
    expect(certificateWarnings(model({ certificates: ending }), '2026-10-01')).toEqual([])
    const renewed = [...ending, certificate('srrc', { validUntil: '2029-12-31' })]
    expect(certificateWarnings(model({ certificates: renewed }), '2026-10-02')).toEqual([])
  })

  test('an expired PTS approval is told, not forbidden', () => {
    const old = model({
      certificates: [...full.slice(0, 4), certificate('pci-pts', { validUntil: '2024-04-30' })],
    })
    expect(certificateProblems(old, '2026-11-20')).toEqual([])
    expect(rules(certificateWarnings(old, '2026-11-20'))).toEqual(['CERT-2'])
  })

  test('a printed plate needs no certificate', () => {
    expect(certificateProblems(model({ terminalKind: 'qr-plate', certificates: [] }), '2026-11-20')).toEqual(
      [],
    )
  })
})

describe('a model in the catalogue', () => {
  test('CERT-3: a network access number has the registry shape', () => {
    expect(checkModel(model())).toBeNull()
    const odd = [certificate('network-access', { number: '3100' })]
    expect(checkModel(model({ certificates: odd }))).toMatchObject({ rule: 'CERT-3', field: 'certificates' })
  })

  test('CERT-4: the registry code must be one of the kind', () => {
    expect(checkModel(model({ registryCode: '11' }))).toMatchObject({ rule: 'CERT-4', field: 'registryCode' })
    for (const [kind, { registryCodes }] of Object.entries(demands))
      for (const registryCode of registryCodes)
        expect(checkModel(model({ terminalKind: kind as TerminalKind, registryCode }))).toBeNull()
  })

  test('CERT-6: a certificate cannot end before it begins', () => {
    const backward = [certificate('srrc', { validFrom: '2026-01-02', validUntil: '2026-01-01' })]
    expect(checkModel(model({ certificates: backward }))).toMatchObject({ rule: 'CERT-6' })
  })
})
