import { createRequire } from 'node:module'

/**
 * Noto Sans SC, which comes with the house: a server often has no Chinese font at all, and then a paper whose font is not
 * embedded would be drawn without its letters, and a watermark would name nobody.
 */
export const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
)
