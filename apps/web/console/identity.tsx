import { useLocation } from 'wouter'
import { useCommand } from '../queries.ts'
import { homeOf, useBecome, useMe } from '../session.tsx'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { NativeSelect } from './native-select.tsx'
import { consoleWords } from './words.ts'

/** For whom one acts here, another hat where there is one, and light or dark. */
export const Identity = () => {
  const t = useWords(consoleWords)
  const c = useWords(common)
  const me = useMe()
  const become = useBecome()
  const [, go] = useLocation()
  const { dark, choose } = useSettings()
  const change = useCommand('people.choose-membership')
  const signOut = useCommand('people.sign-out')
  if (!me.data) return null
  const { memberships, organisation, principal, name } = me.data
  const hats = memberships.map((hat) => ({
    value: `${hat.organisationId} ${hat.principal}`,
    label: `${hat.organisation} · ${c(hat.principal)}`,
  }))
  const wear = (value: string) => {
    const hat = memberships.find((each) => `${each.organisationId} ${each.principal}` === value)
    if (!hat) return
    change.send({ organisationId: hat.organisationId, principal: hat.principal }, (next) => {
      become(next)
      go(`~${homeOf(next.principal)}`)
    })
  }
  return (
    <div className="console-identity">
      <p className="soft small">{t('actingFor')}</p>
      <p className="strong">{organisation?.name || c(principal)}</p>
      <p className="small">
        {name && `${name} · `}
        {c(principal)}
      </p>
      {hats.length > 1 && (
        <NativeSelect
          aria-label={t('switchTo')}
          options={hats}
          value={`${organisation?.organisationId ?? ''} ${principal}`}
          onChange={wear}
        />
      )}
      <ProblemNotice problem={change.problem} />
      <Button small onClick={() => choose({ look: dark ? 'light' : 'dark' })}>
        {t(dark ? 'toLight' : 'toDark')}
      </Button>
      <div className="narrow-only">
        <Button
          small
          busy={signOut.busy}
          onClick={() =>
            signOut.send({}, () => {
              become(null)
              go('~/')
            })
          }
        >
          {c('signOut')}
        </Button>
      </div>
    </div>
  )
}
