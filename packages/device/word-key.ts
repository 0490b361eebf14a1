/** A name as the words' ICU `select` takes it: without hyphens. `in-stock` → `in_stock`. */
export const wordKey = (name: string): string => name.replaceAll('-', '_')
