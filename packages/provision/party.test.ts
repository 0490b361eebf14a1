import { describe, expect, test } from 'vitest'
import { after, answer, hour, opened, people, replay, story, type Who } from '#provision/given.ts'
import type { Case } from '#provision/case.ts'
import type { Move } from '#provision/decide.ts'

const everybody = Object.keys(people) as Who[]
const reviewers: readonly Who[] = ['reviewer', 'second']

/** Who else could make the story's move as well: another reviewer, another provider that was asked. */
const alike = (who: Who, { type }: Move): readonly Who[] => {
  if (type === 'attach-agreement') return ['provider', ...reviewers]
  if (type === 'make-offer') return ['provider', 'rival']
  return reviewers.includes(who) ? reviewers : [who]
}

const rule: Readonly<Record<Who, string>> = {
  merchant: 'CASE-1',
  stranger: 'CASE-1',
  reviewer: 'REV-1',
  second: 'REV-1',
  provider: 'CASE-2',
  rival: 'OFFR-2',
  technician: 'VISIT-1',
  house: 'TEST-2',
}

describe('each move of the story is its own party’s, at the very moment it is made', () => {
  const moments: { readonly who: Who; readonly wish: Move; readonly state: Case; readonly at: string }[] = []
  story.reduce(
    (state, [who, wish], place) => {
      const at = hour(place + 1)
      moments.push({ who, wish, state, at })
      return after(state, who, wish, at)
    },
    replay([opened]),
  )

  test.each(moments)('$wish.type: $who', ({ who, wish, state, at }) => {
    for (const other of everybody.filter((each) => !alike(who, wish).includes(each)))
      expect(answer(state, other, wish, at), other).toBe(wish.type === 'make-offer' ? 'OFFR-2' : rule[who])
    expect(answer(state, who, wish, at)).not.toMatch(/-\d+$/)
  })
})
