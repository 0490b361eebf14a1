import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SurveyForm, emptySurvey, factsOf, missingIn, signalGrade } from './form.ts'

const filled: SurveyForm = {
  signboardMatches: 'yes',
  operating: 'yes',
  otherTerminals: '0',
  counterPosition: ' 收银台左侧 ',
  keypadOutOfCameraView: 'yes',
  powerOutlet: 'yes',
  earthed: 'no',
  network: 'wifi',
  signalDbm: '92',
  fix: { latitudeE6: 30_274_084, longitudeE6: 120_155_070, accuracyMetres: 18 },
  note: '',
}

describe('survey form', () => {
  test('a card number or a PIN in the survey’s words counts as an answer to mend', () => {
    expect(missingIn({ ...filled, note: '客户卡号 6222020000000000018' })).toEqual(['note'])
    expect(missingIn({ ...filled, counterPosition: '取款密码 123456' })).toEqual(['counterPosition'])
    expect(factsOf({ ...filled, note: '客户卡号 6222020000000000018' })).toBeNull()
    expect(missingIn({ ...filled, note: '无线网密码 123456，客服 400-820-8820' })).toEqual([])
  })

  test('an empty form misses every answer but the note', () => {
    expect(missingIn(emptySurvey)).toEqual([
      'signboardMatches',
      'operating',
      'otherTerminals',
      'counterPosition',
      'keypadOutOfCameraView',
      'powerOutlet',
      'earthed',
      'network',
      'signalDbm',
      'fix',
    ])
    expect(factsOf(emptySurvey)).toBeNull()
  })

  test('a filled one becomes the facts of the call; the minus of the signal is added', () => {
    expect(factsOf(filled)).toEqual({
      signboardMatches: true,
      operating: true,
      counterPosition: '收银台左侧',
      powerOutlet: true,
      earthed: false,
      network: 'wifi',
      signalDbm: -92,
      keypadOutOfCameraView: true,
      otherTerminals: 0,
      latitudeE6: 30_274_084,
      longitudeE6: 120_155_070,
      accuracyMetres: 18,
      note: '',
    })
  })

  test('no signal reading of zero turns into minus zero', () => {
    expect(Object.is(factsOf({ ...filled, signalDbm: '0' })?.signalDbm, 0)).toBe(true)
  })

  test('a keypad in a camera’s view needs a note', () => {
    const filmed = { ...filled, keypadOutOfCameraView: 'no' as const }
    expect(missingIn(filmed)).toEqual(['note'])
    expect(missingIn({ ...filmed, note: '加挡板' })).toEqual([])
  })

  test('numbers outside what the call takes are missing answers, never facts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (typed) => {
        const facts = factsOf({ ...filled, signalDbm: typed, otherTerminals: typed })
        if (facts === null) return
        expect(facts.signalDbm).toBeLessThanOrEqual(0)
        expect(facts.signalDbm).toBeGreaterThanOrEqual(-140)
        expect(Number.isInteger(facts.otherTerminals)).toBe(true)
        expect(facts.otherTerminals).toBeGreaterThanOrEqual(0)
        expect(facts.otherTerminals).toBeLessThanOrEqual(100)
      }),
    )
  })
})

test('signal is graded once it can be read', () => {
  expect(signalGrade('')).toBeNull()
  expect(signalGrade('85')).toBe('good')
  expect(signalGrade('86')).toBe('usable')
  expect(signalGrade('106')).toBe('poor')
  expect(signalGrade('141')).toBeNull()
})
