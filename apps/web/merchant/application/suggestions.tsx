import type { OutputOf } from '#api/calls.ts'
import { type ReactNode, createContext, useContext, useMemo, useState } from 'react'
import { documentWords, fieldWords, merchantTypeWords } from '../../domain-words.ts'
import { Button } from '../../ui/button.tsx'
import { useWords } from '../../wording.ts'
import type { SealedPart, ShopPart } from './autosave.ts'
import { suggestionWords } from './suggestion-words.ts'

type Read = OutputOf<'applications.read-paper'>['suggestions'][number]
export type ReadablePaper = 'business-licence' | 'id-front'
type Field = Read['field']
type Suggested = Read & { readonly paper: ReadablePaper }

export const isReadable = (kind: string): kind is ReadablePaper =>
  kind === 'business-licence' || kind === 'id-front'

type Suggestions = {
  readonly open: readonly Suggested[]
  /** Puts what a paper said beside the fields; what this paper said before is withdrawn. */
  offer(paper: ReadablePaper, read: readonly Read[]): void
  settle(field: Field, accepted: string | null): void
}

const SuggestionsContext = createContext<Suggestions>({ open: [], offer: () => {}, settle: () => {} })

export const useSuggestions = () => useContext(SuggestionsContext)

type Part = { shop?: ShopPart; sealed?: SealedPart }

const partOf = (field: Field, value: string): Part =>
  field === 'merchantType' || field === 'registeredName' || field === 'uscc'
    ? { shop: { [field]: value } }
    : { sealed: { [field]: value } }

/** What was read lives here, in the memory of this screen, until the person has answered or leaves. */
export const SuggestionsProvider = ({
  onAccept,
  children,
}: {
  onAccept: (part: Part) => void
  children: ReactNode
}) => {
  const [open, setOpen] = useState<readonly Suggested[]>([])
  const value = useMemo<Suggestions>(
    () => ({
      open,
      offer: (paper, read) =>
        setOpen((before) => [
          ...before.filter((each) => each.paper !== paper && !read.some(({ field }) => field === each.field)),
          ...read.map((each) => ({ ...each, paper })),
        ]),
      settle: (field, accepted) => {
        setOpen((before) => before.filter((each) => each.field !== field))
        if (accepted !== null) onAccept(partOf(field, accepted))
      },
    }),
    [open, onAccept],
  )
  return <SuggestionsContext value={value}>{children}</SuggestionsContext>
}

/** Beside a field: what it holds, what the paper says, and the person's choice between them. */
export const SuggestionFor = ({ field, current }: { field: Field; current: string | undefined }) => {
  const t = useWords(suggestionWords)
  const name = useWords(fieldWords)
  const document = useWords(documentWords)
  const type = useWords(merchantTypeWords)
  const { open, settle } = useSuggestions()
  const suggested = open.find((each) => each.field === field)
  if (!suggested) return null
  const { value, paper, from, confidencePercent, corrected } = suggested
  const shown = (text: string) => (field === 'merchantType' ? type(text as 'individual') : text)
  const same = current === value
  return (
    <div
      className="suggestion stack tight"
      role="group"
      aria-label={t('group', { field: name(field) })}
      id={`suggestion-${field}`}
      tabIndex={-1}
    >
      <dl>
        <div>
          <dt>{t('current')}</dt>
          <dd>{current ? shown(current) : <span className="soft">{t('nothing')}</span>}</dd>
        </div>
        <div>
          <dt>{t('says', { document: document(paper) })}</dt>
          <dd className="strong">{shown(value)}</dd>
        </div>
      </dl>
      <p className="soft small">{t('origin', { from, percent: confidencePercent })}</p>
      {corrected && <p className="small warn">{t('corrected')}</p>}
      {same ? (
        <div className="row between">
          <span className="good small strong">{t('same')}</span>
          <Button small kind="quiet" onClick={() => settle(field, null)}>
            {t('fine')}
          </Button>
        </div>
      ) : (
        <div className="row">
          <Button
            small
            kind="primary"
            aria-label={t('acceptNamed', { field: name(field) })}
            onClick={() => settle(field, value)}
          >
            {t('accept')}
          </Button>
          <Button
            small
            aria-label={t('refuseNamed', { field: name(field) })}
            onClick={() => settle(field, null)}
          >
            {t('refuse')}
          </Button>
        </div>
      )}
    </div>
  )
}
