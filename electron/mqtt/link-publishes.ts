/**
 * What becomes of each publish on one link: the state machine drawn in `protocol/publish-outcome.ts`. A new link starts
 * with an empty book, so a packet that was in flight when the old one died ends there and is never sent again by itself.
 */
import {
  pubackGraceMs,
  pubackTimeoutMs,
  type PublishOutcome,
  type PublishState,
} from '../../protocol/publish-outcome.ts';
import { type Clock } from './clock.ts';
import { type PublishEvents } from './link.ts';

export type LinkPublishes = {
  /** Before the packet is handed to the link. */
  readonly begin: (listener: PublishListener) => void;
  readonly events: PublishEvents;
  /** `byUs`: the engineer disconnected, which says nothing against a PUBACK that had come. */
  readonly linkEnded: (end: { readonly byUs: boolean; readonly reasonCode?: number }) => void;
};

/**
 * Hears every state, a late PUBACK's too. `isParked`: the link ended and no PUBACK had come; a `no-ack` is told once more
 * for it.
 */
export type PublishListener = (state: PublishState, isParked: boolean) => void;

type InFlight = {
  readonly tell: PublishListener;
  readonly packetIdentifier: number;
  readonly handedMs: number;
  waitingForPuback: boolean;
  /** Set while the grace time runs. */
  acked?: { readonly latencyMs: number; readonly atMs: number; readonly reasonCode: number };
  /** Set when the time was over and the link was alive. */
  noAck?: PublishState;
  cancelTimer: () => void;
};

/** MQTT 5: at and above this a reason code is a failure. */
const firstFailureCode = 0x80;

export const isOutcome = (state: PublishState): state is PublishOutcome =>
  state.id !== 'sending' && state.id !== 'sent' && state.id !== 'holding';

export const createLinkPublishes = (clock: Clock): LinkPublishes => {
  /** Begun and not yet seen on the way out; packets leave in this order. */
  const unsent: PublishListener[] = [];
  const inFlight = new Map<number, InFlight>();

  const onHanded = (packetIdentifier: number): void => {
    const listener = unsent.shift();
    if (listener === undefined) return;
    const handedMs = clock.nowMs();
    const cancelTimer = clock.after(pubackTimeoutMs, () => onTimeOut(packetIdentifier));
    inFlight.set(packetIdentifier, {
      tell: listener,
      packetIdentifier,
      handedMs,
      waitingForPuback: true,
      cancelTimer,
    });
  };

  const onTimeOut = (packetIdentifier: number): void => {
    const flight = inFlight.get(packetIdentifier);
    if (flight === undefined) return;
    flight.noAck = { id: 'no-ack', packetIdentifier, waitedMs: Math.round(clock.nowMs() - flight.handedMs) };
    flight.tell(flight.noAck, false);
  };

  const onWritten = (packetIdentifier: number): void => {
    const flight = inFlight.get(packetIdentifier);
    // The answer may be faster than the confirmation that the question left.
    if (flight?.waitingForPuback === true && flight.noAck === undefined)
      flight.tell({ id: 'sent', packetIdentifier }, false);
  };

  const onPuback = (packetIdentifier: number, reasonCode: number): void => {
    const flight = inFlight.get(packetIdentifier);
    // Older platforms acknowledge once for each device in a message (facts B2).
    if (flight?.waitingForPuback !== true) return;
    flight.waitingForPuback = false;
    flight.cancelTimer();
    const atMs = clock.nowMs();
    const latencyMs = Math.round((atMs - flight.handedMs) * 100) / 100;
    if (reasonCode >= firstFailureCode) {
      inFlight.delete(packetIdentifier);
      flight.tell({ id: 'rejected', packetIdentifier, latencyMs, reasonCode }, false);
      return;
    }
    flight.acked = { latencyMs, atMs, reasonCode };
    flight.tell({ id: 'holding', packetIdentifier, latencyMs }, false);
    flight.cancelTimer = clock.after(pubackGraceMs, () => acknowledge(flight));
  };

  const acknowledge = (flight: InFlight): void => {
    const { packetIdentifier, acked } = flight;
    if (acked === undefined) return;
    inFlight.delete(packetIdentifier);
    const code = acked.reasonCode === 0 ? {} : { reasonCode: acked.reasonCode };
    flight.tell({ id: 'acked', packetIdentifier, latencyMs: acked.latencyMs, ...code }, false);
  };

  const linkEnded: LinkPublishes['linkEnded'] = ({ byUs, reasonCode }) => {
    const endMs = clock.nowMs();
    const flights = [...inFlight.values()];
    inFlight.clear();
    for (const flight of flights) {
      flight.cancelTimer();
      const { packetIdentifier, acked } = flight;
      if (acked !== undefined && byUs) {
        acknowledge(flight);
      } else if (acked !== undefined) {
        const closedAfterMs = Math.round(endMs - acked.atMs);
        flight.tell({ id: 'acked-then-closed', packetIdentifier, latencyMs: acked.latencyMs, closedAfterMs }, false);
      } else if (flight.noAck !== undefined) {
        flight.tell(flight.noAck, true);
      } else {
        const code = reasonCode === undefined ? {} : { reasonCode };
        const afterMs = Math.round(endMs - flight.handedMs);
        flight.tell({ id: 'closed-without-ack', packetIdentifier, afterMs, ...code }, true);
      }
    }
    // Never left this program: no packet identifier was given.
    for (const tell of unsent.splice(0)) tell({ id: 'closed-without-ack', packetIdentifier: 0, afterMs: 0 }, true);
  };

  return { begin: (listener) => void unsent.push(listener), events: { onHanded, onWritten, onPuback }, linkEnded };
};
