// The state machine of one publish, with a clock that the test moves.
import { beforeEach, describe, expect, it } from 'vitest';
import { createLinkPublishes, type LinkPublishes } from '../../../electron/mqtt/link-publishes.ts';
import { type PublishState } from '../../../protocol/publish-outcome.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let book: LinkPublishes;
beforeEach(() => {
  clock = createManualClock();
  book = createLinkPublishes(clock);
});

const publishAs = (packetIdentifier: number): readonly PublishState[] => {
  const states: PublishState[] = [];
  book.begin((state) => void states.push(state));
  book.events.onHanded(packetIdentifier);
  book.events.onWritten(packetIdentifier);
  return states;
};
const ids = (states: readonly PublishState[]): string => states.map(({ id }) => id).join(' ');

it('is a success when a PUBACK comes and the link lives two seconds more', () => {
  const states = publishAs(7);
  clock.advance(12);
  book.events.onPuback(7, 0);
  expect(states.at(-1)).toEqual({ id: 'holding', packetIdentifier: 7, latencyMs: 12 });
  clock.advance(1_999);
  expect(ids(states)).toBe('sent holding');
  clock.advance(1);
  expect(states.at(-1)).toEqual({ id: 'acked', packetIdentifier: 7, latencyMs: 12 });
});

it('is no success when the link is closed within two seconds of the PUBACK', () => {
  const states = publishAs(7);
  book.events.onPuback(7, 0);
  clock.advance(40);
  book.linkEnded({ byUs: false });
  expect(states.at(-1)).toMatchObject({ id: 'acked-then-closed', closedAfterMs: 40 });
});

it('stays acknowledged when it is the engineer who disconnects', () => {
  const states = publishAs(7);
  book.events.onPuback(7, 0);
  book.linkEnded({ byUs: true });
  expect(states.at(-1)).toMatchObject({ id: 'acked' });
});

it('says so when no PUBACK comes in five seconds, and is corrected by a late one', () => {
  const states = publishAs(7);
  clock.advance(5_000);
  expect(states.at(-1)).toEqual({ id: 'no-ack', packetIdentifier: 7, waitedMs: 5_000 });
  clock.advance(4_000);
  book.events.onPuback(7, 0);
  clock.advance(2_000);
  // The wait stays visible.
  expect(states.at(-1)).toEqual({ id: 'acked', packetIdentifier: 7, latencyMs: 9_000 });
});

it('ends with the link when no PUBACK had come', () => {
  const states = publishAs(7);
  clock.advance(30);
  book.linkEnded({ byUs: false, reasonCode: 0x98 });
  expect(states.at(-1)).toEqual({ id: 'closed-without-ack', packetIdentifier: 7, afterMs: 30, reasonCode: 0x98 });
});

it('stays without acknowledgement when the link dies after the five seconds, and is parked', () => {
  const told: [string, boolean][] = [];
  book.begin((state, isParked) => void told.push([state.id, isParked]));
  book.events.onHanded(7);
  clock.advance(5_000);
  book.linkEnded({ byUs: false });
  expect(told).toEqual([
    ['no-ack', false],
    ['no-ack', true],
  ]);
});

it.each([
  ['without a PUBACK', [], true],
  ['after a PUBACK', [0], false],
  ['after a rejection', [0x99], false],
])('is parked or not when the link dies %s', (_name, pubacks, parked) => {
  const told: boolean[] = [];
  book.begin((_state, isParked) => void told.push(isParked));
  book.events.onHanded(7);
  for (const code of pubacks) book.events.onPuback(7, code);
  book.linkEnded({ byUs: false });
  expect(told.at(-1)).toBe(parked);
});

describe('reason codes of 5.0', () => {
  it('is rejected from 0x80 on', () => {
    const states = publishAs(7);
    book.events.onPuback(7, 0x99);
    expect(states.at(-1)).toMatchObject({ id: 'rejected', reasonCode: 0x99 });
  });
  it('keeps a code below 0x80 with the success', () => {
    const states = publishAs(7);
    book.events.onPuback(7, 0x10);
    clock.advance(2_000);
    expect(states.at(-1)).toMatchObject({ id: 'acked', reasonCode: 0x10 });
  });
});

it('takes only the first of several PUBACKs with one identifier, as older platforms send them', () => {
  const states = publishAs(7);
  book.events.onPuback(7, 0);
  book.events.onPuback(7, 0);
  clock.advance(2_000);
  book.events.onPuback(7, 0);
  expect(ids(states)).toBe('sent holding acked');
});

it('is not disturbed by a PUBACK for something never sent', () => {
  const states = publishAs(7);
  book.events.onPuback(8, 0);
  expect(ids(states)).toBe('sent');
});

it('keeps several publishes apart, in whatever order they are answered', () => {
  const first = publishAs(1);
  const second = publishAs(2);
  book.events.onPuback(2, 0);
  clock.advance(2_000);
  expect(ids(first)).toBe('sent');
  expect(ids(second)).toBe('sent holding acked');
});

it('takes an answer that is faster than the confirmation of the write', () => {
  const states: PublishState[] = [];
  book.begin((state) => void states.push(state));
  book.events.onHanded(3);
  book.events.onPuback(3, 0);
  book.events.onWritten(3);
  expect(ids(states)).toBe('holding');
});

it('ends what never left this machine, without a packet identifier', () => {
  const states: PublishState[] = [];
  book.begin((state) => void states.push(state));
  book.linkEnded({ byUs: false });
  expect(states).toEqual([{ id: 'closed-without-ack', packetIdentifier: 0, afterMs: 0 }]);
});
