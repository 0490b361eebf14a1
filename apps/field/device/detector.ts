import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Shape Detection API (WICG): Android's Chrome has it, the compiler's DOM library does not know it. */
export type Detector = { detect: (from: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> }
type DetectorMaker = new (options?: { formats: readonly string[] }) => Detector

/** Symbologies on the labels of terminals and seals, and on another phone's screen. */
const FORMATS = ['code_128', 'code_39', 'qr_code', 'data_matrix', 'ean_13'] as const

type Maker = (options: { formats: readonly string[] }) => Detector

const findMaker = async (): Promise<Maker> => {
  const Own = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector
  if (Own) return (options) => new Own(options)
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill')
  await prepareZXingModule({
    overrides: { locateFile: (path: string, base: string) => (path.endsWith('.wasm') ? wasm : base + path) },
    fireImmediately: true,
  })
  return () => new BarcodeDetector({ formats: [...FORMATS] })
}

let maker: Promise<Maker> | null = null

/**
 * The phone's own reader where it has one; otherwise ZXing, served by this house and by nobody else. Fetched once: asked
 * for early, it works in a cellar. What failed for want of a network is tried again.
 */
export const openDetector = async (): Promise<Detector> => {
  maker ??= findMaker()
  try {
    return (await maker)({ formats: FORMATS })
  } catch (failure) {
    maker = null
    throw failure
  }
}
