import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { type DemoPerson, demoEnter, demoPeople } from '../client.ts'
import { type Role, homeOf, useBecome } from '../session.tsx'
import { rememberDemoPhone } from '../sign-in/demo-phone.ts'
import { ProblemNotice } from '../ui/notice.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { startWords } from './words.ts'

const order: readonly string[] = ['merchant', 'provider', 'technician', 'reviewer', 'regulator', 'operator']

/** Everybody of the demo story, by role; one press signs in as that person. */
export const DemoPeople = () => {
  const t = useWords(startWords)
  const c = useWords(common)
  const become = useBecome()
  const [, go] = useLocation()
  const people = useQuery({ queryKey: ['demo-people'], queryFn: demoPeople, staleTime: 60_000 })
  const enter = useMutation({
    mutationFn: ({ phone }: DemoPerson) => demoEnter(phone),
    onSuccess: (me, { phone }) => {
      rememberDemoPhone(phone)
      become(me)
      go(homeOf(me.principal))
    },
  })
  if (people.error) return <ErrorState problem={people.error} onRetry={() => void people.refetch()} />
  if (!people.data) return <Skeleton lines={3} />
  const roleOf = ({ role }: DemoPerson) => (role in common ? c(role as Role) : role)
  const sorted = [...people.data].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
  return (
    <>
      <ProblemNotice problem={enter.error} />
      <ul className="demo-people">
        {sorted.map((person) => (
          <li key={person.phone} className={`demo-person ${person.role}`}>
            <div className="grow">
              <p className="demo-role">{roleOf(person)}</p>
              <p className="strong">{person.name || person.org || person.phone}</p>
              {person.name && <p className="soft small">{person.org}</p>}
            </div>
            <button
              type="button"
              aria-label={t('enterAs', {
                role: roleOf(person),
                name: person.name || person.org || person.phone,
              })}
              aria-disabled={enter.isPending || undefined}
              onClick={() => !enter.isPending && enter.mutate(person)}
            >
              {t('enter')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
