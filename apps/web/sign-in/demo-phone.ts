const KEY = 'fangxin.demo-phone'

/** The phone somebody of the demo entered with, for this tab: where to look for the messages sent to them. */
export const rememberDemoPhone = (phone: string) => {
  try {
    sessionStorage.setItem(KEY, phone)
  } catch {
    // Without storage the demo's message box stays closed; messages are still at /demo/outbox.
  }
}

export const demoPhone = (): string | null => {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}
