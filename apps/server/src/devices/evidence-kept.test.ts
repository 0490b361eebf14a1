import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { openShelf, sealText, type Shelf, surveyedPlace } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
beforeAll(async () => {
  room = await openTestRoom(devices({ loadCase, moveCase, surveyedPlace, sealText }))
  shelf = await openShelf(room)
})
afterAll(() => room.close())

/** As the application's own role with the house's eyes: the most that any code of ours can do. */
const asHouse = async (sql: string): Promise<string> => {
  const client = await room.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local fx.principal = 'house'`)
    return `${(await client.query(sql)).rowCount} rows`
  } catch (error) {
    return (error as Error).message
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('evidence of custody is added to and never taken away: not by the house itself, in three years or ever', async () => {
  await shelf.inStock()
  const facts = async () => (await room.owner.query('select count(*)::int as n from facts')).rows[0].n
  const before = await facts()
  expect(before).toBeGreaterThan(1)
  expect(await asHouse('select 1 from devices')).not.toBe('0 rows')

  expect(await asHouse('delete from facts')).toBe('permission denied for table facts')
  expect(await asHouse(`update facts set body = '{}'`)).toBe('permission denied for table facts')
  expect(await asHouse('delete from devices')).toBe('permission denied for table devices')
  expect(await asHouse('delete from hand_overs')).toBe('permission denied for table hand_overs')
  expect(await asHouse('delete from count_marks')).toBe('permission denied for table count_marks')
  expect(await asHouse('delete from incidents')).toBe('permission denied for table incidents')
  expect(await asHouse('delete from inspections')).toBe('permission denied for table inspections')
  expect(await asHouse('delete from function_tests')).toBe('permission denied for table function_tests')
  expect(await asHouse('delete from registry_reports')).toBe('permission denied for table registry_reports')
  expect(await asHouse('truncate facts')).toBe('permission denied for table facts')
  expect(await facts()).toBe(before)
})
