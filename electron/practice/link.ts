/**
 * One TCP connection as the platform sees it: bytes in, answers out, and the states between. Carries out what the rules
 * decide and owns the order of things; knows no socket, only a wire that can be written to and closed.
 *
 * new ──CONNECT──▶ deciding ──CONNACK 0──▶ live ──▶ ended
 *                     └──CONNACK not 0, or closed──▶ ended
 */
import { type MqttVersion } from '../../protocol/connection.ts';
import { createFramer } from '../../protocol/packet/framing.ts';
import { faultTable } from '../../protocol/practice-faults.ts';
import { type PracticeEvent } from '../../protocol/practice.ts';
import { type Clock } from '../mqtt/clock.ts';
import { type Answer, type Close, type Downlink } from './answer.ts';
import { answerConnect, type Connect, type ConnectAnswer, type Identity } from './connect-rules.ts';
import { type Faults } from './faults.ts';
import { createPacketReader, firstByteIsLegal, type Publish, type Received, writePacket } from './packets.ts';
import { answerPublish } from './publish-rules.ts';
import { maxPayloadSize } from './session-limits.ts';
import { type Store } from './store.ts';
import { answerFilter } from './subscribe-rules.ts';
import { type VersionProfile } from '../../protocol/platform/versions.ts';

export type Wire = {
  readonly write: (bytes: Uint8Array) => void;
  /** After what was written. Nothing is received any more. */
  readonly close: () => void;
};

/** What all connections of one platform share. */
export type Surroundings = {
  readonly profile: VersionProfile;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly store: Store;
  readonly inactivityMs: number;
  readonly identify: (token: string) => Identity | undefined;
  /** H8: notes who holds the token now, and gives back who held it until now. */
  readonly takeOver: (token: string, by: Link) => Link | undefined;
  readonly emit: (event: PracticeEvent) => void;
};

export type Link = {
  readonly number: number;
  readonly receive: (chunk: Uint8Array) => void;
  /** The client's end is gone. */
  readonly lost: () => void;
  readonly end: (close: Close) => void;
  readonly push: (message: Downlink) => void;
};

/** Fixed header of a packet of that size: type byte and three length bytes. */
const longestPacketBytes = maxPayloadSize + 4;
/** H9 */
const mostHeld = 100;
/** Ours, not the platform's: 64 connections must not hold 100 large packets each. */
const mostHeldBytes = 1_048_576;

