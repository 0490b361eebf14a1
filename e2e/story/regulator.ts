import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { openedBy } from '../../apps/server/test/auditor.ts'
import { desk } from './desk.ts'
import type { Person } from './person.ts'

/** Somebody at the regulator's read-only desk. */
export const regulatorWith = (me: Person) => {
  const { openCase, section } = desk(me, 'regulator')
  return {
    me,

    async seesLiveCase(shopName: string, caseId: string) {
      await me.sees('在用终端')
      await section('办理')
      await me.sees('后续服务', me.page.getByRole('row').filter({ hasText: shopName }))
      await openCase(caseId)
      await me.sees('开通于')
    },

    /** Who looked, under which leave; never what they saw, nor why in their own words. */
    async seesLooks(caseId: string, readers: readonly string[], secrets: readonly string[]) {
      await section('查看记录')
      await me.page.getByRole('table', { name: '查看明文的记录', exact: true }).waitFor()
      await me.open(`/regulator/looks?case=${caseId}`)
      const looks = me.page.getByRole('table', { name: '查看明文的记录', exact: true })
      for (const reader of readers) await looks.getByRole('row').filter({ hasText: reader }).first().waitFor()
      await me.page.getByRole('table', { name: '授权', exact: true }).waitFor()
      for (const secret of secrets) expect(await me.page.content()).not.toContain(secret)
    },

    /** The newest fact on the log, with a proof whose checkpoint outsiders can check by the log's own key. */
    async downloadProof(caseId: string, url: string) {
      await me.open(`/regulator/facts?case=${caseId}`)
      const going = me.page.getByRole('row').filter({ hasText: '开通' })
      await going.first().waitFor()
      const [file] = await Promise.all([
        me.page.waitForEvent('download'),
        going
          .first()
          .getByRole('button', { name: /^下载证明/ })
          .click(),
      ])
      const proof = await readFile(await file.path(), 'utf8')
      expect(proof).toMatch(/^c2sp\.org\/tlog-proof@v1\n/)
      const key = await (await fetch(`${url}/log/key`)).text()
      const { size } = openedBy(key, proof.slice(proof.indexOf('\n\n') + 2))
      expect(size).toBeGreaterThan(0)
    },
  }
}
