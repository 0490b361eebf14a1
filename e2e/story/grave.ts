import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import type { Person } from './person.ts'

/** What axe finds grave on the page as it stands, by its rule and the place. */
export const graveOn = async ({ page }: Person): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

export const looks = ['light', 'dark'] as const

/** Light or dark as the system says; colours that are still fading are not measured. */
export const wear = async ({ page }: Person, colorScheme: (typeof looks)[number]): Promise<void> => {
  await page.emulateMedia({ colorScheme })
  const settled = `document.documentElement.dataset.theme + ' ' + document.getAnimations().length`
  await expect.poll(() => page.evaluate(settled), { timeout: 10_000 }).toBe(`${colorScheme} 0`)
}
