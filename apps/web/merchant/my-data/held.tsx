import type { OutputOf } from '#api/calls.ts'
import { Card, Tag } from '../../ui/surface.tsx'
import { common } from '../../words.ts'
import { useBoth, useWords } from '../../wording.ts'
import { myDataWords } from './words.ts'

type Kind = OutputOf<'vault.my-data'>['kinds'][number]

const Row = ({ kind }: { kind: Kind }) => {
  const t = useWords(myDataWords)
  const c = useWords(common)
  const both = useBoth()
  const readers = kind.readers.filter((reader) => reader !== 'merchant')
  return (
    <li>
      <p>
        <span className="strong">{both(kind.say)}</span>{' '}
        {kind.held !== null && <span className="soft small">{t('items', { n: kind.held })}</span>}{' '}
        {kind.sensitive && <Tag tone="warning">{t('sensitive')}</Tag>}
      </p>
      <p className="soft small">
        {t('keptWhy', { purpose: both(kind.purposeSay), basis: both(kind.basisSay) })}
      </p>
      <p className="soft small">
        {readers.length === 0
          ? t('nobodyReads')
          : t('mayRead', { who: readers.map((reader) => c(reader as 'reviewer')).join(' / ') })}
      </p>
    </li>
  )
}

/** What is kept, under the term that ends it: law's years in plain words. */
export const Held = ({ kinds }: { kinds: readonly Kind[] }) => {
  const t = useWords(myDataWords)
  const both = useBoth()
  const held = kinds.filter(({ held: count }) => count === null || count > 0)
  const terms = [...new Map(held.map((kind) => [kind.keep, kind])).values()]
  return (
    <Card title={t('held')}>
      <p className="soft">
        {held.some(({ held: count }) => count !== null) ? t('heldLead') : t('nothingHeld')}
      </p>
      {terms.map(({ keep, term, termBasis }) => (
        <details key={keep} className="more parted">
          <summary>{both(term)}</summary>
          <ul className="stack">
            {held
              .filter((kind) => kind.keep === keep)
              .map((kind) => (
                <Row key={kind.datum} kind={kind} />
              ))}
          </ul>
          {termBasis && <p className="soft small">{t('law', { basis: termBasis })}</p>}
        </details>
      ))}
    </Card>
  )
}
