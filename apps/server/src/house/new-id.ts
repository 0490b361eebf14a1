import { v7 } from 'uuid'

/** A fresh prefixed id, sortable by time: `cas_` + UUIDv7 in 32 hex digits. */
export const newId = (prefix: string): string => `${prefix}_${v7().replaceAll('-', '')}`
