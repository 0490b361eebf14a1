import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { filingWords } from '../domain-words.ts'
import { dayOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useRuleSaid } from '../rule-words.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox, Switch } from '../ui/choices.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import type { CaseView } from './next.ts'
import { offerWords } from './offer-words.ts'

type Provider = OutputOf<'providers.directory'>['items'][number]
type Answer = CaseView['requests'][number]['answer'] | undefined

const ProviderCard = ({
  provider,
  answer,
  chosen,
  onChoose,
}: {
  provider: Provider
  answer: Answer
  chosen: boolean
  onChoose: (chosen: boolean) => void
}) => {
  const t = useWords(offerWords)
  const filing = useWords(filingWords)
  const said = useRuleSaid()
  const { language } = useSettings()
  const params = { validUntil: provider.filingValidUntil ? dayOf(provider.filingValidUntil, language) : '' }
  return (
    <Card
      title={provider.name}
      aside={
        <Tag tone={provider.vetted ? 'good' : 'bad'}>{provider.vetted ? t('vetted') : t('notVetted')}</Tag>
      }
    >
      {provider.about && <p>{provider.about}</p>}
      {provider.problems.length > 0 && (
        <Notice tone="bad">
          <ul>
            {provider.problems.map((rule) => (
              <li key={rule}>{said(rule, params)?.happened ?? rule}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Facts
        rows={[
          [t('filing'), `${provider.filingNo} · ${filing(provider.filingStatus)}`],
          provider.filingValidUntil !== null && [t('validUntil'), dayOf(provider.filingValidUntil, language)],
          [t('evaluations'), provider.evaluations.join(' · ') || t('none')],
          [t('acquirers'), provider.acquirers.join(' · ') || t('none')],
          provider.hotline !== '' && [
            t('hotline'),
            <a href={`tel:${provider.hotline}`}>{provider.hotline}</a>,
          ],
          [t('live'), t('liveCount', { n: provider.casesLive })],
          [
            t('onTime'),
            provider.ticketsOnTime === null
              ? t('noTickets')
              : t('onTimeOf', { percent: provider.ticketsOnTime, n: provider.ticketsCounted }),
          ],
        ]}
      />
      {answer ? (
        <div>
          <Tag tone="info">{t(answer)}</Tag>
        </div>
      ) : (
        <Checkbox label={t('select', { provider: provider.name })} checked={chosen} onChange={onChoose} />
      )}
    </Card>
  )
}

const Directory = ({ view }: { view: CaseView }) => {
  const t = useWords(offerWords)
  const tell = useToast()
  const [, go] = useLocation()
  const caseId = useCaseId()
  const regionCode = view.application?.shop.regionCode
  const [nearby, setNearby] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const directory = useRead('providers.directory', {
    limit: 100,
    ...(nearby && regionCode ? { regionCode } : {}),
  })
  const request = useCommand('offers.request')
  const asking = view.step === 'offers'
  const answerOf = ({ providerId }: Provider): Answer =>
    view.requests.find((asked) => asked.providerId === providerId)?.answer
  return (
    <Page
      title={t('providersTitle')}
      lead={t('providersLead')}
      back="/"
      action={
        asking && (
          <>
            <ProblemNotice problem={request.problem} />
            <Button
              kind="primary"
              busy={request.busy}
              disabled={chosen.length === 0}
              onClick={() =>
                request.send({ caseId, providerIds: [...chosen] }, () => {
                  tell(t('sent'))
                  go('/')
                })
              }
            >
              {chosen.length === 0 ? t('askNone') : t('ask', { n: chosen.length })}
            </Button>
          </>
        )
      }
    >
      {regionCode && <Switch label={t('nearby')} checked={nearby} onChange={setNearby} />}
      <Loaded query={directory}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noProviders')}>{t('noProvidersWhy')}</EmptyState>
          ) : (
            items.map((provider) => (
              <ProviderCard
                key={provider.providerId}
                provider={provider}
                answer={asking ? answerOf(provider) : (answerOf(provider) ?? 'asked')}
                chosen={chosen.includes(provider.providerId)}
                onChoose={(yes) =>
                  setChosen((before) => [
                    ...before.filter((id) => id !== provider.providerId),
                    ...(yes ? [provider.providerId] : []),
                  ])
                }
              />
            ))
          )
        }
      </Loaded>
    </Page>
  )
}

/** The directory with what is known of each provider, and the request to several at once. */
export default function ProvidersScreen() {
  const t = useWords(offerWords)
  return <CasePage title={t('providersTitle')}>{(view) => <Directory view={view} />}</CasePage>
}