export const createLink = (number: number, wire: Wire, around: Surroundings): Link => {
  const { profile, faults, clock, emit } = around;
  const framer = createFramer(longestPacketBytes);
  const read = createPacketReader();
  const held: Received[] = [];
  const filters = new Set<string>();
  const cancels = new Set<() => void>();
  let heldBytes = 0;
  let state: 'new' | 'deciding' | 'live' | 'ended' = 'new';
  let mqtt5 = false;
  let identity: Identity | undefined;
  let lastPacketAtMs = 0;
  let nextIdentifier = 1;

  const later = (ms: number, run: () => void): void => {
    const cancel = clock.after(ms, () => {
      cancels.delete(cancel);
      run();
    });
    cancels.add(cancel);
  };
  const delayed: (() => void)[] = [];
  const inTurn = (run: () => void): void => {
    const slowMs = faults.get('slow');
    if (slowMs === undefined && delayed.length === 0) {
      run();
      return;
    }
    delayed.push(run);
    // The first of the queue, not this one: the switch may change while some wait, and their order must not.
    later(slowMs ?? 0, () => {
      if (slowMs === undefined) delayed.splice(0).forEach((due) => due());
      else delayed.shift()?.();
    });
  };
  /** Behind a dropped NAT entry: nothing passes, a close neither. */
  const isSilent = (): boolean => state === 'live' && faults.has('half-open');
  const send = (packet: Parameters<typeof writePacket>[0]): void => {
    if (!isSilent()) inTurn(() => wire.write(writePacket(packet, mqtt5)));
  };
  const stop = (): void => {
    state = 'ended';
    held.length = 0;
  };

  const end = ({ why, code }: Close): void => {
    if (state === 'ended') return;
    const silent = isSilent();
    const told = mqtt5 && code !== undefined;
    if (told) send({ cmd: 'disconnect', reasonCode: code });
    stop();
    inTurn(() => {
      for (const cancel of cancels) cancel();
      if (!silent) wire.close();
    });
    emit({ event: 'closed', connection: number, why, ...(told ? { code } : {}) });
  };

  const lost = (): void => {
    const before = state;
    stop();
    for (const cancel of cancels) cancel();
    cancels.clear();
    if (before !== 'ended') emit({ event: 'left', connection: number });
  };

  const receive = (chunk: Uint8Array): void => {
    for (const framed of framer.push(chunk)) {
      if (isEnded()) return;
      // H25, H5
      if (framed.kind === 'too-large') {
        end({ why: 25, code: 0x81 });
        return;
      }
      const packet =
        framed.kind === 'packet' && firstByteIsLegal(framed.bytes[0] ?? 0) ? read(framed.bytes) : undefined;
      if (packet === undefined) {
        end({ why: 5, code: 0x81 });
        return;
      }
      take(packet, framed.bytes.length);
    }
    const [first] = framer.pending();
    if (!isEnded() && first !== undefined && !firstByteIsLegal(first)) end({ why: 5, code: 0x81 });
  };
  const isEnded = (): boolean => state === 'ended';

  const take = (packet: Received, lengthBytes: number): void => {
    lastPacketAtMs = clock.nowMs();
    // A second CONNECT on a live connection is judged again (facts A2).
    if (packet.cmd === 'connect' && state !== 'deciding') decide(packet.connect);
    else if (state === 'live') answer(packet);
    else hold(packet, lengthBytes);
  };

  /** H9. Also before any CONNECT: the platform waits for one for ever (H6). */
  const hold = (packet: Received, lengthBytes: number): void => {
    heldBytes += lengthBytes;
    if (!profile.holdsPacketsBeforeConnack || held.length >= mostHeld || heldBytes > mostHeldBytes)
      end({ why: 9, code: 0x97 });
    else held.push(packet);
  };

  const decide = (connect: Connect): void => {
    const decision = answerConnect(connect, profile, faults, around.identify);
    if (decision.kind === 'closed') {
      end({ why: decision.why });
      return;
    }
    mqtt5 = connect.level === 5;
    if (decision.kind === 'accepted' || decision.afterMs === 0) {
      conclude(connect, decision);
      return;
    }
    state = 'deciding';
    later(decision.afterMs, () => conclude(connect, decision));
  };

  const conclude = (connect: Connect, decision: Exclude<ConnectAnswer, { kind: 'closed' }>): void => {
    const code = decision.kind === 'accepted' ? 0 : decision.code;
    // H1: also on a refusal, and never a sign of stored state (H33).
    const sessionPresent = profile.sessionPresent === 'always' || !connect.cleanSession;
    send({ cmd: 'connack', sessionPresent, ...(mqtt5 ? { reasonCode: code } : { returnCode: code }) });
    const protocol: MqttVersion = mqtt5 ? '5' : '3.1.1';
    const token = decision.kind === 'accepted' ? tokenKind(decision.identity) : {};
    emit({ event: 'connack', connection: number, protocol, code, ...token, why: decision.why });
    // H2
    if (decision.kind === 'refused') {
      end({ why: decision.why, ...(profile.disconnectAfterRefusal ? { code } : {}) });
      return;
    }
    const wasLive = state === 'live';
    state = 'live';
    identity = decision.identity;
    // H8: after the CONNACK of the new one.
    around.takeOver(identity.token, self)?.end({ why: 8, code: 0x8e });
    if (!wasLive) watchInactivity();
    actOutAfterConnack();
    for (const packet of held.splice(0)) if (!isEnded()) answer(packet);
  };

  const actOutAfterConnack = (): void => {
    const evictMs = faults.get('evict');
    if (evictMs !== undefined) later(evictMs, () => end({ why: faultTable.evict.rule, code: 0x8e }));
  };

  /** H6: counts from the last packet of any kind; keep alive is not enforced. */
  const watchInactivity = (): void => {
    const check = (): void => {
      if (state !== 'live') return;
      const idleMs = clock.nowMs() - lastPacketAtMs;
      if (idleMs >= around.inactivityMs) end({ why: 6, code: 0x83 });
      else later(around.inactivityMs - idleMs, check);
    };
    later(around.inactivityMs, check);
  };

  const answer = (packet: Received): void => {
    if (isSilent() || identity === undefined) return;
    switch (packet.cmd) {
      case 'publish': {
        const sender = { identity, connection: number, mqtt5, wallMs: clock.wallMs, ...around };
        carryOut(answerPublish(packet.publish, sender), packet.publish);
        return;
      }
      case 'subscribe': {
        const granted = packet.filters.map(({ filter, qos }) => answerFilter(filter, qos, mqtt5));
        packet.filters.forEach(({ filter }, index) => (granted[index] ?? 0x80) < 0x80 && filters.add(filter));
        send({ cmd: 'suback', messageId: packet.packetIdentifier, granted });
        return;
      }
      case 'unsubscribe': {
        const granted = packet.filters.map((filter) => (filters.delete(filter) ? 0 : 0x11));
        send({ cmd: 'unsuback', messageId: packet.packetIdentifier, granted });
        return;
      }
      case 'pingreq':
        // H7
        send({ cmd: 'pingresp' });
        return;
      case 'disconnect':
        leave();
        return;
      case 'connect':
      case 'other':
    }
  };

  /** MQTT 5 gets its own DISCONNECT back (facts E3). */
  const leave = (): void => {
    if (mqtt5) send({ cmd: 'disconnect', reasonCode: 0 });
    stop();
    inTurn(wire.close);
    emit({ event: 'left', connection: number });
  };

  const carryOut = ({ acks = [], acksAfterMs, messages = [], close }: Answer, { packetIdentifier }: Publish): void => {
    const acknowledge = (): void => {
      for (const reasonCode of acks) send({ cmd: 'puback', messageId: packetIdentifier, reasonCode });
    };
    if (acksAfterMs === undefined) acknowledge();
    else later(acksAfterMs, acknowledge);
    messages.forEach(push);
    if (close !== undefined) end(close);
  };

  const push = ({ topic, payload }: Downlink): void => {
    if (state !== 'live') return;
    const messageId = nextIdentifier;
    nextIdentifier = (nextIdentifier % 0xffff) + 1;
    send({ cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false, messageId });
  };

  const self: Link = { number, receive, lost, end, push };
  return self;
};

const tokenKind = ({ isGateway }: Identity): { readonly token: 'gateway' | 'device' } => ({
  token: isGateway ? 'gateway' : 'device',
});
