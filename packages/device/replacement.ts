import {
  certificateProblems,
  certificateWarnings,
  type CertificateKind,
  type Model,
} from '#device/certificate.ts'
import { addDays } from '#ground/calendar.ts'
import type { Refusal } from '#ground/refusal.ts'

/** What stands in shops under an ended certificate is exchanged within this time: no new use from the first day. */
export const REPLACE_WITHIN_DAYS = 30

export type Ending = {
  readonly modelCode: string
  readonly standing: 'expiring' | 'blocked'
  readonly certificate: CertificateKind
  readonly endsOn: string | null
  readonly replaceBy: string
  /** A model of the same kind, no dearer, whose papers last; the longest-lasting first. */
  readonly proposed: string | null
}

const kindIn = ({ params }: Refusal): CertificateKind =>
  String(params['certificate']).replaceAll('_', '-') as CertificateKind

/** Nothing missing on that day, and nothing ending soon after it. */
const lasts = (model: Model, day: string): boolean =>
  certificateProblems(model, day).length === 0 &&
  certificateWarnings(model, day).every((warning) => warning.rule !== 'CERT-5')

const replacementFor = (model: Model, catalogue: readonly Model[], day: string): string | null => {
  const fitting = catalogue.filter(
    (other) =>
      other.modelCode !== model.modelCode &&
      other.terminalKind === model.terminalKind &&
      (model.dataLines ?? []).every((line) => other.dataLines?.includes(line)) &&
      lasts(other, day),
  )
  // No dearer for the merchant where there is one; the cheapest otherwise.
  return (
    fitting.toSorted((a, b) => a.priceCapFen - b.priceCapFen || a.modelCode.localeCompare(b.modelCode))[0]
      ?.modelCode ?? null
  )
}

/** Models whose required papers have ended (blocked) or end within the warning time, with what replaces them by when. */
export const endings = (catalogue: readonly Model[], day: string): readonly Ending[] =>
  catalogue.flatMap((model) => {
    const gone = certificateProblems(model, day)
    const soon = certificateWarnings(model, day).filter((warning) => warning.rule === 'CERT-5')
    const [worst] = [...gone, ...soon]
    if (!worst) return []
    const endsOn = typeof worst.params['validUntil'] === 'string' ? worst.params['validUntil'] : null
    const blocked = gone.length > 0
    return [
      {
        modelCode: model.modelCode,
        standing: blocked ? 'blocked' : 'expiring',
        certificate: kindIn(worst),
        endsOn: endsOn === '' ? null : endsOn,
        replaceBy: blocked ? addDays(endsOn || day, REPLACE_WITHIN_DAYS) : (endsOn ?? day),
        proposed: replacementFor(model, catalogue, day),
      },
    ]
  })
