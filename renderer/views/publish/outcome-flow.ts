/**
 * One publish as three stations on a line: written, PUBACK, still alive after the grace time. The line stops where the
 * publish broke. Owns which mark stands where; the words are the component's.
 */
import { type PublishRecord, type PublishState } from '../../../protocol/publish-outcome.ts';

/** `missing`: the time for it has passed and it did not come. `ahead`: not reached, or never will be. */
export type StationMark = 'done' | 'now' | 'missing' | 'broken' | 'ahead';
export type Station = { readonly id: 'sent' | 'puback' | 'alive'; readonly mark: StationMark };
export type Tone = 'ok' | 'warn' | 'bad' | 'info';

const marks: Readonly<Record<PublishState['id'], readonly [StationMark, StationMark, StationMark]>> = {
  sending: ['now', 'ahead', 'ahead'],
  sent: ['done', 'now', 'ahead'],
  holding: ['done', 'done', 'now'],
  acked: ['done', 'done', 'done'],
  'no-ack': ['done', 'missing', 'ahead'],
  'closed-without-ack': ['done', 'broken', 'ahead'],
  'acked-then-closed': ['done', 'done', 'broken'],
  rejected: ['done', 'broken', 'ahead'],
};

export const stationsOf = (state: PublishState): readonly Station[] => {
  const [sent, puback, alive] = marks[state.id];
  return [
    { id: 'sent', mark: sent },
    { id: 'puback', mark: puback },
    { id: 'alive', mark: alive },
  ];
};

const tones: Readonly<Record<PublishState['id'], Tone>> = {
  sending: 'info',
  sent: 'info',
  holding: 'info',
  acked: 'ok',
  'no-ack': 'warn',
  'closed-without-ack': 'bad',
  'acked-then-closed': 'bad',
  rejected: 'bad',
};

export const toneOf = (state: PublishState): Tone => tones[state.id];

export const hasEnded = (state: PublishState): boolean => toneOf(state) !== 'info';

const hexByte = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;

/** `0x99`, where the packet that ended it carried a reason code (MQTT 5). */
export const reasonHex = (state: PublishState): string | undefined =>
  'reasonCode' in state ? hexByte(state.reasonCode) : undefined;

/** For a ticket or a message to the platform's people: plain text, one fact a line, no token. */
export const technicalDetails = (record: PublishRecord, version: string): string =>
  [
    `publish ${String(record.n)} · ${record.state.id}`,
    `sent at ${new Date(record.sentAt).toISOString()}`,
    `topic ${record.topic} · QoS 1 · not retained · ${String(record.lengthBytes)} bytes`,
    ...Object.entries(record.state).flatMap(([name, value]) => (name === 'id' ? [] : [`${name} ${String(value)}`])),
    `payload ${record.payload}`,
    `Gatescope ${version}`,
  ].join('\n');
