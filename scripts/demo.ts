import type { Running } from '../apps/server/src/main.ts'

export const loadDemo = async (_running: Running, _say: (line: string) => void): Promise<void> => {}
