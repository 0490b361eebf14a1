import { useEffect, useState } from 'react'
import { Route, Switch } from 'wouter'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../web/client.ts'
import { type Problem, isProblem } from '../../web/problem.ts'
import { useRead } from '../../web/queries.ts'
import { homeOf, useMe, type Me } from '../../web/session.tsx'
import { Button, LinkButton } from '../../web/ui/button.tsx'
import { Notice, ProblemNotice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Skeleton } from '../../web/ui/states.tsx'
import { Card, LinkList } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import '../field.css'
import { openDetector } from '../device/detector.ts'
import { keepShell } from '../keep-shell.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { useOutbox } from '../outbox.ts'
import { everything, type SigningPhone } from '../shelf.ts'
import { UnsentList } from '../unsent-list.tsx'
import { Give } from './give.tsx'
import { keepCounterparts, useSigned } from './kept.ts'
import { Outcomes } from './outcomes.tsx'
import { enrol, phoneOf } from './phone.ts'
import { Take } from './take.tsx'
import { handOverWords } from './words.ts'

type Giveable = { readonly deviceId: string; readonly serialNo: string }

/** What this person holds and may pass on; while there is a network, all that is needed without one is fetched. */
const useGiveable = (me: Me): readonly Giveable[] => {
  const listed = useRead('devices.list', { limit: 100 })
  const [kept, setKept] = useState<readonly Giveable[]>([])
  const client = useQueryClient()
  const kind = me.principal === 'reviewer' ? 'acquirer' : me.principal
  const mine = listed.data?.items.filter(
    ({ custodian, status, caseId }) =>
      custodian.kind === kind && caseId !== null && status !== 'in-stock' && status !== 'retired',
  )
  const ids = mine?.map(({ deviceId }) => deviceId).join(' ')
  useEffect(() => {
    if (ids === undefined) {
      void everything('counterparts').then(setKept)
      return
    }
    for (const deviceId of ids.split(' ').filter(Boolean).slice(0, 20))
      void client
        .fetchQuery({
          queryKey: ['custody-keys.counterparts', { deviceId }],
          queryFn: () => call('custody-keys.counterparts', { deviceId }),
          staleTime: 60_000,
        })
        .then(
          (seen) => keepCounterparts(deviceId, seen),
          () => undefined,
        )
  }, [ids, client])
  return mine ?? kept
}

const Start = ({ me, signed }: { me: Me; signed: ReturnType<typeof useSigned> }) => {
  const t = useWords(handOverWords)
  const giveable = useGiveable(me)
  return (
    <Page title={t('title')} lead={t('lead')} back={`~${homeOf(me.principal)}`}>
      <OfflineNotice />
      <UnsentList within="/hand-over" />
      <Outcomes told={signed.told} />
      <LinkButton kind="primary" wide href="/take">
        {t('take')}
      </LinkButton>
      <Card title={t('give')}>
        {giveable.length === 0 ? (
          <p className="soft">{t('nothingToGive')}</p>
        ) : (
          <LinkList
            rows={giveable.map(({ deviceId, serialNo }) => ({
              key: deviceId,
              href: `/give/${deviceId}`,
              title: t('ofSerial', { tail: serialNo.slice(-4) }),
            }))}
          />
        )}
      </Card>
    </Page>
  )
}

const Enrol = ({ me, onEnrolled }: { me: Me; onEnrolled: (phone: SigningPhone) => void }) => {
  const t = useWords(handOverWords)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [noStorage, setNoStorage] = useState(false)
  const begin = async () => {
    setBusy(true)
    try {
      const phone = await enrol(me.personId ?? '')
      if (phone) onEnrolled(phone)
      else setNoStorage(true)
    } catch (failure) {
      setProblem(isProblem(failure) ? failure : null)
    }
    setBusy(false)
  }
  return (
    <Page title={t('enrol')} lead={t('enrolLead')} back={`~${homeOf(me.principal)}`}>
      <OfflineNotice />
      <ProblemNotice problem={problem} />
      {noStorage && <Notice tone="bad" alert title={t('noStorage')} />}
      <Button kind="primary" wide busy={busy} onClick={() => void begin()}>
        {t('enrolNow')}
      </Button>
    </Page>
  )
}

const Ready = ({ me, phone }: { me: Me; phone: SigningPhone }) => {
  // The reader of codes is fetched now: in a cellar it could not be.
  useEffect(() => {
    void openDetector().catch(() => undefined)
  }, [])
  const signed = useSigned()
  const common = { personId: me.personId ?? '', phone, told: signed.told, onSigned: signed.keep }
  return (
    <Switch>
      <Route path="/take">
        <Take {...common} />
      </Route>
      <Route path="/give/:deviceId">{({ deviceId }) => <Give deviceId={deviceId} {...common} />}</Route>
      <Route>
        <Start me={me} signed={signed} />
      </Route>
    </Switch>
  )
}

/** Two phones, two signatures, no network needed between them or to the house. */
export default function HandOver() {
  const me = useMe().data
  const [phone, setPhone] = useState<SigningPhone | null | undefined>()
  const personId = me?.personId
  useEffect(keepShell, [])
  useOutbox()
  useEffect(() => {
    if (personId) void phoneOf(personId).then((kept) => setPhone(kept ?? null))
  }, [personId])
  if (!me || phone === undefined)
    return (
      <div className="narrow">
        <Skeleton />
      </div>
    )
  return (
    <div className="field-app">
      {phone === null ? <Enrol me={me} onEnrolled={setPhone} /> : <Ready me={me} phone={phone} />}
    </div>
  )
}
