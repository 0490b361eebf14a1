import type { OutputOf } from '#api/calls.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Redirect, useLocation } from 'wouter'
import { useRead } from './queries.ts'
import { Loaded } from './ui/states.tsx'
import { common } from './words.ts'
import { useWords } from './wording.ts'
import { Notice } from './ui/notice.tsx'
import { LinkButton } from './ui/button.tsx'

export type Me = OutputOf<'people.me'>
export type Role = Me['principal']

export const useMe = () => useRead('people.me', {}, { staleTime: 60_000 })

const anyones = new Set<unknown>([
  'people.me',
  'readiness',
  'demo-people',
  'guard.rules',
  'guard.comment-model',
])

/** After signing in or out, or changing hats: nothing that was somebody's own may stay in memory. */
export const useBecome = () => {
  const client = useQueryClient()
  return (me: Me | null) => {
    if (me) client.setQueryData(['people.me', {}], me)
    else void client.resetQueries({ queryKey: ['people.me'] })
    client.removeQueries({ predicate: ({ queryKey }) => !anyones.has(queryKey[0]) })
  }
}

/** Where each role works. The operator runs the house from the command line and looks in as a regulator does. */
export const homeOf = (role: Role): string =>
  ({
    anonymous: '/sign-in',
    merchant: '/merchant',
    technician: '/technician',
    provider: '/provider',
    reviewer: '/reviewer',
    regulator: '/regulator',
    operator: '/regulator',
  })[role]

/** Shows its children to these roles; strangers are led to sign in, others told whose room this is. */
export const Only = ({ roles, children }: { roles: readonly Role[]; children: ReactNode }) => {
  const me = useMe()
  const [path] = useLocation()
  const t = useWords(common)
  return (
    <Loaded query={me}>
      {(me) => {
        if (me.principal === 'anonymous')
          return <Redirect to={`~/sign-in?next=${encodeURIComponent(path)}`} />
        if (roles.includes(me.principal)) return children
        return (
          <div className="narrow stack">
            <Notice tone="warning" title={t('otherRoom')}>
              {t('otherRoomWhy', { role: t(me.principal) })}
            </Notice>
            <LinkButton href={`~${homeOf(me.principal)}`}>{t('toMyRoom')}</LinkButton>
          </div>
        )
      }}
    </Loaded>
  )
}
