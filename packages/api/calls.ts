import { agreements } from '#api/agreements.ts'
import { changes } from '#api/changes.ts'
import { talk } from '#api/talk.ts'
import { captures } from '#api/captures.ts'
import type { Call, Input, Output } from '#api/call.ts'
import { providers, supervision, tickets } from '#api/care.ts'
import { applications, reviews } from '#api/applications.ts'
import { cases } from '#api/cases.ts'
import { myData } from '#api/my-data.ts'
import { firmware } from '#api/firmware.ts'
import { fleet } from '#api/fleet.ts'
import { guard } from '#api/guard.ts'
import { offers } from '#api/offers.ts'
import { proposals } from '#api/proposals.ts'
import { places } from '#api/places.ts'
import { registry } from '#api/registry.ts'
import { terminals } from '#api/terminals.ts'
import { trainings } from '#api/trainings.ts'
import { visits } from '#api/visits.ts'
import { inspections } from '#api/inspections.ts'
import { catalogue } from '#api/catalogue.ts'
import { custody } from '#api/custody.ts'
import { storerooms } from '#api/storerooms.ts'
import { devices } from '#api/devices.ts'
import { functionTests } from '#api/function-tests.ts'
import { identities } from '#api/identities.ts'
import { organisations, people } from '#api/people.ts'
import { vault } from '#api/vault.ts'

/** Every call there is. Routing, validation, OpenAPI, the browser's client and the audit all read this list. */
export const calls = [
  ...people,
  ...organisations,
  ...providers,
  ...cases,
  ...applications,
  ...reviews,
  ...vault,
  ...myData,
  ...offers,
  ...visits,
  ...inspections,
  ...proposals,
  ...trainings,
  ...agreements,
  ...talk,
  ...changes,
  ...guard,
  ...captures,
  ...devices,
  ...functionTests,
  ...fleet,
  ...firmware,
  ...custody,
  ...storerooms,
  ...catalogue,
  ...identities,
  ...terminals,
  ...places,
  ...registry,
  ...tickets,
  ...supervision,
] as const

type AnyCall = (typeof calls)[number]
type CallsByName = { readonly [C in AnyCall as C['name']]: C }
type Inputs = { readonly [N in CallName]: Input<CallsByName[N]> }
type Outputs = { readonly [N in CallName]: Output<CallsByName[N]> }

export type CallName = AnyCall['name']
export type InputOf<N extends CallName> = Inputs[N]
export type OutputOf<N extends CallName> = Outputs[N]
export type CommandName = Extract<AnyCall, { kind: 'command' }>['name']
export type ReadName = Extract<AnyCall, { kind: 'read' }>['name']

export const callNamed: ReadonlyMap<string, Call> = new Map(calls.map((call) => [call.name, call]))
