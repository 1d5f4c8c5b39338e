/**
 * One connection of the engineer's to one broker, with what was published on it. Owns the state machine drawn in
 * `protocol/connection.ts`. Refuses to keep anything on disk and to send anything twice.
 */
import { parseBrokerAddress, writeBrokerAddress } from '../../protocol/broker-address.ts';
import {
  type BrokerAddress,
  type ConnectionSettings,
  type ConnectionState,
  type MqttVersion,
  type Target,
} from '../../protocol/connection.ts';
import { type WireTotals } from '../../protocol/contract.ts';
import { isPublishableTopic } from '../../protocol/packet/topic-name.ts';
import { type PublishRecord, type PublishRequest } from '../../protocol/publish-outcome.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { checkToken, maskToken } from '../../protocol/token.ts';
import { ask, type Answer, type Question } from './ask.ts';
import { clientIdentifierFor } from './client-identifier.ts';
import { systemClock, type Clock } from './clock.ts';
import { keepConnected, type KeptConnection } from './keep-connected.ts';
import { isOutcome } from './link-publishes.ts';
import { systemNetwork, type Network } from './network.ts';
import { createPublishRecords } from './publish-records.ts';
import { type Tap } from './tap.ts';
import { createWireCounters } from './wire-counters.ts';

export type SessionOptions = {
  readonly onState: (state: ConnectionState) => void;
  readonly onPublish: (record: PublishRecord) => void;
  /** At most 20 times a second. */
  readonly onTotals: (totals: WireTotals) => void;
  /** First 8 hex digits of an HMAC of the token under this installation's key. */
  readonly fingerprint: (token: string) => string;
  readonly tap?: Tap;
  /** Gets what a listener or the tap threw; by default it ends the program as any uncaught error does. */
  readonly onListenerError?: (thrown: unknown) => void;
  readonly clock?: Clock;
  /** In [0, 1), for the back-off. */
  readonly random?: () => number;
  readonly network?: Network;
};

export type Session = {
  /** Ends what was there before. Fails for a wrong address or token; what becomes of the attempt comes as state. */
  readonly connect: (settings: ConnectionSettings, token: string) => Result<null>;
  readonly disconnect: () => void;
  /** Ends the wait before the next attempt; nothing in any other phase. */
  readonly retryNow: () => void;
  /** Resolves when the publish has ended one way or another. */
  readonly publish: (request: PublishRequest) => Promise<Result<PublishRecord>>;
  /** Asks the platform something that writes no data. */
  readonly ask: (question: Question) => Promise<Result<Answer>>;
  /** A parked one is not wanted any more; `false` where none with this number waits. */
  readonly dropParked: (n: number) => boolean;
  readonly state: () => ConnectionState;
  /** Oldest first. */
  readonly publishes: () => readonly PublishRecord[];
  readonly totals: () => WireTotals;
  /** Disconnects and lets go of every timer and socket; within 1 s. */
  readonly close: () => Promise<void>;
};

/** `onTotals` and so the window hear of the traffic this often at most, whatever its rate. */
const totalsEveryMs = 50;

