import { type Config, readConfig } from '../src/house/config.ts'

/** What a house in a test is configured with: the defaults of an empty environment, any free ports, no scanner. */
export const testConfig = (dataDir: string, overrides: Partial<Config> = {}): Config => ({
  ...readConfig({ PORT: '0', ISO8583_PORT: '0', DATA_DIR: dataDir, CLAMD: 'off' }, { demo: false }),
  ...overrides,
})
