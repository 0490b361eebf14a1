import type { OutputOf } from '#api/calls.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Checkbox } from '../../ui/choices.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { consentWords } from './consent-words.ts'

type Notice = OutputOf<'vault.my-data'>['notices'][number]

/** One purpose, one box: never bundled, never ticked beforehand (PIPL art. 14, 29). The tick itself is the consent. */
const Purpose = ({ notice }: { notice: Notice }) => {
  const t = useWords(consentWords)
  const { language } = useSettings()
  const agree = useCommand('vault.consent')
  const withdraw = useCommand('vault.withdraw-consent')
  const tongue = language === 'en' ? 'en' : 'zh'
  const { purpose, version, asked, needed, agreed } = notice
  const text = (
    <details>
      <summary>{t('read')}</summary>
      <p>{notice.text[tongue]}</p>
      <p>{notice.withdrawal[tongue]}</p>
      <p className="soft small">{t('basis', { basis: notice.basis, version })}</p>
    </details>
  )
  if (!asked)
    return (
      <div className="stack">
        <p className="strong">
          {notice.title[tongue]} <Tag>{t('noConsent')}</Tag>
        </p>
        {text}
      </div>
    )
  return (
    <div className="stack">
      <Checkbox
        label={t('agree', { title: notice.title[tongue] })}
        note={needed ? t('needed') : t('optional')}
        checked={agreed}
        onChange={(ticked) => (ticked ? agree.send({ purpose, version }) : withdraw.send({ purpose }))}
      />
      {text}
      <ProblemNotice problem={agree.problem ?? withdraw.problem} />
    </div>
  )
}

/** What the merchant is told and asked before the application is handed in. */
export const Consents = () => {
  const t = useWords(consentWords)
  const { language } = useSettings()
  const mine = useRead('vault.my-data', {})
  return (
    <Card title={t('title')}>
      <p className="soft">{t('lead')}</p>
      <Loaded query={mine}>
        {({ notices, rights }) => (
          <div className="stack">
            {notices.map((notice) => (
              <Purpose key={notice.purpose} notice={notice} />
            ))}
            <p className="soft small">{rights[language === 'en' ? 'en' : 'zh']}</p>
          </div>
        )}
      </Loaded>
    </Card>
  )
}
