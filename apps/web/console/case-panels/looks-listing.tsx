import { Link } from 'wouter'
import { useFieldSaid } from '../../looks/fields-said.ts'
import { type Look, grantKindWords } from '../../looks/words.ts'
import { useSettings } from '../../settings.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { Listing } from '../listing.tsx'
import { Moment } from '../moment.tsx'
import { usePrincipalWord } from './history-panel.tsx'
import { looksPanelWords } from './looks-words.ts'

/** Looks at clear text, the newest first: of one case, or of every case this desk may see. Never what was seen. */
export const LooksListing = ({ caseId }: { caseId?: string | undefined }) => {
  const t = useWords(looksPanelWords)
  const both = useBoth()
  const { language } = useSettings()
  const fieldSaid = useFieldSaid()
  const principalWord = usePrincipalWord()
  return (
    <Listing
      name="vault.reveals"
      input={caseId === undefined ? {} : { caseId }}
      caption={t('looks')}
      keyOf={(row: Look) => row.revealId}
      empty={<EmptyState title={t('noLooks')}>{t('noLooksWhy')}</EmptyState>}
      columns={[
        { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
        ...(caseId === undefined
          ? [
              {
                key: 'case',
                name: t('case'),
                cell: ({ caseId: of, shopName }: Look) => (
                  <Link href={`/cases/${of}?part=looks`}>{shopName}</Link>
                ),
              },
            ]
          : []),
        {
          key: 'reader',
          name: t('reader'),
          cell: ({ reader, principal, organisation }) => (
            <span className="stack tight">
              <span className="strong">{reader || principalWord(principal)}</span>
              <span className="soft small">{[principalWord(principal), organisation].join(' · ')}</span>
            </span>
          ),
        },
        {
          key: 'why',
          name: t('why'),
          cell: ({ kind, words }) => (
            <span className="stack tight">
              <span>
                <Tag tone={kind === 'break-glass' ? 'bad' : 'info'}>{both(grantKindWords[kind])}</Tag>
              </span>
              {words && <span>{words}</span>}
            </span>
          ),
        },
        {
          key: 'fields',
          name: t('fields'),
          cell: ({ fields }) => fields.map(fieldSaid).join(language === 'en' ? ', ' : '、'),
        },
        {
          key: 'leaf',
          name: t('leaf'),
          number: true,
          cell: ({ leafIndex }) => leafIndex ?? t('pending'),
        },
      ]}
    />
  )
}
