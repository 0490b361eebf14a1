import { useSyncExternalStore } from 'react'
import { useConnection } from '../web/connection.ts'

const subscribe = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** No network as the phone says, or as the last request found. */
export const useOffline = () => {
  const phoneSays = useSyncExternalStore(subscribe, () => !navigator.onLine)
  return useConnection() !== 'fine' || phoneSays
}
