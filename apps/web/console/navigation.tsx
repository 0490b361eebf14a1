import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useWords } from '../wording.ts'
import { Icon, type IconName } from './icon.tsx'
import { Identity } from './identity.tsx'
import { consoleWords } from './words.ts'

/** A section of a desk: its first page and the word for it. */
export type Section = { readonly path: string; readonly label: string; readonly icon: IconName }

const isHere = (location: string, path: string) =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`)

/**
 * Left menu: plain links, so that they open in new tabs and read as links. On narrow screens it folds under a
 * button and folds again once a page is chosen.
 */
export const Navigation = ({ desk, sections }: { desk: string; sections: readonly Section[] }) => {
  const t = useWords(consoleWords)
  const [location] = useLocation()
  const [open, setOpen] = useState(false)
  const here = sections.find(({ path }) => isHere(location, path))
  return (
    <div className={`console-side${open ? ' open' : ''}`}>
      <button
        type="button"
        className="console-fold"
        aria-expanded={open}
        aria-controls="console-menu"
        onClick={() => setOpen(!open)}
      >
        <Icon name="menu" />
        <span className="grow">
          {desk}
          {here && <span className="soft">{` · ${here.label}`}</span>}
        </span>
        <span>{t('menu')}</span>
      </button>
      <div id="console-menu" className="console-menu">
        <nav aria-label={t('menuOf', { desk })}>
          <p className="console-desk">{desk}</p>
          <ul>
            {sections.map(({ path, label, icon }) => (
              <li key={path}>
                <Link
                  href={path}
                  aria-current={isHere(location, path) ? 'page' : undefined}
                  onClick={() => setOpen(false)}
                >
                  <Icon name={icon} />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Identity />
      </div>
    </div>
  )
}
