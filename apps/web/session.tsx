import type { OutputOf } from '#api/calls.ts'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Redirect, useLocation } from 'wouter'
import { isPassing } from './client.ts'
import { useConnection } from './connection.ts'
import { useRead } from './queries.ts'
import { Loaded } from './ui/states.tsx'
import { common } from './words.ts'
import { useWords } from './wording.ts'
import { Notice } from './ui/notice.tsx'
import { LinkButton } from './ui/button.tsx'

export type Me = OutputOf<'people.me'>
export type Role = Me['principal']

export const useMe = () => useRead('people.me', {}, { staleTime: 60_000 })

const KEPT = 'fangxin.who'

/** What the house told somebody on this phone goes with them. */
const forgetWhatWasTold = () =>
  void import('../field/shelf.ts').then(
    ({ forgetAnswers }) => forgetAnswers(),
    () => undefined,
  )

/** Who works on this phone, without a name: enough to open what lies on it when the house cannot be asked. */
const keepMe = ({ personId, principal }: Pick<Me, 'personId' | 'principal'>) => {
  try {
    if (principal === 'anonymous') {
      if (localStorage.getItem(KEPT) !== null) forgetWhatWasTold()
      localStorage.removeItem(KEPT)
    } else localStorage.setItem(KEPT, JSON.stringify({ personId, principal }))
  } catch {
    // Private windows may refuse storage: then these pages do not open without a network.
  }
}

const keptMe = (): Me | null => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Pick<Me, 'personId' | 'principal'> | null
    return kept && { ...kept, name: '', organisation: null, memberships: [], demo: false }
  } catch {
    return null
  }
}

/** No answer to who this is, for want of a network: whoever worked here last goes on with what lies on the phone. */
const useKeptMe = (offline: boolean) => {
  const client = useQueryClient()
  const connection = useConnection()
  const { data, failureReason } = useMe()
  const unreachable = offline && data === undefined && failureReason !== null && isPassing(failureReason)
  useEffect(() => {
    if (data) keepMe(data)
  }, [data])
  useEffect(() => {
    const before = unreachable ? keptMe() : null
    // Long out of date: asked again at the first chance.
    if (before) client.setQueryData(['people.me', {}], before, { updatedAt: 1 })
  }, [unreachable, client])
  useEffect(() => {
    if (!offline || connection === 'fine') return undefined
    // Browsers do not always say when a line is back; asking now and then does.
    const ask = () => void client.refetchQueries({ queryKey: ['people.me'] })
    const timer = setInterval(ask, 10_000)
    addEventListener('online', ask)
    return () => {
      clearInterval(timer)
      removeEventListener('online', ask)
      void client.invalidateQueries()
    }
  }, [offline, connection, client])
}

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
    if (me) {
      client.setQueryData(['people.me', {}], me)
      if (keptMe()?.personId !== me.personId) forgetWhatWasTold()
    } else {
      keepMe({ personId: null, principal: 'anonymous' })
      void client.resetQueries({ queryKey: ['people.me'] })
    }
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

/**
 * Shows its children to these roles; strangers are led to sign in, others told whose room this is. `offline`: these pages
 * open without a network too.
 */
export const Only = ({
  roles,
  offline = false,
  children,
}: {
  roles: readonly Role[]
  offline?: boolean
  children: ReactNode
}) => {
  const me = useMe()
  useKeptMe(offline)
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
