import type { OutputOf } from '#api/calls.ts'
import { Tag } from '../ui/surface.tsx'
import { Notice } from '../ui/notice.tsx'
import { useBoth, useWords } from '../wording.ts'
import { findingWords } from './words.ts'
import { togetherWords } from './together-words.ts'

type Contradiction = OutputOf<'guard.together'>['items'][number]
const tones = { high: 'bad', medium: 'warning', low: 'info' } as const

/** What one paper of an offer says and another takes back, both quoted. */
export const Contradictions = ({ items }: { items: readonly Contradiction[] }) => {
  const t = useWords(togetherWords)
  const f = useWords(findingWords)
  const both = useBoth()
  if (items.length === 0)
    return (
      <Notice tone="good" title={t('agree')}>
        {t('agreeWhy')}
      </Notice>
    )
  return (
    <ul className="stack">
      {items.map((item, at) => (
        <li key={`${item.rule} ${at}`} className={`card finding ${tones[item.severity]}`}>
          <header className="row between">
            <h3>{both(item.why)}</h3>
            <Tag tone={tones[item.severity]}>{f(item.severity)}</Tag>
          </header>
          {item.places.map((place) => (
            <figure key={`${place.document} ${place.start}`}>
              <figcaption className="soft small">{place.document}</figcaption>
              <blockquote>{place.quote}</blockquote>
            </figure>
          ))}
          <div>
            <h4>{f('ask')}</h4>
            <p>{both(item.ask)}</p>
          </div>
          {item.basis.length > 0 && (
            <p className="small soft">
              {f('basis')}: {item.basis.map(({ law, article }) => `${law} ${article}`).join('; ')}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
