import type { Person } from './person.ts'

/** A command that only asks back: its button, then the answer in its dialog. */
export const confirm = async (me: Person, label: string): Promise<void> => {
  await me.press(label)
  const asked = me.dialog(label)
  await me.press('确认', asked)
  await asked.waitFor({ state: 'hidden' })
}

/** What every desk does. */
export const desk = (me: Person, area: 'provider' | 'reviewer' | 'regulator') => ({
  async openCase(caseId: string) {
    await me.open(`/${area}/cases/${caseId}`)
    await me.sees('办理编号')
  },
  section: (label: string) => me.follow(label, me.page.getByRole('navigation', { name: /菜单$/ })),
})

/** Anybody of the house but a new merchant: one press on the start page. */
export const enter = async (me: Person, role: string, name: string): Promise<void> => {
  await me.open('/')
  await me.press(`以${role}身份进入：${name}`)
  await me.page.waitForURL(/\/(merchant|provider|technician|reviewer|regulator)$/)
}
