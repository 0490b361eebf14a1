import { performAsHouse } from '../house/corridor.ts'
import type { House } from '../house/house.ts'
import type { Door } from '../house/http.ts'
import type { Jobs } from '../house/jobs.ts'
import { newId } from '../house/new-id.ts'
import { absorb } from './absorb.ts'
import { openTerminalDoor } from './door.ts'
import { sweepInstalls } from './install.ts'
import { openIntake } from './intake.ts'
import { openMqttDoor } from './mqtt.ts'
import { tellWhatWaits } from './notices.ts'
import { openPlaces } from './places.ts'
import type { DevicesPort } from './ports.ts'
import { endStandbys } from './standby.ts'
import { sweepResting, sweepSilent } from './sweep.ts'
import { remindYearlyLook } from './yearly-look.ts'

/** The watch over terminals at work: both doors, the queue behind them, and the rounds that notice who is missing. */
export const openFleet = (house: House, devices: DevicesPort) => {
  const takeIn = absorb(devices, openPlaces())
  const intake = openIntake((beats) => performAsHouse(house, newId('req'), (errand) => takeIn(errand, beats)))
  const listeningSince = house.now().toISOString()
  const jobs: Jobs = {
    'sweep-silent-terminals': sweepSilent(devices, listeningSince),
    'sweep-resting-terminals': sweepResting(devices),
    'sweep-installs': sweepInstalls,
    'end-standbys': endStandbys,
    'tell-what-waits': tellWhatWaits,
    'remind-yearly-look': remindYearlyLook,
  }
  let broker: { stop(): Promise<void> } | null = null
  return {
    jobs,
    // Every five minutes, as often as terminals report; at 04:41 in Beijing; every hour.
    periodic: {
      'sweep-silent-terminals': '*/5 * * * *',
      'sweep-installs': '*/5 * * * *',
      // Just after midnight in Beijing, and later for what was missed.
      'end-standbys': '3 * * * *',
      'sweep-resting-terminals': '41 20 * * *',
      'tell-what-waits': '7 * * * *',
      // At 09:17 in Beijing.
      'remind-yearly-look': '17 1 * * *',
    },
    async open(app: Door, say: (line: string) => void): Promise<void> {
      openTerminalDoor(app, house, intake)
      if (house.config.mqtt !== null) broker = await openMqttDoor(house, intake, house.config.mqtt, say)
    },
    /** After the doors are shut: what was taken in is written. */
    async stop(): Promise<void> {
      await intake.stop()
      await broker?.stop()
    },
  }
}
