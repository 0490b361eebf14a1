import type { OutputOf } from '#api/calls.ts'
import { type Explained, explain } from '#iso8583/explain.ts'
import { type Recording, seenIn } from '#iso8583/recorder.ts'
import type { ShopSuite } from '#iso8583/shop-suite.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { sayRule } from '#words/say.ts'

type Step = NonNullable<OutputOf<'function-tests.run'>['run']>['steps'][number]

const saysRule = (rule: string): Explained => {
  const [zh, en] = [sayRule(rule, 'zh'), sayRule(rule, 'en')]
  return {
    happened: { zh: `${zh.happened}。`, en: `${en.happened}.` },
    remedy: { zh: `${zh.remedy}。`, en: `${en.remedy}.` },
  }
}

/** What must be shown, step by step, in the words of the very suite the run is judged by. */
export const stepsOf = (suite: ShopSuite, recording: Recording): Step[] => {
  const seen = seenIn(recording)
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
        ...explain(suite, unionpay.dialect, spec, trouble, seen, saysRule),
      },
    }
  })
}
