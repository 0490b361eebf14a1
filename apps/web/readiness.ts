import { useQuery } from '@tanstack/react-query'
import { readiness } from './client.ts'

/** Is the house ready, and is this the demo? */
export const useReadiness = () => useQuery({ queryKey: ['readiness'], queryFn: readiness, staleTime: 60_000 })
