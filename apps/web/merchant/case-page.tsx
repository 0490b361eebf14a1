import { type ReactNode, createContext, useContext } from 'react'
import { useRead } from '../queries.ts'
import { Page } from '../ui/page.tsx'
import { Loaded } from '../ui/states.tsx'
import { type CaseView } from './next.ts'

const CaseContext = createContext('')

/** The id of the case whose screens these are. */
export const useCaseId = () => useContext(CaseContext)

export const InCase = ({ caseId, children }: { caseId: string; children: ReactNode }) => (
  <CaseContext value={caseId}>{children}</CaseContext>
)

export const useCase = (refetchInterval?: number) =>
  useRead('cases.case', { caseId: useCaseId() }, refetchInterval ? { refetchInterval } : {})

/** A screen that needs the case: title and way back at once, the rest when the case is here. */
export const CasePage = ({ title, children }: { title: string; children: (view: CaseView) => ReactNode }) => {
  const query = useCase()
  if (query.data) return children(query.data)
  return (
    <Page title={title} back="/">
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}
