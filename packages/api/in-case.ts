import { id, oneOf } from '#api/schema.ts'

export const step = oneOf([
  'application',
  'review',
  'needs',
  'offers',
  'survey',
  'proposal',
  'agreement',
  'install',
  'function-test',
  'training',
  'go-live',
  'support',
  'withdrawn',
])

export const inCase = { caseId: id('cas') }
