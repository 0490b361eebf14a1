import { gateWords } from '../gate-words.ts'
import { useRuleSaid } from '../rule-words.ts'
import { useSettings } from '../settings.tsx'
import { Page } from '../ui/page.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { CasePage } from './case-page.tsx'
import type { CaseView } from './next.ts'
import { merchantWords } from './words.ts'

/** Every condition of going live: its name, whether it is met, and if not what to do. */
export const GateList = ({ gate }: { gate: CaseView['gate'] }) => {
  const t = useWords(merchantWords)
  const said = useRuleSaid()
  const { language } = useSettings()
  const names = gateWords as Readonly<Record<string, readonly [string, string]>>
  return (
    <ul className="stack">
      {gate.map(({ rule, met, params }) => {
        const told = said(rule, params)
        const name = names[rule]?.[language === 'en' ? 1 : 0] ?? told?.happened ?? rule
        return (
          <li key={rule}>
            <Card tone={met ? 'good' : 'warning'}>
              <div className="row between">
                <span className="strong">{name}</span>
                <Tag tone={met ? 'good' : 'warning'}>{met ? t('gateMet') : t('gateOpen')}</Tag>
              </div>
              {!met && told && (
                <p>
                  {told.happened} {told.remedy}
                </p>
              )}
              <p className="soft small">{rule}</p>
            </Card>
          </li>
        )
      })}
    </ul>
  )
}

export default function GateScreen() {
  const t = useWords(merchantWords)
  return (
    <CasePage title={t('gate')}>
      {({ gate }) => (
        <Page title={t('gate')} lead={t('gateIntro')} back="/">
          <GateList gate={gate} />
        </Page>
      )}
    </CasePage>
  )
}
