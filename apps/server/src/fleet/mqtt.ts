import mqtt from 'mqtt'
import type { MqttIntake } from '../house/config.ts'
import { DatabaseUnavailable } from '../house/database.ts'
import type { House } from '../house/house.ts'
import { readBeat } from './door.ts'
import { BadRequest } from '../house/problem.ts'
import type { Intake } from './intake.ts'

/** Hex proof, a full stop, the body: no MQTT 5 is asked of a terminal. */
const MAC = 64
const AGAIN_MS = 2_000

/**
 * The terminals' door behind any MQTT broker: the house subscribes with a session the broker keeps, and acknowledges each
 * message (QoS 1) when its batch has committed. What was not acknowledged is delivered again after a reconnection.
 * Believes the broker nothing: every message carries its terminal's own proof.
 */
export const openMqttDoor = async (
  house: House,
  intake: Intake,
  { url, topic, clientId }: MqttIntake,
  say: (line: string) => void,
): Promise<{ stop(): Promise<void> }> => {
  const client = mqtt.connect(url, {
    clientId,
    clean: false,
    protocolVersion: 4,
    reconnectPeriod: AGAIN_MS,
    resubscribe: false,
  })
  let again: NodeJS.Timeout | null = null
  let told = ''
  const sayOnce = (line: string) => {
    if (line !== told) say(line)
    told = line
  }
  /** A broker sends again only to a new connection. */
  const reconnectSoon = () => {
    again ??= setTimeout(() => {
      again = null
      client.stream.destroy()
    }, AGAIN_MS)
  }

  /** Answers whether the message is done with: written, or nothing that will ever be written. */
  const take = async (payload: Buffer): Promise<boolean> => {
    const mac = payload.subarray(0, MAC).toString('latin1')
    const outcome = intake.submit(() => readBeat(house, payload.subarray(MAC + 1), mac))
    if (outcome === null) return false
    try {
      await outcome
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error
      if (error instanceof BadRequest) return true
      // Tried alone and failed by a fault of ours: coming again for ever would help nobody.
      sayOnce(`a heartbeat could not be written: ${error instanceof Error ? error.message : 'unknown'}`)
    }
    return true
  }

  client.handleMessage = (packet, callback) => {
    const { stream } = client
    take(Buffer.from(packet.payload)).then(
      (done) => {
        // The number means this message on this connection only.
        if (done && packet.qos === 1 && client.connected && client.stream === stream)
          client['_sendPacket']({ cmd: 'puback', messageId: packet.messageId ?? 0 })
        else if (!done) reconnectSoon()
      },
      () => reconnectSoon(),
    )
    const readOn = async () => {
      await intake.room()
      // An error keeps mqtt.js from acknowledging by itself and lets it read on; a full queue stops its reading.
      callback(new Error('acknowledged when committed'))
    }
    void readOn()
  }
  client.on('error', (error) => sayOnce(`heartbeats over MQTT: ${error.message || 'no broker'}`))
  client.on('connect', () => {
    sayOnce(`heartbeats over MQTT from ${new URL(url).host}, ${topic}`)
    client.subscribe(topic, { qos: 1 }, (error) => {
      if (error) sayOnce(`heartbeats over MQTT: ${error.message}`)
    })
  })
  return {
    async stop() {
      if (again !== null) clearTimeout(again)
      await client.endAsync(true)
    },
  }
}
