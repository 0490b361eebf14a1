export type Both = { zh: string; en: string }
type Told = { happened: string; remedy: string }

/** RFC 9457 problem as the server answers it: what happened and what to do, in both languages. */
export type Problem = {
  status: number
  title: Both
  words: { zh: Told; en: Told }
  rule?: string
  field?: string
  requestId?: string
}

/** No answer at all: no network, or the connection broke before the server spoke. */
export const unreachable: Problem = {
  status: 0,
  title: { zh: '连接不上', en: 'Not connected' },
  words: {
    zh: {
      happened: '请求没有得到回应，刚才的操作可能还没有生效。',
      remedy: '检查网络后点「重试」；重试不会重复办理。',
    },
    en: {
      happened: 'The request got no answer; your last action may not have taken effect.',
      remedy: 'Check the network, then press Retry. Retrying never does it twice.',
    },
  },
}

/** The same for a page that only wanted to be read: nothing was done, so nothing can be undone. */
export const unread: Problem = {
  ...unreachable,
  words: {
    zh: { happened: '没有网络，这一页的内容没有读到。', remedy: '检查网络后点「重试」。' },
    en: {
      happened: 'No answer came, so this page could not be read.',
      remedy: 'Check the network, then press Retry.',
    },
  },
}

const unexplained = (status: number): Problem => ({
  status,
  title: { zh: '服务器没能完成', en: 'The server could not finish' },
  words: {
    zh: {
      happened: `服务器返回 ${status}，没有更多说明。`,
      remedy: '请稍后重试；若一直如此，请联系运营方。',
    },
    en: {
      happened: `The server answered ${status} without further words.`,
      remedy: 'Try again shortly; if it persists, contact the operator.',
    },
  },
})

const isTold = (value: unknown): value is Told =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Told).happened === 'string' &&
  typeof (value as Told).remedy === 'string'

/** Reads a refused response; a body that is no problem document becomes a plain one. */
export const problemOf = async (response: Response): Promise<Problem> => {
  const body = (await response.json().catch(() => null)) as
    | (Omit<Problem, 'title'> & { title?: unknown })
    | null
  if (!body || !isTold(body.words?.zh) || !isTold(body.words.en)) return unexplained(response.status)
  const { words, rule, field, requestId } = body
  return {
    status: response.status,
    title: { zh: words.zh.happened, en: words.en.happened },
    words,
    ...(rule === undefined ? {} : { rule }),
    ...(field === undefined ? {} : { field }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'status' in value && 'words' in value
