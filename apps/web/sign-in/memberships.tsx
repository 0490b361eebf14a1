import { useCommand } from '../queries.ts'
import type { Me } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { signInWords } from './words.ts'

/** Somebody who works for more than one organisation says for which one now. */
export const Memberships = ({ me, onChosen }: { me: Me; onChosen: (me: Me) => void }) => {
  const t = useWords(signInWords)
  const c = useWords(common)
  const choose = useCommand('people.choose-membership')
  return (
    <Page title={t('chooseTitle')}>
      <ProblemNotice problem={choose.problem} />
      {me.memberships.map(({ organisationId, organisation, principal }) => (
        <Button
          key={`${organisationId} ${principal}`}
          wide
          busy={choose.busy}
          onClick={() => choose.send({ organisationId, principal }, onChosen)}
        >
          {organisation} · {c(principal)}
        </Button>
      ))}
    </Page>
  )
}
