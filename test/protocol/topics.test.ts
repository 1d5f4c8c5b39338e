import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintPayload } from '../../protocol/lint/lint.ts';
import { topicOf, topics, type TopicRow } from '../../protocol/topics.ts';

const rows: readonly TopicRow[] = topics;

describe('the topics of the platform', () => {
  it('start with the four of the vendor, in its order and with its words', () => {
    expect(rows.slice(0, 4).map(({ name, vendorNote, qos }) => [name, qos, vendorNote])).toEqual([
      ['v1/gateway/connect', 1, '连接到网关'],
      ['v1/gateway/disconnect', 1, '断开网关'],
      ['v1/gateway/attributes', 1, '设备属性'],
      ['v1/gateway/telemetry', 1, '数据遥测'],
    ]);
    expect(rows.slice(4).every((row) => row.vendorNote === undefined)).toBe(true);
  });

  it('let a device token subscribe to the granted list only: nobody hears telemetry', () => {
    expect(rows.filter((row) => row.mayBeSubscribed).map((row) => row.name)).toEqual([
      'v1/gateway/attributes',
      'v1/gateway/attributes/response',
      'v1/gateway/rpc',
      'v1/devices/me/attributes',
      'v1/devices/me/attributes/response/+',
      'v1/devices/me/rpc/request/+',
      'v1/devices/me/rpc/response/+',
    ]);
  });

  it('need the gateway flag exactly under v1/gateway/', () => {
    for (const row of rows) expect(row.needsGatewayFlag, row.name).toBe(row.name.startsWith('v1/gateway/'));
  });

  it('have a schema where, and only where, something can be published', () => {
    for (const row of rows) expect(row.schema !== undefined, row.name).toBe(row.direction !== 'receive');
  });

  it('bring an example that the platform stores as it is', () => {
    for (const { name, schema, example } of rows) {
      expect(example !== undefined, name).toBe(schema !== undefined);
      if (example === undefined) continue;
      const published = name.replace('+', '1');
      expect(lintPayload(example.text, { topic: published, mqttVersion: '3.1.1' }).findings, name).toEqual([]);
    }
  });

  it('show the generic sample of the vendor for telemetry, and say which examples are not the vendor own', () => {
    const vendor: unknown = JSON.parse(readFileSync('test/fixtures/vendor/generic.json', 'utf8'));
    const example = topicOf('v1/gateway/telemetry')?.example;
    expect(JSON.parse(example?.text ?? '')).toEqual(vendor);
    expect(example?.text).toContain('42.0');
    expect(rows.filter((row) => row.example?.source === 'documented').map((row) => row.id)).toEqual([
      'gateway-telemetry',
    ]);
  });
});

describe('a topic name', () => {
  it.each([
    { name: 'v1/gateway/telemetry', id: 'gateway-telemetry' },
    { name: 'v1/devices/me/rpc/request/17', id: 'own-rpc-request' },
    { name: 'v1/devices/me/rpc/request/', id: undefined },
    { name: 'v1/devices/me/rpc/request/1/2', id: undefined },
    { name: 'v1/gateway/telemetry/', id: undefined },
    { name: 'V1/gateway/telemetry', id: undefined },
    { name: 'v1/gateway/events', id: undefined },
    { name: '', id: undefined },
  ])('$name belongs to $id', ({ name, id }) => {
    expect(topicOf(name)?.id).toBe(id);
  });
});
