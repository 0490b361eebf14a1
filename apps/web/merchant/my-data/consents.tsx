import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { momentOf } from '../../format.ts'
import { useCommand } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { common } from '../../words.ts'
import { useBoth, useWords } from '../../wording.ts'
import { myDataWords } from './words.ts'

type Notice = OutputOf<'vault.my-data'>['notices'][number]

/** Taking a consent back says first what that means, purpose by purpose. */
const Withdraw = ({ notice }: { notice: Notice }) => {
  const t = useWords(myDataWords)
  const c = useWords(common)
  const both = useBoth()
  const tell = useToast()
  const [asking, setAsking] = useState(false)
  const withdraw = useCommand('vault.withdraw-consent')
  const title = t('withdrawNamed', { title: both(notice.title) })
  const close = () => {
    setAsking(false)
    withdraw.reset()
  }
  return (
    <>
      <Button small aria-label={title} onClick={() => setAsking(true)}>
        {t('withdraw')}
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title={title}
        actions={
          <>
            <Button onClick={close}>{c('cancel')}</Button>
            <Button
              kind="danger"
              busy={withdraw.busy}
              onClick={() =>
                withdraw.send({ purpose: notice.purpose }, () => {
                  tell(t('didWithdraw'))
                  setAsking(false)
                })
              }
            >
              {t('withdraw')}
            </Button>
          </>
        }
      >
        <p>{both(notice.withdrawal)}</p>
        <p className="soft">{t('withdrawBefore')}</p>
        <ProblemNotice problem={withdraw.problem} />
      </Dialog>
    </>
  )
}

const Purpose = ({ notice }: { notice: Notice }) => {
  const t = useWords(myDataWords)
  const both = useBoth()
  const tell = useToast()
  const { language } = useSettings()
  const agree = useCommand('vault.consent')
  const { purpose, version, since, asked, agreed, basis, receipts } = notice
  return (
    <li className="stack tight parted">
      <div className="row between">
        <h3>{both(notice.title)}</h3>
        <Tag {...(asked && { tone: agreed ? ('good' as const) : ('warning' as const) })}>
          {t(!asked ? 'noConsent' : agreed ? 'agreed' : 'notAgreed')}
        </Tag>
      </div>
      <details className="more">
        <summary>{t('read')}</summary>
        <div className="stack tight">
          <p>{both(notice.text)}</p>
          <p>{both(notice.withdrawal)}</p>
          <p className="soft small">{t('version', { n: version, since, basis })}</p>
        </div>
      </details>
      {receipts.length > 0 && (
        <ul className="soft small">
          {receipts.map(({ receiptId, givenAt, withdrawnAt }) => (
            <li key={receiptId}>
              {t('given', { at: momentOf(givenAt, language) })}
              {withdrawnAt && ` · ${t('withdrawn', { at: momentOf(withdrawnAt, language) })}`}
            </li>
          ))}
        </ul>
      )}
      {asked && (
        <div>
          {agreed ? (
            <Withdraw notice={notice} />
          ) : (
            <Button
              small
              busy={agree.busy}
              aria-label={t('agreeNamed', { title: both(notice.title) })}
              onClick={() => agree.send({ purpose, version }, () => tell(t('didAgree')))}
            >
              {t('agree')}
            </Button>
          )}
        </div>
      )}
      <ProblemNotice problem={agree.problem} />
    </li>
  )
}

/** Every purpose with its notice, given and withdrawn each by itself (PIPL art. 14–16, 29). */
export const Consents = ({ notices, rights }: Pick<OutputOf<'vault.my-data'>, 'notices' | 'rights'>) => {
  const t = useWords(myDataWords)
  const both = useBoth()
  return (
    <Card title={t('consents')}>
      <p className="soft">{t('consentsLead')}</p>
      <ul className="stack">
        {notices.map((notice) => (
          <Purpose key={notice.purpose} notice={notice} />
        ))}
      </ul>
      <p className="soft small">{both(rights)}</p>
    </Card>
  )
}
