import type { Survey } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { arrivedAs, visitOf, withVisit } from '#provision/visit.ts'
import { refuse } from '#ground/refusal.ts'

export type SurveyMove = { readonly type: 'record-survey' } & Survey
export type SurveyFact = { readonly type: 'survey-recorded' } & Survey

/** A worse fix could be the next street: no proof that somebody stood in this shop. */
const WORST_ACCURACY_METRES = 200

/** The survey's own fields and no others, whatever else the request carried. */
const surveyOf = (from: Survey): Survey => ({
  visitId: from.visitId,
  signboardMatches: from.signboardMatches,
  operating: from.operating,
  counterPosition: from.counterPosition,
  powerOutlet: from.powerOutlet,
  earthed: from.earthed,
  network: from.network,
  signalDbm: from.signalDbm,
  keypadOutOfCameraView: from.keypadOutOfCameraView,
  otherTerminals: from.otherTerminals,
  place: from.place,
  accuracyMetres: from.accuracyMetres,
  note: from.note,
})

export const surveyDecisions: Decisions<SurveyMove, SurveyFact> = {
  'record-survey': (state, survey, stamp) => {
    const visit = visitOf(state, survey.visitId)
    if (visit?.status === 'done') return refuse('SURV-2')
    if (!arrivedAs(visit, 'survey', stamp)) return refuse('SURV-1', {}, 'visitId')
    if (survey.accuracyMetres > WORST_ACCURACY_METRES)
      return refuse('SURV-3', { accuracyMetres: survey.accuracyMetres }, 'accuracyMetres')
    if (!survey.keypadOutOfCameraView && survey.note.trim() === '') return refuse('SURV-4', {}, 'note')
    return [{ type: 'survey-recorded', ...surveyOf(survey) }]
  },
}

export const surveyChanges: Changes<SurveyFact> = {
  'survey-recorded': (state, survey) => ({
    ...withVisit(state, survey.visitId, 'done'),
    survey: surveyOf(survey),
  }),
}
