import Breadcrumb from 'antd/es/breadcrumb'
import { type ReactNode, useEffect } from 'react'
import { Link } from 'wouter'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { consoleWords } from './words.ts'

type Crumb = { href: string; label: string }

type Props = {
  title: string
  /** Pages above this one, outermost first. */
  trail?: readonly Crumb[]
  lead?: ReactNode
  /** Actions that belong to the whole page. */
  extra?: ReactNode
  children: ReactNode
}

/** One page of a desk: where it stands, its name, its content. */
export const ConsolePage = ({ title, trail = [], lead, extra, children }: Props) => {
  const t = useWords(consoleWords)
  const c = useWords(common)
  useEffect(() => {
    document.title = `${title} · ${c('product')}`
    scrollTo(0, 0)
  }, [title, c])
  return (
    <div className="console-page">
      {trail.length > 0 && (
        <Breadcrumb
          aria-label={t('trail')}
          items={[
            ...trail.map(({ href, label }) => ({ key: href, title: <Link href={href}>{label}</Link> })),
            { key: 'here', title: <span aria-current="page">{title}</span> },
          ]}
        />
      )}
      <header className="console-head">
        <div className="grow">
          <h1>{title}</h1>
          {lead && <div className="soft">{lead}</div>}
        </div>
        {extra && <div className="row">{extra}</div>}
      </header>
      <div className="stack">{children}</div>
    </div>
  )
}
