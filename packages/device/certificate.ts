import type { TerminalKind } from '#provision/case.ts'
import { addDays, daysBetween } from '#ground/calendar.ts'
import { checkFirmwares, type ApprovedFirmware } from '#device/firmware.ts'
import { wordKey } from '#device/word-key.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/**
 * Approvals a terminal model can carry: 银联入网认证, 金融科技产品认证, PCI PTS POI, 无线电型号核准 (SRRC),
 * 电信设备进网许可. Domain §4.2.
 */
export type CertificateKind = 'network-access' | 'fintech-product' | 'pci-pts' | 'srrc' | 'telecom-access'

/** One approval as the maker's certificate prints it; days in China, `validUntil` null when none is printed. */
export type Certificate = {
  readonly kind: CertificateKind
  readonly number: string
  readonly issuer: string
  readonly validFrom: string
  readonly validUntil: string | null
  /** Version of the requirements it was tested against (PTS 6.x). */
  readonly version?: string
  /** Hardware and firmware it was given for; without them it covers the whole model. */
  readonly hardwareVersion?: string
  readonly firmwareVersion?: string
  /** SHA-256 of the certificate as the maker sent it. */
  readonly documentSha256?: string
}

export const capabilities = [
  ...(['mag-stripe', 'chip', 'contactless', 'qr-shown', 'qr-scanned'] as const),
  ...(['pin-pad', 'printer', 'e-signature', 'face'] as const),
  // Ciphers its secure part holds keys for, besides triple DES.
  ...(['sm4-keys', 'aes-keys'] as const),
  // It enrols with a key of its own and answers challenges: its functional test waits for its proof (TEST-20, GATE-14).
  'proves-identity',
] as const
export const dataLines = ['pstn', 'lan', 'wifi', 'mobile', 'bluetooth'] as const

/** A model in the acquirer's catalogue. `registryCode` is the network's device type 01–11. */
export type Model = {
  readonly modelCode: string
  readonly maker: string
  readonly name: string
  readonly terminalKind: TerminalKind
  readonly registryCode: string
  /** As the maker ships it. */
  readonly firmwareVersion: string
  /** What it may run, as approved; see firmware.ts. */
  readonly firmwares?: readonly ApprovedFirmware[]
  readonly priceCapFen: number
  readonly certificates: readonly Certificate[]
  readonly hardwareVersion?: string
  readonly capabilities?: readonly (typeof capabilities)[number][]
  readonly dataLines?: readonly (typeof dataLines)[number][]
}

type Demand = {
  readonly registryCodes: readonly string[]
  /** Without these a device is not installed. */
  readonly required: readonly CertificateKind[]
  /** Missing or expired is shown to the merchant but does not stop: the brands and the acquirer decide on PTS. */
  readonly advised: readonly CertificateKind[]
}

/**
 * What each kind needs. Sources: 银联受理终端入网认证 for all new terminals since 2016-04; the fintech product catalogue
 * names POS and QR acceptance terminals; SRRC for radio parts; 进网许可 for a SIM on the public network (domain §4.2);
 * registry type codes (domain §4.1). A printed plate has no electronics and is only registered.
 */
export const demands: Readonly<Record<TerminalKind, Demand>> = {
  'qr-plate': { registryCodes: ['11'], required: [], advised: [] },
  'qr-box': {
    registryCodes: ['10', '11'],
    required: ['network-access', 'fintech-product', 'srrc', 'telecom-access'],
    advised: [],
  },
  'e-sign-pos': {
    registryCodes: ['02'],
    required: ['network-access', 'fintech-product', 'srrc', 'telecom-access'],
    advised: ['pci-pts'],
  },
  'smart-pos': {
    registryCodes: ['04'],
    required: ['network-access', 'fintech-product', 'srrc', 'telecom-access'],
    advised: ['pci-pts'],
  },
  'desktop-pos': {
    registryCodes: ['02'],
    required: ['network-access', 'fintech-product'],
    advised: ['pci-pts'],
  },
  'mobile-pos': {
    registryCodes: ['02', '03'],
    required: ['network-access', 'fintech-product', 'srrc', 'telecom-access'],
    advised: ['pci-pts'],
  },
}

/** Days before the end in which a certificate counts as expiring soon. */
export const EXPIRING_WITHIN_DAYS = 90

