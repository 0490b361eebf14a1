/** What is signed: the agreement, or the supplement of a change; always exactly the file of this digest. */
export type ToSign = { readonly digest: string; readonly changeId?: string }

/** The same without its digest, for what is asked about it. */
export const whichOf = ({ changeId }: ToSign) => (changeId === undefined ? {} : { changeId })
