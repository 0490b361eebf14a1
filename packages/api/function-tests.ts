import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import {
  count,
  day,
  done,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  serial,
  text,
  whole,
  yes,
} from '#api/schema.ts'
import { keySuites } from '#iso8583/dialect.ts'

const both = (max: number) => object({ zh: text(max), en: text(max) })
const suiteName = { name: text(60), version: whole(1, 100_000) }
const digest = text(64)
/** The cipher of a run's keys. */
const keySuite = oneOf(keySuites)

/** What the terminal speaks to the host: the acquirer's dialect on the day the run was opened. */
const dialect = object({ name: text(60), version: whole(1, 100_000) })

const run = object({
  runId: id('run'),
  status: oneOf(['open', 'passed', 'failed', 'expired']),
  openedAt: instant,
  /** When a run nobody finishes is closed. */
  endsAt: instant,
  finishedAt: nullable(instant),
  /** Null in runs from before suites were kept. */
  suite: nullable(object({ ...suiteName, title: both(100) })),
  keySuite,
  /** Null in runs from before it was kept: UnionPay's. */
  dialect: nullable(dialect),
  serialNo: nullable(serial(50)),
  visitId: nullable(id('vis')),
  /** Whether the terminal has to answer with its own key before the last step (TEST-20), and when it has. */
  selfProof: nullable(object({ required: yes, provedAt: nullable(instant) })),
  lastHeardAt: nullable(instant),
  /** How often the terminal or the host began anew, and all steps with it. */
  startedOver: count(),
  /** The step to do now. */
  next: nullable(text(40)),
  /** The rule by which the run is over without having passed. */
  endedBy: nullable(text(20)),
  hasCard: yes,
  steps: list(
    object({
      step: text(40),
      title: object({ zh: text(300), en: text(300) }),
      /** `begun`: the host has done its part and waits for the terminal's. */
      status: oneOf(['waiting', 'begun', 'passed', 'failed']),
      note: object({ zh: text(400, 0), en: text(400, 0) }),
      press: nullable(both(300)),
      wait: nullable(both(300)),
      card: oneOf(['none', 'chip', 'contactless', 'same']),
      amountFen: nullable(count()),
      badDay: yes,
      failures: count(),
      trouble: nullable(object({ at: instant, happened: both(400), remedy: both(1000) })),
    }),
    60,
  ),
})

export const functionTests = [
  command({
    name: 'function-tests.open',
    say: ['开始功能测试', 'Open a functional test'],
    audited: true,
    /**
     * `script`: a bad day the test host plays for this run besides the suite, by the amounts its file names. `keySuite`: the
     * cipher of its keys, triple DES unless stated; the model must state any other (ISO-36).
     */
    input: object({ ...inCase, script: optional(oneOf(['bad-day'])), keySuite: optional(keySuite) }),
    output: object({
      runId: id('run'),
      host: text(100),
      port: whole(1, 65535),
      terminalNo: text(8),
      merchantNo: text(15),
      keySuite,
      dialect,
      /** Test key of this run only; never a production key. */
      testMasterKey: text(64),
      command: text(500),
    }),
  }),
  read({
    name: 'function-tests.run',
    say: ['功能测试结果', 'Result of a functional test'],
    audited: true,
    input: object(inCase),
    output: object({
      run: nullable(run),
      /** What a run of the terminal bound now may be opened with. */
      keySuites: list(keySuite, keySuites.length),
    }),
  }),
  read({
    name: 'function-tests.card',
    say: ['功能测试结果卡', 'Result card of a functional test'],
    audited: true,
    input: object({ ...inCase, runId: id('run') }),
    output: object({
      /** A C2SP signed note: the card's text and this house's signature. */
      file: text(60_000),
      sha256: digest,
      outcome: oneOf(['passed', 'failed']),
      openedAt: instant,
      endedAt: instant,
      boundAt: instant,
      shop: object({ name: text(100), regionCode: text(6, 0) }),
      acquirer: text(200),
      technician: text(100),
      serialNo: serial(50),
      modelCode: text(100),
      terminalNo: text(8),
      merchantNo: text(15),
      /** Absent in cards from before it was chosen: triple DES. */
      keySuite: optional(keySuite),
      /** Absent in cards from before an acquirer could choose: UnionPay's. */
      dialect: optional(dialect),
      /** When it answered with its own key; null: tied by its serial number only. Absent in older cards. */
      provedAt: optional(nullable(instant)),
      suite: object({ ...suiteName, title: both(300) }),
      startedOver: count(),
      messages: count(),
      steps: list(
        object({
          step: text(40),
          title: both(300),
          expects: both(300),
          badDay: yes,
          state: oneOf(['waiting', 'begun', 'seen', 'failed']),
          at: nullable(instant),
          failures: count(),
          slips: count(),
        }),
        60,
      ),
    }),
  }),
  read({
    name: 'function-tests.card-pdf',
    say: ['功能测试结果卡（PDF）', 'Result card of a functional test (PDF)'],
    audited: true,
    input: object({ ...inCase, runId: id('run'), language: oneOf(['zh', 'en']) }),
    output: object({
      name: text(120),
      /** The digest of the signed card, which the page shows as its verification code. */
      sha256: digest,
      /** Base64; the signed card is attached to it. */
      pdf: text(2_000_000),
    }),
  }),
  read({
    name: 'function-tests.trace',
    say: ['功能测试报文', 'Message trace of a test'],
    audited: true,
    input: object({ ...inCase, runId: id('run') }),
    output: object({
      /** Whether these are the messages whose digest stands in the signed card; null without a card. */
      asSigned: nullable(yes),
      keySuite,
      /** Null in runs from before it was kept: UnionPay's. */
      dialect: nullable(dialect),
      messages: list(
        object({
          at: instant,
          direction: oneOf(['in', 'out']),
          mti: text(4, 0),
          lines: list(text(400)),
        }),
        500,
      ),
    }),
  }),
  command({
    name: 'function-tests.choose-dialect',
    say: ['选择终端的报文规范', 'Choose the dialect of an acquirer’s terminals'],
    audited: true,
    /** In force from `fromDay` (a day in China) once another person has confirmed it; runs that are open keep theirs. */
    input: object({ acquirerId: id('org'), dialect: text(60), fromDay: day }),
    output: object({ choiceId: id('dlc') }),
  }),
  command({
    name: 'function-tests.confirm-dialect',
    say: ['确认同事选择的报文规范', 'Confirm a dialect somebody else chose'],
    audited: true,
    input: object({ choiceId: id('dlc') }),
    output: done,
  }),
  read({
    name: 'function-tests.dialects',
    say: ['收单机构终端的报文规范', 'Dialects of an acquirer’s terminals'],
    input: object({ acquirerId: id('org') }),
    output: object({
      /** The one in force today, by name. */
      today: text(60),
      held: list(
        object({
          ...{ name: text(60), version: whole(1, 100_000), words: nullable(both(2_000)) },
          /** Its door at the test host; null while none is open. */
          port: nullable(whole(1, 65535)),
        }),
      ),
      choices: list(
        object({
          ...{ choiceId: id('dlc'), dialect: text(60), fromDay: day },
          ...{ chosenBy: text(80, 0), chosenAt: instant, confirmedBy: nullable(text(80, 0)), mine: yes },
        }),
        100,
      ),
    }),
  }),
] as const
