import type { ReactNode } from 'react'
import { momentOf } from '../../format.ts'
import { useFieldSaid } from '../../looks/fields-said.ts'
import { standingOf } from '../../looks/standing.ts'
import { type Grant, endWords, grantKindWords, lookWords } from '../../looks/words.ts'
import { useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { Grid } from '../grid.tsx'
import { wordOf } from '../vocabulary.ts'
import { looksPanelWords } from './looks-words.ts'
import { LooksListing } from './looks-listing.tsx'

const tones = { live: 'good', waiting: 'warning', ended: 'info', expired: 'info' } as const
const tags = { live: 'live', waiting: 'waitingTag', ended: 'endedTag', expired: 'expiredTag' } as const

const StandingCell = ({ grant }: { grant: Grant }) => {
  const l = useWords(lookWords)
  const both = useBoth()
  const { language } = useSettings()
  const standing = standingOf(grant)
  const at = momentOf(grant.ended?.at ?? grant.expiresAt, language)
  const said = {
    live: () => l('until', { at }),
    waiting: () => l('answerBy', { at }),
    ended: () => l('endedAt', { at, why: wordOf(endWords, grant.ended?.because ?? '', both) }),
    expired: () => l('expiredAt', { at }),
  }
  return (
    <span className="stack tight">
      <span>
        <Tag tone={tones[standing]}>{l(tags[standing])}</Tag>
      </span>
      <span className="soft small">{said[standing]()}</span>
    </span>
  )
}

/** Who may look into a case, by whose act and until when. `turn` is what a desk can do with one grant. */
export const GrantsTable = ({
  caseId,
  tools,
  turn,
}: {
  caseId: string
  tools?: ReactNode
  turn?: (grant: Grant) => ReactNode
}) => {
  const t = useWords(looksPanelWords)
  const both = useBoth()
  const { language } = useSettings()
  const fieldSaid = useFieldSaid()
  const read = useRead('vault.grants', { caseId })
  return (
    <Card title={t('grants')}>
      <p className="soft small">{t('grantsWhy')}</p>
      <Loaded query={read}>
        {({ items }) =>
          items.length === 0 ? (
            <>
              {tools && <div className="row">{tools}</div>}
              <p className="soft">{t('noGrants')}</p>
            </>
          ) : (
            <Grid
              caption={t('grants')}
              rows={items}
              keyOf={({ grantId }) => grantId}
              tools={tools}
              columns={[
                {
                  key: 'reader',
                  name: t('reader'),
                  cell: ({ reader, organisation }) => (
                    <span className="stack tight">
                      <span className="strong">{reader}</span>
                      <span className="soft small">{organisation}</span>
                    </span>
                  ),
                },
                {
                  key: 'kind',
                  name: t('why'),
                  cell: ({ kind, reason, givenBy }) => (
                    <span className="stack tight">
                      <span>
                        <Tag tone={kind === 'break-glass' ? 'bad' : 'info'}>{both(grantKindWords[kind])}</Tag>
                      </span>
                      <span className="soft small">{t('givenBy', { who: givenBy || t('theMerchant') })}</span>
                      {reason && <span>{reason}</span>}
                    </span>
                  ),
                },
                {
                  key: 'fields',
                  name: t('fields'),
                  cell: ({ fields }) =>
                    fields.length <= 3 ? (
                      fields.map(fieldSaid).join(language === 'en' ? ', ' : '、')
                    ) : (
                      <details>
                        <summary>{t('fieldCount', { n: fields.length })}</summary>
                        {fields.map(fieldSaid).join(language === 'en' ? ', ' : '、')}
                      </details>
                    ),
                },
                { key: 'standing', name: t('standing'), cell: (grant) => <StandingCell grant={grant} /> },
                { key: 'shown', name: t('shown'), number: true, cell: ({ shown }) => shown },
                ...(turn ? [{ key: 'turn', name: t('turn'), cell: turn }] : []),
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  )
}

/** Grants and looks of one case. */
export const LooksPanel = ({
  caseId,
  ask,
  turn,
}: {
  caseId: string
  ask?: ReactNode
  turn?: (grant: Grant) => ReactNode
}) => {
  const t = useWords(looksPanelWords)
  return (
    <>
      <GrantsTable caseId={caseId} tools={ask} {...(turn && { turn })} />
      <Card title={t('looks')}>
        <LooksListing caseId={caseId} />
      </Card>
    </>
  )
}
