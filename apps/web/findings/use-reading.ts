import { useEffect, useRef, useState } from 'react'
import { call, isPassing } from '../client.ts'
import { base64Of, shrunk } from '../encode.ts'
import { isProblem, type Problem } from '../problem.ts'

/** Longest edge at which the small print of a whole page can still be read. */
const readableEdge = 2_400

/** Pages read, and how many there are. */
export type HowFar = { readonly page: number; readonly pages: number }

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What was read is needed no more. */
const letGo = (readingId: string) => void call('guard.close-reading', { readingId }).catch(() => {})

/** What fails on the way is tried again; what is refused is not. */
const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (let left = 3; ; left--) {
    try {
      return await ask()
    } catch (error) {
      if (left === 0 || !isProblem(error) || !isPassing(error)) throw error
      await wait(1_000)
    }
  }
}

const isPhoto = ({ type }: Blob) => type.startsWith('image/')

/** Photos as they are sent and shown: small, without what a camera writes into them; other files as they are. */
const pageOf = async (file: File) => {
  const blob = isPhoto(file) ? await shrunk(file, readableEdge).catch(() => file) : file
  const fileName = blob === file ? file.name.slice(-200) : 'photo.jpg'
  return { blob, page: { fileName, content: await base64Of(blob) } }
}

/**
 * A paper read on the house's desk: one file, or the photographed pages of one document, sent one after the other and
 * looked after until all are read. Whoever leaves the page, or cancels, stops it.
 */
export const useReading = () => {
  const [far, setFar] = useState<HowFar | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const running = useRef<AbortController | null>(null)

  const cancel = () => {
    running.current?.abort()
    running.current = null
    setFar(null)
  }
  useEffect(() => () => running.current?.abort(), [])

  const readAll = async (
    [first, ...more]: readonly [File, ...File[]],
    signal: AbortSignal,
    onSent: (blob: Blob) => void,
  ): Promise<string> => {
    const pages = more.length + 1
    const one = await pageOf(first)
    const { readingId } = await patiently(() => call('guard.open-reading', one.page, { signal }))
    try {
      onSent(one.blob)
      const look = async () => {
        const seen = await patiently(() => call('guard.reading', { readingId }, { signal }))
        setFar({ page: seen.page, pages: Math.max(seen.pages, pages) })
        return seen.at
      }
      for (const file of more) {
        const next = await pageOf(file)
        await patiently(() => call('guard.add-page', { readingId, ...next.page }, { signal }))
        onSent(next.blob)
        if ((await look()) === 'refused') break
      }
      while ((await look()) === 'reading') await wait(700)
    } catch (error) {
      letGo(readingId)
      throw error
    }
    return readingId
  }

  return {
    far,
    problem,
    cancel,
    /** The reading, finished, and the photos as they were sent; null when it was cancelled or went wrong. */
    async read(
      files: readonly [File, ...File[]],
    ): Promise<{ readonly readingId: string; readonly photos: readonly Blob[] } | null> {
      cancel()
      const mine = new AbortController()
      running.current = mine
      const photos: Blob[] = []
      setProblem(null)
      setFar({ page: 0, pages: files.length })
      try {
        const readingId = await readAll(files, mine.signal, (blob) => {
          if (isPhoto(blob)) photos.push(blob)
        })
        return mine.signal.aborted ? null : { readingId, photos }
      } catch (error) {
        if (!mine.signal.aborted && isProblem(error)) setProblem(error)
        else if (!mine.signal.aborted) throw error
        return null
      } finally {
        if (running.current === mine) setFar(null)
      }
    },
    letGo,
  }
}