export const createSession = (options: SessionOptions): Session => {
  const { clock = systemClock, network = systemNetwork, random = Math.random } = options;
  const throwLater = (thrown: unknown): void =>
    queueMicrotask(() => {
      throw thrown;
    });
  /** Listeners and tap run inside the reading of a socket: what one of them throws must not stop the stream. */
  const guarded =
    <A extends readonly unknown[]>(listener: (...given: A) => void) =>
    (...given: A): void => {
      try {
        listener(...given);
      } catch (thrown) {
        (options.onListenerError ?? throwLater)(thrown);
      }
    };

  const tellState = guarded(options.onState);
  const tellPublish = guarded(options.onPublish);
  const tellTotals = guarded(options.onTotals);
  const records = createPublishRecords();
  const tellIfThere = (record: PublishRecord | undefined): void => {
    if (record !== undefined) tellPublish(record);
  };
  let state: ConnectionState = { phase: 'disconnected' };
  let kept: KeptConnection | undefined;
  let cancelTotals: (() => void) | undefined;

  const counters = createWireCounters(() => {
    cancelTotals ??= clock.after(totalsEveryMs, () => {
      cancelTotals = undefined;
      tellTotals(counters.totals());
    });
  });

  const setState = (next: ConnectionState): void => {
    state = next;
    tellState(next);
  };

  const connect: Session['connect'] = (settings, token) => {
    const address = parseBrokerAddress(settings.address);
    if (!address.ok) return address;
    const checked = checkToken(token);
    if (!checked.ok) return checked;
    kept?.stop();
    kept = keepConnected({
      settings,
      address: address.value,
      token: checked.value,
      target: targetOf(settings, address.value, token, options.fingerprint(token)),
      clock,
      network,
      random,
      counters,
      ...(options.tap === undefined ? {} : { tap: guarded(options.tap) }),
      onState: setState,
    });
    return ok(null);
  };

  const disconnect = (): void => {
    kept?.stop();
    if (state.phase !== 'disconnected') setState({ phase: 'disconnected' });
  };

  const publish: Session['publish'] = (request) => {
    const live = kept?.live();
    if (live === undefined) return Promise.resolve(fail({ kind: 'not-connected' }));
    if (!isPublishableTopic(request.topic)) {
      return Promise.resolve(fail({ kind: 'topic-form', topic: request.topic }));
    }
    const lengthBytes = Buffer.byteLength(request.payload);
    const limitBytes = live.connack.properties?.['maximumPacketSize'];
    const packetBytes = publishPacketBytes(request.topic, lengthBytes, live.connack.protocol);
    if (typeof limitBytes === 'number' && packetBytes > limitBytes) {
      return Promise.resolve(fail({ kind: 'payload-too-large', lengthBytes: packetBytes, limitBytes }));
    }
    const { n, ...begun } = records.add(request, lengthBytes, clock.wallMs());
    tellPublish({ n, ...begun });
    if (request.insteadOf !== undefined) tellIfThere(records.settle(request.insteadOf, { id: 'sent-again', n }));
    return new Promise((resolve) => {
      live.publishes.begin((next, isParked) => {
        const changed = records.change(n, next, isParked ? clock.wallMs() : undefined) ?? { n, ...begun, state: next };
        tellPublish(changed);
        if (isOutcome(next)) resolve(ok(changed));
      });
      live.link.send(request.topic, request.payload);
    });
  };

  return {
    connect,
    disconnect,
    retryNow: () => kept?.retryNow(),
    publish,
    ask: async (question) => {
      const live = kept?.live();
      return live === undefined ? fail({ kind: 'not-connected' }) : ok(await ask(live, question, clock));
    },
    dropParked: (n) => {
      const dropped = records.settle(n, { id: 'dropped' });
      tellIfThere(dropped);
      return dropped !== undefined;
    },
    state: () => state,
    publishes: records.all,
    totals: counters.totals,
    close: async () => {
      disconnect();
      await kept?.done;
      cancelTotals?.();
    },
  };
};

const targetOf = (
  settings: ConnectionSettings,
  address: BrokerAddress,
  token: string,
  fingerprint: string,
): Target => ({
  url: writeBrokerAddress(address),
  clientIdentifier: clientIdentifierFor(settings),
  mqttVersion: settings.mqttVersion,
  token: { masked: maskToken(token), lengthChars: token.length, fingerprint },
  ...(settings.gatewayName === undefined ? {} : { gatewayName: settings.gatewayName }),
});

/** Fixed header, topic with its length, packet identifier, in 5.0 an empty property list, payload [MQTT-3.3]. */
const publishPacketBytes = (topic: string, payloadBytes: number, version: MqttVersion): number => {
  const remaining = 2 + Buffer.byteLength(topic) + 2 + (version === '5' ? 1 : 0) + payloadBytes;
  return 1 + (remaining < 128 ? 1 : remaining < 16_384 ? 2 : remaining < 2_097_152 ? 3 : 4) + remaining;
};
