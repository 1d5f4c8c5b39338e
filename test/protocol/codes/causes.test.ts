import { describe, expect, it } from 'vitest';
import { causesOf, type CauseContext } from '../../../protocol/advice.ts';
import { codeTables } from '../../../protocol/codes/lookup.ts';
import {
  adviceIds,
  lookAlikes,
  tlsReasons,
  type AdviceId,
  type Connack,
  type Verdict,
} from '../../../protocol/diagnosis.ts';

const plain: CauseContext = { mqttVersion: '3.1.1', scheme: 'mqtt', usernameBytes: 15 };
const over5: CauseContext = { ...plain, mqttVersion: '5' };
const overTls: CauseContext = { ...plain, scheme: 'mqtts' };

const connack = (code: number, protocol: Connack['protocol'] = '3.1.1', latencyMs = 40): Connack => ({
  protocol,
  code,
  hex: '',
  name: '',
  sessionPresent: false,
  bytes: '',
  latencyMs,
});
const refused = (code: number, protocol?: Connack['protocol'], latencyMs?: number): Verdict => ({
  id: 'refused',
  connack: connack(code, protocol, latencyMs),
});

/** One of each verdict, with each of its variants. */
const verdicts: readonly Verdict[] = [
  { id: 'accepted', connack: connack(0) },
  ...codeTables.connack311.slice(1).map(({ code }) => refused(code)),
  ...codeTables.connack5.slice(1).map(({ code }) => refused(code, '5')),
  refused(3, '3.1.1', 10_030),
  { id: 'host-not-found', host: 'broker.exmaple', detail: 'ENOTFOUND' },
  { id: 'port-refused', host: '10.0.0.5', port: 8883 },
  { id: 'port-timeout', host: '10.0.0.5', port: 1883, waitedMs: 5_000 },
  ...tlsReasons.map((reason): Verdict => ({ id: 'tls-rejected', reason, detail: '', host: 'h' })),
  { id: 'closed-before-connack', afterMs: 12, how: 'closed' },
  ...(['nothing', 'incomplete', 'malformed'] as const).map((received): Verdict => ({
    id: 'no-connack',
    waitedMs: 15_000,
    received,
  })),
  ...lookAlikes.map((looksLike): Verdict => ({ id: 'not-mqtt', looksLike, bytes: '' })),
  { id: 'dropped-after-connack', connack: connack(0), livedMs: 800, why: 'reset' },
  { id: 'contested', connack: connack(0), evictions: 2 },
];

describe('the probable causes of a verdict', () => {
  it('are never missing', () => {
    for (const verdict of verdicts) expect(causesOf(verdict, over5), verdict.id).not.toEqual([]);
  });

  it('are all reachable: each piece of advice belongs to some verdict', () => {
    const reached = new Set<AdviceId>(verdicts.flatMap((v) => [...causesOf(v, over5), ...causesOf(v, overTls)]));
    expect(adviceIds.filter((id) => !reached.has(id))).toEqual([]);
  });

  it('are empty for an attempt the engineer stopped', () => {
    expect(causesOf({ id: 'stopped' }, plain)).toEqual([]);
  });

  it.each([
    { what: 'at once', latencyMs: 60, first: 'rate-or-tenant-limit' },
    { what: 'after the 10 s the platform waits for its back end', latencyMs: 10_030, first: 'backend-down' },
  ])('of code 3 depend on the delay: $what', ({ latencyMs, first }) => {
    expect(causesOf(refused(3, '3.1.1', latencyMs), plain)[0]).toBe(first);
    expect(causesOf(refused(0x88, '5', latencyMs), over5)[0]).toBe(first);
  });

  it('take the measured delay before the one in the CONNACK', () => {
    expect(causesOf(refused(3, '3.1.1', 60), { ...plain, connackAfterMs: 10_050 })[0]).toBe('backend-down');
  });

  it('are one family for codes 4 and 5, because platform versions swap them', () => {
    const both = [4, 5].map((code) => new Set(causesOf(refused(code), plain)));
    expect(both[0]).toEqual(both[1]);
  });

  it.each([4, 5])('of code %i start with the token, and end with an empty user name that was not sent', (code) => {
    const causes = causesOf(refused(code), plain);
    expect(causes[0]).toBe('token-unknown');
    expect(causes.at(-1)).toBe('username-empty');
  });

  it.each([2, 4, 5])('of code %i start with the empty user name when none was sent', (code) => {
    expect(causesOf(refused(code), { ...plain, usernameBytes: 0 })[0]).toBe('username-empty');
  });

  it('do not blame a certificate on a plain connection, nor plain text on TLS', () => {
    expect(causesOf(refused(5), plain)).not.toContain('client-certificate-refused');
    expect(causesOf(refused(5), overTls)).toContain('client-certificate-refused');
    const closed: Verdict = { id: 'closed-before-connack', afterMs: 5, how: 'closed' };
    expect(causesOf(closed, plain)[0]).toBe('plain-on-tls-port');
    expect(causesOf(closed, overTls)).not.toContain('plain-on-tls-port');
  });

  it('advise 3.1.1 only to who is not using it', () => {
    expect(causesOf(refused(1), plain)).not.toContain('use-mqtt-311');
    expect(causesOf(refused(0x84, '5'), over5)[0]).toBe('use-mqtt-311');
  });

  it('of a reserved code point to another server', () => {
    expect(causesOf(refused(77), plain)[0]).toBe('not-thingsboard');
  });

  it('name another client with the same token when the link drops after code 0', () => {
    expect(causesOf({ id: 'dropped-after-connack', connack: connack(0), livedMs: 800, why: 'reset' }, plain)[0]).toBe(
      'token-used-elsewhere',
    );
  });
});
