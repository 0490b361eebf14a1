import type { OutputOf } from '#api/calls.ts'
import { factName } from '../../fact-words.ts'
import { useSettings } from '../../settings.tsx'
import { Tag } from '../../ui/surface.tsx'
import { common } from '../../words.ts'
import { useWords } from '../../wording.ts'
import { Listing } from '../listing.tsx'
import { Moment } from '../moment.tsx'
import { panelWords } from './words.ts'

type Row = OutputOf<'cases.history'>['items'][number]
const roles = ['merchant', 'provider', 'technician', 'reviewer', 'regulator', 'operator'] as const

/** The principal's word; the house's own acts show as they are recorded. */
export const usePrincipalWord = () => {
  const c = useWords(common)
  return (principal: string) => {
    const role = roles.find((each) => each === principal)
    return role ? c(role) : c('product')
  }
}

/** Every fact of the case, in the order they became true. */
export const HistoryPanel = ({ caseId }: { caseId: string }) => {
  const t = useWords(panelWords)
  const { language } = useSettings()
  const principalWord = usePrincipalWord()
  return (
    <Listing
      name="cases.history"
      input={{ caseId }}
      caption={t('history')}
      keyOf={(row: Row) => row.factId}
      columns={[
        { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
        { key: 'what', name: t('what'), cell: ({ type }) => factName(type, language) },
        {
          key: 'who',
          name: t('who'),
          cell: ({ principal, person, organisation }) =>
            [person || principalWord(principal), organisation].filter(Boolean).join(' · '),
        },
        {
          key: 'logged',
          name: t('logged'),
          cell: ({ logged }) => (
            <Tag tone={logged ? 'good' : 'info'}>{t(logged ? 'loggedYes' : 'loggedNot')}</Tag>
          ),
        },
      ]}
    />
  )
}
