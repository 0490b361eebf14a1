import { expect, test } from 'vitest'
import { after, answer, given, move, survey } from '#provision/given.ts'

const arrived = after(
  after(
    after(given('choose-offer'), 'provider', {
      ...move('propose-visit'),
      visitId: 'vis_survey',
      kind: 'survey',
      endsAt: '2027-01-01T00:00:00Z',
    }),
    'merchant',
    { type: 'confirm-visit', visitId: 'vis_survey' },
  ),
  'technician',
  { type: 'arrive-visit', visitId: 'vis_survey', doorCheckPassed: true },
)
const record = move('record-survey')

test('[SURV-1] a survey is written by the technician who was let in', () => {
  expect(answer(arrived, 'technician', record)).toBe('survey-recorded')
  expect(answer(arrived, 'technician', { ...record, visitId: 'vis_none' })).toBe('SURV-1')
  expect(
    answer(
      { ...arrived, visits: arrived.visits.map((visit) => ({ ...visit, status: 'confirmed' })) },
      'technician',
      record,
    ),
  ).toBe('SURV-1')
  expect(
    answer(
      { ...arrived, visits: arrived.visits.map((visit) => ({ ...visit, technicianId: 'per_x' })) },
      'technician',
      record,
    ),
  ).toBe('SURV-1')
  expect(
    answer(
      { ...arrived, visits: arrived.visits.map((visit) => ({ ...visit, kind: 'install' })) },
      'technician',
      record,
    ),
  ).toBe('SURV-1')
})

test('[SURV-2] once per visit', () => {
  const recorded = after(arrived, 'technician', record)
  expect(recorded.visits.at(-1)?.status).toBe('done')
  expect(answer(recorded, 'technician', record)).toBe('SURV-2')
})

test('[SURV-3] a position that could be the next street is no evidence', () => {
  expect(answer(arrived, 'technician', { ...record, accuracyMetres: 200 })).toBe('survey-recorded')
  expect(answer(arrived, 'technician', { ...record, accuracyMetres: 201 })).toBe('SURV-3')
})

test('[SURV-4] a keypad in a camera’s view needs a note', () => {
  expect(answer(arrived, 'technician', { ...record, keypadOutOfCameraView: false })).toBe('SURV-4')
  expect(
    answer(arrived, 'technician', { ...record, keypadOutOfCameraView: false, note: 'hood fitted' }),
  ).toBe('survey-recorded')
})

test('the case keeps the survey’s fields and nothing else the request carried', () => {
  const recorded = after(arrived, 'technician', { ...record, caseId: 'cas_1', cvv: '123' } as typeof record)
  expect(recorded.survey).toEqual(survey)
})
