import type { Language } from './settings.tsx'

/** Visits, deadlines and clocks are the shop's: mainland China has one time zone. */
const timeZone = 'Asia/Shanghai'

const made = new Map<string, Intl.DateTimeFormat>()
const formatter = (language: Language, options: Intl.DateTimeFormatOptions) => {
  const id = language + JSON.stringify(options)
  const known = made.get(id)
  if (known) return known
  const fresh = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone, ...options })
  made.set(id, fresh)
  return fresh
}

export const dayOf = (instant: string, language: Language) =>
  formatter(language, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(instant))

export const clockOf = (instant: string, language: Language) =>
  formatter(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(instant))

/** Day, weekday and time, as one says it on the telephone. */
export const momentOf = (instant: string, language: Language) =>
  formatter(language, {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(instant))

export const moneyOf = (fen: number, language: Language) =>
  `¥${new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(fen / 100)}`

export const percentOf = (ppm: number) => `${Number((ppm / 10_000).toFixed(4))}%`

export const bytesOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** `2026-11-22T10:30` as typed in Shanghai → UTC instant. */
export const instantFromLocal = (local: string) => new Date(`${local}:00+08:00`).toISOString()

/** UTC instant → the value of a `datetime-local` field in Shanghai. */
export const localFromInstant = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16)
