import { useCallback } from 'react'
import { documentWords, fieldWords } from '../domain-words.ts'
import { useBoth } from '../wording.ts'
import { handlerWords } from './words.ts'

type Table = Readonly<Record<string, readonly [string, string]>>

/** What a look or grant names, in words: a field by its name, papers as `document:<kind>`, the handler's as `handler:<field>`. */
export const useFieldSaid = () => {
  const both = useBoth()
  return useCallback(
    (name: string): string => {
      const [prefix, rest] = name.split(':')
      const table: Table =
        prefix === 'document' ? documentWords : prefix === 'handler' ? handlerWords : fieldWords
      const pair = table[rest ?? name]
      // A field added by a later version of the server still shows, under the name the log knows.
      return pair ? both(pair) : name
    },
    [both],
  )
}
