/**
 * A served house on a database of its own with the demo's doors open and no story told, as a process of its own: whatever it
 * prints is heard by who started it. `DATA_DIR` is where everything it keeps stands.
 */
import { readConfig } from '../../apps/server/src/house/config.ts'
import { performAsHouse } from '../../apps/server/src/house/corridor.ts'
import { keepPostgres } from '../../apps/server/src/house/kept-postgres.ts'
import { openHouse } from '../../apps/server/src/main.ts'
import { ensureOperator } from '../../apps/server/src/people/operator.ts'
import { cast } from '../demo/cast.ts'

const say = (line: string) => void process.stdout.write(`fangxin: ${line}\n`)
const config = readConfig(process.env, { demo: true })
const database = await keepPostgres(config.dataDir, say)
const running = await openHouse(config, database.owner, say)
await performAsHouse(running.house, 'boot-operator', (errand) => ensureOperator(errand, cast.operator.phone))
process.stdout.write(`canaries ready ${running.url} ${JSON.stringify(database.owner)}\n`)
process.once('SIGTERM', () => {
  void running
    .stop()
    .then(() => database.stop())
    .then(() => process.exit(0))
})
