import { LooksPanel } from '../console/case-panels/looks-panel.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { AskBreakGlass, useBreakGlass } from './break-glass.tsx'

/** Grants and looks of a case at the acquirer's desk, with the way of the two people. */
export const CaseLooks = ({ value }: { value: CaseView }) => {
  const { clear, turn } = useBreakGlass(value)
  return (
    <>
      {clear}
      <LooksPanel caseId={value.caseId} ask={<AskBreakGlass value={value} />} turn={turn} />
    </>
  )
}