/** The last day the certificate counts; a fintech product certificate runs three years when it prints no end. */
export const lastDay = (certificate: Certificate): string | null => {
  if (certificate.validUntil !== null) return certificate.validUntil
  if (certificate.kind !== 'fintech-product') return null
  const [year, rest] = [certificate.validFrom.slice(0, 4), certificate.validFrom.slice(4)]
  const anniversary = `${Number(year) + 3}${rest === '-02-29' ? '-03-01' : rest}`
  return addDays(anniversary, -1)
}

export const isValidOn = (certificate: Certificate, day: string): boolean => {
  const last = lastDay(certificate)
  return certificate.validFrom <= day && (last === null || day <= last)
}

const isWellNumbered = (certificate: Certificate): boolean =>
  certificate.kind !== 'network-access' || /^[A-Z][0-9]{4}$/.test(certificate.number)

/** CERT-14: a certificate given for other hardware or firmware says nothing about this model. */
export const covers = (certificate: Certificate, model: Model): boolean =>
  (certificate.hardwareVersion === undefined || certificate.hardwareVersion === model.hardwareVersion) &&
  (certificate.firmwareVersion === undefined || certificate.firmwareVersion === model.firmwareVersion)

const missing = (model: Model, kind: CertificateKind, day: string): Refusal | null => {
  const held = model.certificates.filter((certificate) => certificate.kind === kind)
  if (held.length > 0 && !held.some((certificate) => covers(certificate, model)))
    return refuse('CERT-14', { certificate: wordKey(kind), modelCode: model.modelCode })
  const covering = held.filter((certificate) => covers(certificate, model))
  if (held.length === 0) return refuse('CERT-1', { certificate: wordKey(kind), modelCode: model.modelCode })
  if (covering.some((certificate) => isValidOn(certificate, day))) return null
  const ends = covering.map((certificate) => lastDay(certificate) ?? '').toSorted()
  return refuse('CERT-2', {
    certificate: wordKey(kind),
    modelCode: model.modelCode,
    validUntil: ends.at(-1) ?? '',
    day,
  })
}

/** What keeps a model from being installed on this day; empty = may be installed. */
export const certificateProblems = (model: Model, day: string): readonly Refusal[] =>
  demands[model.terminalKind].required
    .map((kind) => missing(model, kind, day))
    .filter((problem) => problem !== null)

/** CERT-42, 43: may this be offered or proposed to a shop? `model` as the case's acquirer has it in its catalogue. */
export const refuseOffer = (
  model: Model | undefined,
  { modelCode, terminalKind }: Pick<Model, 'modelCode' | 'terminalKind'>,
  day: string,
): Refusal | null => {
  if (model?.terminalKind !== terminalKind) return refuse('CERT-43', { modelCode }, 'modelCode')
  const [problem] = certificateProblems(model, day)
  return problem ? refuse('CERT-42', { modelCode, because: problem.rule }, 'modelCode') : null
}

/** What the merchant is told before accepting: advised approvals not held, and required ones near their end. */
export const certificateWarnings = (model: Model, day: string): readonly Refusal[] => {
  const { required, advised } = demands[model.terminalKind]
  const absent = advised.map((kind) => missing(model, kind, day)).filter((problem) => problem !== null)
  const ending = required.flatMap((kind) => {
    const valid = model.certificates.filter((c) => c.kind === kind && covers(c, model) && isValidOn(c, day))
    const lasting = valid.some((c) => {
      const last = lastDay(c)
      return last === null || daysBetween(day, last) > EXPIRING_WITHIN_DAYS
    })
    const last = valid.map((c) => lastDay(c) ?? '').toSorted()
    return valid.length === 0 || lasting
      ? []
      : [
          refuse('CERT-5', {
            certificate: wordKey(kind),
            modelCode: model.modelCode,
            validUntil: last.at(-1) ?? '',
          }),
        ]
  })
  return [...absent, ...ending]
}

/** May this model be entered in the catalogue? Numbers and codes must be shaped as the registries print them. */
export const checkModel = (model: Model): Refusal | null => {
  if (!demands[model.terminalKind].registryCodes.includes(model.registryCode))
    return refuse(
      'CERT-4',
      { terminalKind: model.terminalKind, registryCode: model.registryCode },
      'registryCode',
    )
  const odd = model.certificates.find((certificate) => !isWellNumbered(certificate))
  if (odd) return refuse('CERT-3', { number: odd.number }, 'certificates')
  const backward = model.certificates.find((c) => c.validUntil !== null && c.validUntil < c.validFrom)
  if (backward) return refuse('CERT-6', { number: backward.number }, 'certificates')
  return checkFirmwares(model)
}
