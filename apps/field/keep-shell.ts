let asked = false

/**
 * Asks the browser to keep these pages for when there is no network. Whoever only passes by downloads nothing for it; a
 * browser that keeps nothing (a private window, an older WebView) works as before.
 */
export const keepShell = (): void => {
  if (asked || !('serviceWorker' in navigator) || !import.meta.env.PROD) return
  asked = true
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
}
