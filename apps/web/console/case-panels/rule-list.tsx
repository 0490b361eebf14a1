import { useRuleSaid } from '../../rule-words.ts'
import { Tag } from '../../ui/surface.tsx'

/** Rules that led to a choice, each in its own words with its id. */
export const RuleList = ({ rules }: { rules: readonly string[] }) => {
  const said = useRuleSaid()
  return (
    <ul className="stack tight">
      {rules.map((rule) => (
        <li key={rule}>
          {said(rule)?.happened} <Tag>{rule}</Tag>
        </li>
      ))}
    </ul>
  )
}
