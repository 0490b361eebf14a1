import { type ReactNode, useEffect } from 'react'
import { Link } from 'wouter'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'

type Props = {
  title: string
  /** Where "back" leads; a path of this router. */
  back?: string
  lead?: ReactNode
  aside?: ReactNode
  children: ReactNode
  /** The one primary action of the screen, kept within the thumb's reach. */
  action?: ReactNode
  /** Uses the width of a desktop: things to be compared stand side by side. */
  wide?: boolean
}

/** One screen of the merchant's or technician's application. */
export const Page = ({ title, back, lead, aside, children, action, wide }: Props) => {
  const t = useWords(common)
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
    scrollTo(0, 0)
  }, [title, t])
  return (
    <div className={wide ? 'page wide-page' : 'page'}>
      <div className="page-head">
        {back !== undefined && (
          <Link href={back} className="back" aria-label={t('back')}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="m15 5-7 7 7 7" />
            </svg>
          </Link>
        )}
        <div className="grow">
          <h1>{title}</h1>
          {lead && <p className="soft">{lead}</p>}
        </div>
        {aside}
      </div>
      <div className="stack page-body">{children}</div>
      {action && <div className="page-action">{action}</div>}
    </div>
  )
}
