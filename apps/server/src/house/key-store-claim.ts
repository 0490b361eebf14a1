import { performAsHouse } from './corridor.ts'
import type { House } from './house.ts'
import { db } from './tables.ts'

/**
 * A database and its key store belong together: a database restored beside another store, or served from a second machine
 * with a store of its own, would seal under keys the other does not have. The first start ties them; a stranger is refused.
 */
export const claimKeyStore = (house: House): Promise<void> =>
  performAsHouse(house, 'boot-key-store', async (errand) => {
    const mine = house.keys.ring.store.id
    await errand.run(
      db
        .insertInto('key_store')
        .values({ one: true, key_store_id: mine })
        .onConflict((conflict) => conflict.column('one').doNothing()),
    )
    const [row] = await errand.run(db.selectFrom('key_store').select('key_store_id'))
    if (row?.key_store_id !== mine)
      throw new Error(
        `this database was sealed with key store ${row?.key_store_id}, but DATA_DIR/keys holds ${mine}: bring the right store; nothing was changed`,
      )
  })
