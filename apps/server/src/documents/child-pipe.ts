/** How a child of limited-child.ts hears and answers: all of stdin in, frames out, each a letter, its length and a body. */

export const readAll = async (): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** `P`: a page as JPEG; `T`: JSON; `R`: the reason why there is nothing else. */
export type FrameKind = 'P' | 'T' | 'R'

export const write = (kind: FrameKind, body: Buffer): Promise<void> => {
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeUInt32BE(body.length, 1)
  return new Promise((resolve, reject) => {
    process.stdout.write(Buffer.concat([head, body]), (error) => (error ? reject(error) : resolve()))
  })
}

export const refuse = (reason: string): Promise<void> => write('R', Buffer.from(reason))

/** Ends the process with what came of its work; an error's words go to the log of whoever runs the house. */
export const endAfter = async (work: () => Promise<void>): Promise<never> => {
  try {
    await work()
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${(error as Error).name}: ${(error as Error).message}\n`)
    process.exit(1)
  }
}

export type Frame = { readonly kind: string; readonly body: Buffer }

/** Cuts a child's output into its frames; null when it is not made of them. */
export const framesOf = (output: Buffer): readonly Frame[] | null => {
  const frames: Frame[] = []
  for (let at = 0; at < output.length; ) {
    if (at + 5 > output.length) return null
    const end = at + 5 + output.readUInt32BE(at + 1)
    if (end > output.length) return null
    frames.push({ kind: String.fromCharCode(output[at] ?? 0), body: output.subarray(at + 5, end) })
    at = end
  }
  return frames
}
