import type { OutputOf } from '#api/calls.ts'
import type { Dialect } from '#iso8583/dialect.ts'
import { type Explained, explain } from '#iso8583/explain.ts'
import { type Recording, seenIn } from '#iso8583/recorder.ts'
import type { ShopSuite } from '#iso8583/shop-suite.ts'
import { sayRule } from '#words/say.ts'

type Step = NonNullable<OutputOf<'function-tests.run'>['run']>['steps'][number]

/** What a run's terminal is to speak, and at which port. */
type Spoken = { readonly dialect: Dialect; readonly port: number | null }

const sayer =
  (params: Readonly<Record<string, string | number>>) =>
  (rule: string): Explained => {
    const [zh, en] = [sayRule(rule, 'zh', params), sayRule(rule, 'en', params)]
    return {
      happened: { zh: `${zh.happened}。`, en: `${en.happened}.` },
      remedy: { zh: `${zh.remedy}。`, en: `${en.remedy}.` },
    }
  }

/** What must be shown, step by step, in the words of the very suite the run is judged by. */
export const stepsOf = (suite: ShopSuite, recording: Recording, spoken: Spoken): Step[] => {
  const seen = seenIn(recording)
  const { dialect } = spoken
  const saysRule = sayer({ dialect: dialect.name, port: String(spoken.port ?? '–') })
  return suite.steps.flatMap((spec, index) => {
    const known = recording.steps[index]
    if (!spec.required || !known) return []
    const { step, words, expects, press, wait, card, badDay } = spec
    const { state, failures, trouble } = known
    return {
      ...{ step, title: words, note: expects, press, wait: wait ?? null, card, badDay, failures },
      status: state === 'seen' ? 'passed' : state,
      amountFen: spec.do.amountFen ?? null,
      trouble: trouble && {
        at: trouble.at,
        ...explain(suite, dialect, spec, trouble, seen, saysRule),
      },
    }
  })
}
