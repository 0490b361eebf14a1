import Type from 'typebox'
import { command, read } from '#api/call.ts'
import {
  code,
  countingPage,
  count,
  done,
  id,
  instant,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  passedThrough,
  text,
  yes,
} from '#api/schema.ts'

const principal = oneOf([
  'anonymous',
  'merchant',
  'provider',
  'technician',
  'reviewer',
  'regulator',
  'operator',
])
const phone = Type.String({
  pattern: '^\\+?[0-9 -]{6,20}$',
  description: 'mainland mobile number, +86 assumed',
})
/** WebAuthn objects pass through to the library, which checks them. */
const webauthn = passedThrough('WebAuthn JSON (Level 3)')

export const me = object({
  principal,
  personId: nullable(id('per')),
  name: text(80, 0),
  organisation: nullable(object({ organisationId: id('org'), name: text(120, 0), kind: text(20) })),
  memberships: list(object({ organisationId: id('org'), organisation: text(120, 0), principal })),
  demo: yes,
})

export const organisationKind = oneOf(['merchant', 'provider', 'acquirer', 'regulator', 'platform'])

export const organisation = object({
  organisationId: id('org'),
  kind: organisationKind,
  name: text(120, 0),
  uscc: nullable(text(18)),
  licenceNo: nullable(text(40)),
})

export const people = [
  command({
    name: 'people.request-code',
    say: ['发送登录验证码', 'Send a sign-in code'],
    input: object({ phone }),
    output: object({ resendAfterSeconds: count(), expiresAt: instant }),
  }),
  command({
    name: 'people.verify-code',
    say: ['用验证码登录', 'Sign in with a code'],
    input: object({ phone, code }),
    output: me,
  }),
  command({ name: 'people.sign-out', say: ['退出登录', 'Sign out'], input: nothing, output: done }),
  read({ name: 'people.me', say: ['我是谁', 'Who am I'], input: nothing, output: me }),
  command({
    name: 'people.choose-membership',
    say: ['切换身份', 'Act for another organisation'],
    input: object({ organisationId: id('org'), principal }),
    output: me,
  }),
  read({
    name: 'people.sessions',
    say: ['我的登录设备', 'My sessions'],
    input: nothing,
    output: object({
      items: list(
        object({
          sessionId: id('ses'),
          startedAt: instant,
          lastSeenAt: instant,
          device: text(200, 0),
          current: yes,
        }),
      ),
    }),
  }),
  command({
    name: 'people.end-session',
    say: ['退出某台设备', 'End a session'],
    input: object({ sessionId: id('ses') }),
    output: done,
  }),
  command({
    name: 'people.invite',
    say: ['邀请同事', 'Invite a colleague'],
    input: object({
      phone,
      name: text(80),
      principal,
      badgeNo: optional(text(40)),
      organisationId: optional(id('org')),
    }),
    output: object({ personId: id('per') }),
  }),
  read({
    name: 'people.colleagues',
    say: ['本机构人员', 'People of my organisation'],
    input: nothing,
    output: object({
      items: list(
        object({
          personId: id('per'),
          name: text(80, 0),
          principal,
          badgeNo: nullable(text(40)),
          phoneMasked: text(30),
        }),
      ),
    }),
  }),
  command({
    name: 'people.end-membership',
    say: ['停用人员', 'End a membership'],
    input: object({ personId: id('per') }),
    output: done,
  }),
  command({
    name: 'people.passkey-creation',
    say: ['准备添加通行密钥', 'Begin adding a passkey'],
    input: nothing,
    output: object({ options: webauthn }),
  }),
  command({
    name: 'people.add-passkey',
    say: ['添加通行密钥', 'Add a passkey'],
    input: object({ response: webauthn, label: text(60) }),
    output: done,
  }),
  command({
    name: 'people.passkey-challenge',
    say: ['准备通行密钥登录', 'Begin passkey sign-in'],
    input: nothing,
    output: object({ challengeId: id('cha'), options: webauthn }),
  }),
  command({
    name: 'people.verify-passkey',
    say: ['用通行密钥登录', 'Sign in with a passkey'],
    input: object({ challengeId: id('cha'), response: webauthn }),
    output: me,
  }),
  read({
    name: 'people.passkeys',
    say: ['我的通行密钥', 'My passkeys'],
    input: nothing,
    output: object({
      items: list(
        object({ passkeyId: id('pas'), label: text(60), createdAt: instant, lastUsedAt: nullable(instant) }),
      ),
    }),
  }),
  command({
    name: 'people.remove-passkey',
    say: ['删除通行密钥', 'Remove a passkey'],
    input: object({ passkeyId: id('pas') }),
    output: done,
  }),
] as const

export const organisations = [
  command({
    name: 'organisations.register',
    say: ['登记机构', 'Register an organisation'],
    input: object({
      kind: oneOf(['provider', 'acquirer', 'regulator']),
      name: text(120),
      uscc: optional(text(18)),
      licenceNo: optional(text(40)),
      hotline: optional(text(40)),
    }),
    output: object({ organisationId: id('org') }),
  }),
  read({
    name: 'organisations.list',
    say: ['机构名录', 'Organisations'],
    input: object({ ...paging, kind: optional(organisationKind) }),
    output: page(organisation),
  }),
  command({
    name: 'organisations.issue-api-key',
    say: ['发放接口密钥', 'Issue an API key'],
    input: object({ label: text(60), calls: list(text(80), 60) }),
    output: object({ apiKeyId: id('key'), apiKey: text(100) }),
  }),
  read({
    name: 'organisations.api-keys',
    say: ['接口密钥', 'API keys'],
    input: nothing,
    output: object({
      items: list(
        object({
          apiKeyId: id('key'),
          label: text(60),
          calls: list(text(80)),
          createdAt: instant,
          revokedAt: nullable(instant),
        }),
      ),
    }),
  }),
  command({
    name: 'organisations.revoke-api-key',
    say: ['吊销接口密钥', 'Revoke an API key'],
    input: object({ apiKeyId: id('key') }),
    output: done,
  }),
  read({
    name: 'organisations.audit',
    say: ['操作审计', 'Audit trail'],
    input: object({ ...countingPage, caseId: optional(id('cas')) }),
    output: page(
      object({
        auditId: text(40),
        at: instant,
        call: text(80),
        principal: text(20),
        person: text(80, 0),
        organisation: text(120, 0),
        outcome: text(40),
        requestId: text(80),
      }),
    ),
  }),
] as const
