import { revocationWords } from '../domain-words.ts'
import { momentOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { accountWords } from './words.ts'

/** Phones that sign hand-overs for this person; a lost one is revoked from any other. */
export const HandOverPhones = () => {
  const t = useWords(accountWords)
  const reason = useWords(revocationWords)
  const { language } = useSettings()
  const tell = useToast()
  const phones = useRead('custody-keys.list', {})
  const revoke = useCommand('custody-keys.revoke')
  return (
    <Card title={t('phones')}>
      <p className="soft">{t('phonesWhy')}</p>
      <ProblemNotice problem={revoke.problem} />
      <Loaded query={phones} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('noPhones')}</p>
          ) : (
            <ul className="stack">
              {items.map(({ keyId, enrolledAt, revokedAt, revokedFor }) => {
                const at = momentOf(enrolledAt, language)
                return (
                  <li key={keyId} className="row between">
                    <div className="grow">
                      <p>{t('phoneOf', { at })}</p>
                      <p className="soft small code">{keyId.slice(-6)}</p>
                    </div>
                    {revokedAt === null ? (
                      <Button
                        small
                        kind="danger"
                        busy={revoke.busy}
                        aria-label={t('revokeNamed', { at })}
                        onClick={() => revoke.send({ keyId }, () => tell(t('revoked')))}
                      >
                        {t('revoke')}
                      </Button>
                    ) : (
                      <Tag>
                        {t('revokedAt', { at: momentOf(revokedAt, language) })}
                        {revokedFor && ` · ${t('byDesk', { reason: reason(revokedFor) })}`}
                      </Tag>
                    )}
                  </li>
                )
              })}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
