/**
 * The journey as one table, in order. `who` is the person whose turn it is, for the screens;
 * the rules themselves live in the file named like the step.
 */
export const steps = [
  { step: 'application', who: 'merchant' },
  { step: 'review', who: 'reviewer' },
  { step: 'needs', who: 'merchant' },
  { step: 'offers', who: 'merchant' },
  { step: 'survey', who: 'technician' },
  { step: 'proposal', who: 'provider' },
  { step: 'agreement', who: 'merchant' },
  { step: 'install', who: 'technician' },
  { step: 'function-test', who: 'technician' },
  { step: 'training', who: 'merchant' },
  { step: 'go-live', who: 'reviewer' },
  { step: 'support', who: 'provider' },
] as const

/** A station of the journey. */
export type Station = (typeof steps)[number]['step']

const fromSurvey: ReadonlySet<string> = new Set(
  steps.slice(steps.findIndex(({ step }) => step === 'survey')).map(({ step }) => step),
)

/** As far as a provider that was not chosen may know: how a case goes on after the choice is the others' business. */
export const stepFromOutside = (step: Step): Step => (fromSurvey.has(step) ? 'survey' : step)

/** Where a case stands; `withdrawn` lies beside the journey: nobody moves it on from there. */
export type Step = Station | 'withdrawn'
