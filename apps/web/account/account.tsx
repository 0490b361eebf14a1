import { useLocation } from 'wouter'
import { momentOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { UnsentList } from '../../field/unsent-list.tsx'
import { Only, type Role, useBecome, useMe } from '../session.tsx'
import { useSettings } from '../settings.tsx'
import { Memberships } from '../sign-in/memberships.tsx'
import { homeOf } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card, Facts, LinkList, Tag } from '../ui/surface.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { HandOverPhones } from './hand-over-phones.tsx'
import { Passkeys } from './passkeys.tsx'
import { accountWords } from './words.ts'

const Sessions = () => {
  const t = useWords(accountWords)
  const { language } = useSettings()
  const sessions = useRead('people.sessions', {})
  const end = useCommand('people.end-session')
  return (
    <Card title={t('sessions')}>
      <ProblemNotice problem={end.problem} />
      <Loaded query={sessions}>
        {({ items }) => (
          <ul className="stack">
            {items.map(({ sessionId, device, lastSeenAt, current }) => (
              <li key={sessionId} className="row between">
                <div className="grow">
                  <p>
                    {device || t('unknownDevice')} {current && <Tag tone="good">{t('current')}</Tag>}
                  </p>
                  <p className="soft small">{t('lastSeen', { at: momentOf(lastSeenAt, language) })}</p>
                </div>
                {!current && (
                  <Button
                    small
                    busy={end.busy}
                    aria-label={t('endNamed', { device: device || t('unknownDevice') })}
                    onClick={() => end.send({ sessionId })}
                  >
                    {t('end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

/** Who hands terminals over by two signatures. */
const signs: ReadonlySet<Role> = new Set(['merchant', 'technician', 'reviewer'])

const Mine = () => {
  const t = useWords(accountWords)
  const c = useWords(common)
  const me = useMe()
  const become = useBecome()
  const [, go] = useLocation()
  const signOut = useCommand('people.sign-out')
  const leave = () =>
    signOut.send({}, () => {
      go('/')
      become(null)
    })
  return (
    <Loaded query={me}>
      {(me) => (
        <>
          <Page
            title={t('title')}
            back={homeOf(me.principal)}
            action={
              <Button busy={signOut.busy} onClick={leave}>
                {c('signOut')}
              </Button>
            }
          >
            <Card title={me.name || c(me.principal)} aside={<Tag tone="info">{c(me.principal)}</Tag>}>
              <Facts rows={[me.organisation && [t('organisation'), me.organisation.name]]} />
            </Card>
            {me.principal === 'merchant' && (
              <Card title={t('data')}>
                <LinkList
                  rows={[
                    { key: 'looks', href: '~/merchant/looks', title: t('looks'), note: t('looksNote') },
                    { key: 'my-data', href: '~/merchant/my-data', title: t('myData'), note: t('myDataNote') },
                  ]}
                />
              </Card>
            )}
            {me.principal === 'technician' && <UnsentList />}
            <Passkeys />
            {signs.has(me.principal) && <HandOverPhones />}
            <Sessions />
          </Page>
          {me.memberships.length > 1 && (
            <Memberships
              me={me}
              onChosen={(chosen) => {
                become(chosen)
                go(homeOf(chosen.principal))
              }}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

/** A person's own keys, devices and hats. */
export default function Account() {
  return (
    <Only roles={['merchant', 'technician', 'provider', 'reviewer', 'regulator', 'operator']}>
      <Mine />
    </Only>
  )
}
