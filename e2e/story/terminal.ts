import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Types the shown line into a shell of this repository: the simulated terminal is a process of its own, on TCP. */
export const runShown = async (command: string): Promise<void> => {
  expect(command).toMatch(/^npx fangxin terminal --host 127\.0\.0\.1 --port \d+ --suite acceptance /)
  const terminal = spawn(command, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => terminal.once('close', resolve))
  const [said, complained] = await Promise.all([text(terminal.stdout), text(terminal.stderr)])
  expect(await ended, `${said}${complained}`).toBe(0)
}
