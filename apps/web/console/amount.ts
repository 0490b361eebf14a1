/** Yuan as typed → fen; percent as typed → ppm. Typed numbers are decimal, so rounding removes binary dust. */
export const fenFromYuan = (yuan: number): number => Math.round(yuan * 100)
export const yuanFromFen = (fen: number): number => fen / 100
export const ppmFromPercent = (percent: number): number => Math.round(percent * 10_000)
export const percentFromPpm = (ppm: number): number => ppm / 10_000
