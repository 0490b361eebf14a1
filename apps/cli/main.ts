import { parseArgs } from 'node:util'

type Command = { readonly does: string; readonly run: (args: string[]) => Promise<number> }

/** Commands are loaded when asked for: `fangxin check` starts no server code. */
const commands: Readonly<Record<string, Command>> = {
  serve: {
    does: 'open the house: database, HTTP, ISO 8583 test host',
    run: async (args) => {
      const { values } = parseArgs({ args, options: { demo: { type: 'boolean', default: false } } })
      const { serve } = await import('../server/src/serve.ts')
      return serve({ demo: values.demo })
    },
  },
  check: {
    does: 'find the traps in an agreement',
    run: async (args) => (await import('./check.ts')).check(args),
  },
  verify: {
    does: 'check a sealed agreement or a result card, offline',
    run: async (args) => (await import('./verify.ts')).verify(args),
  },
  cost: { does: 'what offers really cost', run: async (args) => (await import('./cost.ts')).cost(args) },
  terminal: {
    does: 'behave as a terminal against a test host; `terminal work`: heartbeats and updates',
    run: async (args) =>
      args[0] === 'work'
        ? (await import('./terminal-at-work.ts')).terminalAtWork(args.slice(1))
        : (await import('./terminal.ts')).terminal(args),
  },
  breach: {
    does: 'what a leaked account or key could have shown, and drafts of the notices',
    run: async (args) => (await import('./breach.ts')).breach(args),
  },
  keys: {
    does: 'rotate the keys and seal anew, while the house is open',
    run: async (args) => (await import('./keys.ts')).keys(args),
  },
  'test-host': {
    does: 'open a test host on its own',
    run: async (args) => (await import('./test-host.ts')).testHost(args),
  },
}

const usage = `usage: fangxin <command> [options]\n\n${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`)
  .join(
    '\n',
  )}\n\nEvery command takes --json where it reports. Exit codes: 0 ok, 1 found or refused, 2 usage or unreadable input.\n`

/** Runs one command and answers its exit code. */
export const main = async ([name = '', ...args]: string[]): Promise<number> => {
  const command = commands[name]
  if (!command) {
    const asked = name === '' || name === '--help' || name === 'help'
    process[asked ? 'stdout' : 'stderr'].write(usage)
    return asked ? 0 : 2
  }
  try {
    return await command.run(args)
  } catch (error) {
    // An aborted wait brings a number.
    const { code, message } = error as { code?: string | number; message: string }
    process.stderr.write(`fangxin ${name}: ${message}\n`)
    return String(code).startsWith('ERR_PARSE_ARGS') ? 2 : 1
  }
}
