import { useEffect } from 'react'
import { LinkButton } from '../ui/button.tsx'
import { useReadiness } from '../readiness.ts'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { ContractCheck } from './contract-check.tsx'
import { DemoPeople } from './demo-people.tsx'
import { ShopPicture } from './shop-picture.tsx'
import './start.css'
import { startWords } from './words.ts'

const risks = [
  {
    n: 1,
    icon: 'M12 3 5 6v5.500c0 4.500 3 7.700 7 9.500 4-1.800 7-5 7-9.500V6zM9.500 11.500h5v4h-5zM10.500 11.500V10a1.500 1.500 0 0 1 3 0v1.500',
  },
  { n: 2, icon: 'M6 3h9l4 4v14H6zM15 3v4h4M9 11h7M9 14.500h4M9 18h7' },
  {
    n: 3,
    icon: 'M7 3h10v18H7zM9.500 6h5v4.500h-5zM10 14h.010M12 14h.010M14 14h.010M10 17h.010M12 17h.010M14 17h.010',
  },
  { n: 4, icon: 'M12 7v5l3.500 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18' },
] as const

const line = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** The front door: what this is, who may enter, and a contract check for everybody. */
export const Start = () => {
  const t = useWords(startWords)
  const c = useWords(common)
  const ready = useReadiness()
  useEffect(() => {
    document.title = `${c('product')} · ${t('documentTitle')}`
  }, [c, t])
  return (
    <>
      <section className="hero">
        <div className="wide hero-grid">
          <div className="stack">
            <h1>
              {t('headline')}
              <br />
              <em>{t('headline2')}</em>
            </h1>
            <p>{t('lead')}</p>
            <div className="row">
              <LinkButton kind="primary" href="/merchant">
                {t('begin')}
              </LinkButton>
              <a className="button" href="#check">
                {t('toCheck')}
              </a>
              <LinkButton href="/cost">{t('toCostPage')}</LinkButton>
            </div>
          </div>
          <ShopPicture />
        </div>
      </section>

      {ready.data?.demo && (
        <section className="wide band" aria-labelledby="demo-title">
          <h2 id="demo-title">{t('demoTitle')}</h2>
          <p className="soft">{t('demoLead')}</p>
          <DemoPeople />
        </section>
      )}

      <section className="wide band" aria-labelledby="risks-title">
        <h2 id="risks-title">{t('risksTitle')}</h2>
        <p className="soft">{t('risksLead')}</p>
        <ul className="risks">
          {risks.map(({ n, icon }) => (
            <li key={n} className="card">
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={icon} />
              </svg>
              <p className="risk">{t(`risk${n}`)}</p>
              <h3>{t(`risk${n}How`)}</h3>
              <p className="soft">{t(`risk${n}Why`)}</p>
            </li>
          ))}
        </ul>
      </section>

      <section className="band tinted" aria-labelledby="line-title">
        <div className="wide">
          <h2 id="line-title">{t('lineTitle')}</h2>
          <ol className="nine">
            {line.map((n) => (
              <li key={n}>
                <h3>{t(`line${n}`)}</h3>
                <p className="soft small">{t(`line${n}Why`)}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>

      <section className="wide band" id="check" aria-labelledby="check-title">
        <h2 id="check-title">{t('checkTitle')}</h2>
        <p className="soft">{t('checkLead')}</p>
        <ContractCheck />
      </section>

      <footer className="wide band foot">
        <h2>{t('openTitle')}</h2>
        <p className="soft">{t('openLead')}</p>
        <p className="row">
          <a href="/log/checkpoint">{t('log')}</a>
          <a href="/docs">{t('docs')}</a>
        </p>
      </footer>
    </>
  )
}
