import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBrokerAddress, writeBrokerAddress } from '../../protocol/broker-address.ts';
import { runs } from '../support/fuzz.ts';

describe('an address', () => {
  it.each([
    ['broker.example', 'mqtt', 'broker.example', 1883],
    ['  10.20.0.8\n', 'mqtt', '10.20.0.8', 1883],
    ['10.20.0.8:8883', 'mqtt', '10.20.0.8', 8883],
    ['mqtt://broker.example', 'mqtt', 'broker.example', 1883],
    ['MQTTS://broker.example', 'mqtts', 'broker.example', 8883],
    ['mqtts://broker.example:18883/', 'mqtts', 'broker.example', 18883],
    ['mqtt://[2001:db8::1]:1884', 'mqtt', '2001:db8::1', 1884],
    ['[::1]', 'mqtt', '::1', 1883],
    ['::ffff:10.0.0.1', 'mqtt', '::ffff:10.0.0.1', 1883],
    ['fe80::1%eth0', 'mqtt', 'fe80::1%eth0', 1883],
    ['broker_1.local.', 'mqtt', 'broker_1.local.', 1883],
    ['平台.example', 'mqtt', '平台.example', 1883],
  ])('%j is read', (text, scheme, host, port) => {
    expect(parseBrokerAddress(text)).toEqual({ ok: true, value: { scheme, host, port } });
  });

  it.each([
    ['', 'address-form'],
    ['mqtt://', 'address-form'],
    // A slash is missing.
    ['mqtt//host', 'address-form'],
    ['mqtt:/host', 'address-form'],
    ['mqtt://host/path', 'address-form'],
    ['host name', 'address-form'],
    ['10.20.0', 'address-form'],
    ['10.20.0.256', 'address-form'],
    ['10.020.0.8', 'address-form'],
    ['host..example', 'address-form'],
    ['[::1', 'address-form'],
    ['[10.0.0.1]', 'address-form'],
    ['1:2:3', 'address-form'],
    ['host:', 'address-form'],
    ['host:mqtt', 'address-form'],
    ['host:0', 'port-range'],
    ['host:65536', 'port-range'],
    ['host:999999999999', 'port-range'],
    ['ws://host', 'scheme-unsupported'],
    ['wss://host:443', 'scheme-unsupported'],
    ['http://host', 'scheme-unsupported'],
    ['mqtt://GP1109N12345678@host', 'address-secret'],
    ['user:secret@host', 'address-secret'],
    ['https://user:secret@host', 'address-secret'],
  ])('%j is refused: %s', (text, kind) => {
    const parsed = parseBrokerAddress(text);
    expect(parsed).toMatchObject({ ok: false, failure: { kind } });
    expect(JSON.stringify(parsed)).not.toContain('secret@');
  });

  it('survives being written and read again', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(
        fc.constantFrom('mqtt' as const, 'mqtts' as const),
        host,
        fc.integer({ min: 1, max: 65_535 }),
        (scheme, name, port) => {
          const address = { scheme, host: name, port };
          expect(parseBrokerAddress(writeBrokerAddress(address))).toEqual({ ok: true, value: address });
        },
      ),
      { numRuns: runs(10_000) },
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void parseBrokerAddress(text)));
  });
});

it('quotes nothing of a query, where copied links carry their keys', () => {
  expect(parseBrokerAddress('mqtt://host:1883?token=GP1109N12345678')).toEqual({
    ok: false,
    failure: { kind: 'address-form', address: 'mqtt://host:1883?…' },
  });
});
