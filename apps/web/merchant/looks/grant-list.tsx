import { momentOf } from '../../format.ts'
import { useFieldSaid } from '../../looks/fields-said.ts'
import { standingOf } from '../../looks/standing.ts'
import { type Grant, endWords, grantKindWords, lookWords } from '../../looks/words.ts'
import { useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { myLookWords } from './words.ts'

const tones = { live: 'good', waiting: 'warning', ended: undefined, expired: undefined } as const
const tags = { live: 'live', waiting: 'waitingTag', ended: 'endedTag', expired: 'expiredTag' } as const

/** One leave to see: who, what for, by whose act, until when, and how often it was used. */
const GrantItem = ({ grant }: { grant: Grant }) => {
  const t = useWords(myLookWords)
  const l = useWords(lookWords)
  const both = useBoth()
  const fieldSaid = useFieldSaid()
  const { language } = useSettings()
  const { kind, reader, organisation, fields, expiresAt, ended, shown, givenBy, reason } = grant
  const standing = standingOf(grant)
  const until = momentOf(expiresAt, language)
  const tone = tones[standing]
  const ends = {
    live: l('until', { at: until }),
    waiting: l('answerBy', { at: until }),
    ended:
      ended &&
      l('endedAt', {
        at: momentOf(ended.at, language),
        why: ended.because in endWords ? both(endWords[ended.because as 'replaced']) : ended.because,
      }),
    expired: l('expiredAt', { at: until }),
  }
  const confirmed = kind === 'break-glass' && givenBy !== reader
  return (
    <li className="stack tight parted">
      <div className="row between">
        <span className="strong">{[reader, both(grantKindWords[kind])].filter(Boolean).join(' · ')}</span>
        <Tag {...(tone && { tone })}>{l(tags[standing])}</Tag>
      </div>
      <p className="soft small">
        {[organisation, ends[standing], shown > 0 ? l('seen', { n: shown }) : t('noLookYet')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="small">
        {kind === 'break-glass'
          ? confirmed
            ? t('by-break-glass', { who: givenBy })
            : t('by-break-glass-open')
          : t(`by-${kind}`)}
      </p>
      {reason !== '' && (
        <p>
          <span className="soft">{t('asked')}</span>
          {reason}
        </p>
      )}
      <details className="more">
        <summary>{t('fieldCount', { n: fields.length })}</summary>
        <p>{fields.map(fieldSaid).join(language === 'en' ? ', ' : '、')}</p>
      </details>
    </li>
  )
}

/** Who may look into one case now; the leaves that have ended stand folded behind. */
export const GrantList = ({ caseId }: { caseId: string }) => {
  const t = useWords(myLookWords)
  const read = useRead('vault.grants', { caseId })
  return (
    <Card title={t('nowTitle')}>
      <Loaded query={read} lines={2}>
        {({ items }) => {
          const now = items.filter(({ live, waiting }) => live || waiting)
          const past = items.filter(({ live, waiting }) => !live && !waiting)
          return (
            <>
              {now.length === 0 ? (
                <p>{t('nowNone')}</p>
              ) : (
                <ul className="stack">
                  {now.map((grant) => (
                    <GrantItem key={grant.grantId} grant={grant} />
                  ))}
                </ul>
              )}
              {past.length > 0 && (
                <details className="more">
                  <summary>{t('past', { n: past.length })}</summary>
                  <ul className="stack">
                    {past.map((grant) => (
                      <GrantItem key={grant.grantId} grant={grant} />
                    ))}
                  </ul>
                </details>
              )}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
