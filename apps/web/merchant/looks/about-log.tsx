import { useWords } from '../../wording.ts'
import { myLookWords } from './words.ts'

/** What the numbers mean and how anybody checks them without believing this page. */
export const AboutLog = () => {
  const t = useWords(myLookWords)
  return (
    <details className="more">
      <summary>{t('check')}</summary>
      <div className="stack">
        <p>{t('checkWhy')}</p>
        <p className="row">
          <a className="button" href="/log/checkpoint" target="_blank" rel="noreferrer">
            {t('checkpoint')}
          </a>
          <a className="button" href="/log/key" target="_blank" rel="noreferrer">
            {t('logKey')}
          </a>
        </p>
      </div>
    </details>
  )
}
