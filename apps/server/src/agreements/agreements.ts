import { answering } from './answer.ts'
import { attaching } from './attach.ts'
import type { AgreementPorts } from './ports.ts'
import { reading } from './read.ts'
import { sealing } from './seal.ts'
import { signing } from './sign.ts'

/** An agreement from its text to the sealed copy both keep. */
export const agreements = (ports: AgreementPorts) => ({
  ...attaching(ports),
  ...reading(ports),
  ...answering(ports),
  ...signing(ports),
  ...sealing(ports),
})
