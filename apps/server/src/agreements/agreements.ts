import { answering } from './answer.ts'
import { attaching } from './attach.ts'
import { changing } from './changes.ts'
import { negotiating } from './negotiated-terms.ts'
import type { AgreementPorts } from './ports.ts'
import { promising } from './promises.ts'
import { questioning } from './questions.ts'
import { reading } from './read.ts'
import { sealing } from './seal.ts'
import { signing } from './sign.ts'
import { talking } from './talk-view.ts'

/** An agreement from its text to the sealed copy both keep. */
export const agreements = (ports: AgreementPorts) => ({
  ...attaching(ports),
  ...reading(ports),
  ...answering(ports),
  ...talking(ports),
  ...questioning(ports),
  ...negotiating(ports),
  ...promising(ports),
  ...signing(ports),
  ...sealing(ports),
  ...changing(ports),
})
