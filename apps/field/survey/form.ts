import type { InputOf } from '#api/calls.ts'
import { typedRule } from '#vault/typed.ts'

export type Fix = { latitudeE6: number; longitudeE6: number; accuracyMetres: number }
type Network = InputOf<'surveys.record'>['network']
export type YesNo = 'yes' | 'no' | ''

/** The survey as it is typed; empty text is "not answered yet". */
export type SurveyForm = {
  signboardMatches: YesNo
  operating: YesNo
  otherTerminals: string
  counterPosition: string
  keypadOutOfCameraView: YesNo
  powerOutlet: YesNo
  earthed: YesNo
  network: Network | ''
  /** Typed without the minus sign, which many number pads lack. */
  signalDbm: string
  fix: Fix | null
  note: string
}

export const emptySurvey: SurveyForm = {
  signboardMatches: '',
  operating: '',
  otherTerminals: '',
  counterPosition: '',
  keypadOutOfCameraView: '',
  powerOutlet: '',
  earthed: '',
  network: '',
  signalDbm: '',
  fix: null,
  note: '',
}

export type SurveyField = keyof SurveyForm
type Facts = Omit<InputOf<'surveys.record'>, 'caseId' | 'visitId'>

const whole = (text: string, most: number): number | null => {
  const number = Number(text)
  return /^\d{1,4}$/.test(text.trim()) && number <= most ? number : null
}

/** How good a received signal strength is (RSRP): a card terminal needs little, but steadily. */
export const signalGrade = (typed: string): 'good' | 'usable' | 'poor' | null => {
  const strength = whole(typed, 140)
  if (strength === null || typed.trim() === '') return null
  return strength <= 85 ? 'good' : strength <= 105 ? 'usable' : 'poor'
}

/** Card numbers, codes and PINs neither leave this phone nor stay on it. */
export const mayBeKept = (words: string): boolean => typedRule(words) === null

/** Which answers are missing or unreadable, in the order of the form. */
export const missingIn = (form: SurveyForm): SurveyField[] => {
  const missing: SurveyField[] = []
  const unanswered = (field: SurveyField, is: boolean) => is && missing.push(field)
  unanswered('signboardMatches', form.signboardMatches === '')
  unanswered('operating', form.operating === '')
  unanswered('otherTerminals', whole(form.otherTerminals, 100) === null)
  unanswered('counterPosition', !mayBeKept(form.counterPosition) || form.counterPosition.trim() === '')
  unanswered('keypadOutOfCameraView', form.keypadOutOfCameraView === '')
  unanswered('powerOutlet', form.powerOutlet === '')
  unanswered('earthed', form.earthed === '')
  unanswered('network', form.network === '')
  unanswered('signalDbm', whole(form.signalDbm, 140) === null)
  unanswered('fix', form.fix === null)
  // SURV-4: a keypad in a camera's view needs a word on what will be done about it.
  const wanted = form.keypadOutOfCameraView === 'no' && form.note.trim() === ''
  unanswered('note', wanted || !mayBeKept(form.note))
  return missing
}

/** The facts as the call takes them; null while an answer is missing. */
export const factsOf = (form: SurveyForm): Facts | null => {
  const otherTerminals = whole(form.otherTerminals, 100)
  const strength = whole(form.signalDbm, 140)
  const { network, fix } = form
  if (missingIn(form).length > 0 || otherTerminals === null || strength === null || network === '' || !fix)
    return null
  return {
    signboardMatches: form.signboardMatches === 'yes',
    operating: form.operating === 'yes',
    counterPosition: form.counterPosition.trim(),
    powerOutlet: form.powerOutlet === 'yes',
    earthed: form.earthed === 'yes',
    network,
    signalDbm: strength === 0 ? 0 : -strength,
    keypadOutOfCameraView: form.keypadOutOfCameraView === 'yes',
    otherTerminals,
    ...fix,
    note: form.note.trim(),
  }
}
