/**
 * The platform's topics, one row each: who sends, at which QoS, what shape the payload has, whether a device token may
 * subscribe. The vendor's four come first, in the order of the vendor's page. Owns no sentences: those are in `words/`.
 */
export type PayloadSchema =
  /** `{device, type?}` */
  | 'connect'
  /** `{device}` */
  | 'disconnect'
  /** `{device: {key: value}}` */
  | 'attributes'
  /** `{device: [{ts, values} or {key: value}]}` */
  | 'telemetry'
  /** `{id, device, client, key or keys}` */
  | 'attributes-request'
  /** `{device, id, data}` */
  | 'rpc-reply'
  /** `{device: {secretKey?, durationMs?}}` */
  | 'claim'
  /** The gateway as a device of its own: `{key: value}`, `{ts, values}` or an array of them. */
  | 'own-telemetry'
  /** `{key: value}` */
  | 'own-attributes'
  /** Checked no further than being JSON. */
  | 'any';

export type TopicRow = {
  readonly id: string;
  /** Topic name, or a filter with `+` in place of a request number. */
  readonly name: string;
  /** Seen from the gateway: it publishes, it receives, or both. */
  readonly direction: 'publish' | 'receive' | 'both';
  readonly qos: 0 | 1;
  /** Of what the gateway publishes; undefined where it only receives. */
  readonly schema?: PayloadSchema;
  /**
   * Whether a device token may subscribe: the platform grants a fixed list and nothing else, no wildcards (facts C). So
   * nobody hears heartbeats with a device token (facts, domain 1.6).
   */
  readonly mayBeSubscribed: boolean;
  /** Without the "Is gateway" flag the platform answers nothing on these and stores nothing (facts B2). */
  readonly needsGatewayFlag: boolean;
  /** The vendor's own words for it, letter for letter. */
  readonly vendorNote?: string;
  /** A payload the platform accepts. `documented`: printed by the vendor; `derived`: made here from the accepted shape (facts B1). */
  readonly example?: { readonly source: 'documented' | 'derived'; readonly text: string };
};

const derived = (value: unknown): NonNullable<TopicRow['example']> => ({
  source: 'derived',
  text: JSON.stringify(value, null, 2),
});

/** The vendor's generic sample; only its white space is put in order. */
const genericSample = `{
  "DEVICE": [
    {
      "ts": "1609144280398",
      "values": {
        "stringKey": "value1",
        "booleanKey": true,
        "doubleKey": 42.0,
        "longKey": 73,
        "jsonKey": { "someNumber": 42, "someArray": [1, 2, 3], "someNestedObject": { "key": "value" } }
      }
    }
  ]
}`;

const gatewayPublish = { direction: 'publish', qos: 1, mayBeSubscribed: false, needsGatewayFlag: true } as const;
const gatewayReceive = { direction: 'receive', qos: 1, mayBeSubscribed: true, needsGatewayFlag: true } as const;
const ownPublish = { direction: 'publish', qos: 1, mayBeSubscribed: false, needsGatewayFlag: false } as const;
const ownReceive = { direction: 'receive', qos: 1, mayBeSubscribed: true, needsGatewayFlag: false } as const;

export const topics = [
  {
    id: 'gateway-connect',
    name: 'v1/gateway/connect',
    ...gatewayPublish,
    schema: 'connect',
    vendorNote: '连接到网关',
    example: derived({ device: 'WG12345678/sf_2_0_340000', type: 'default' }),
  },
  {
    id: 'gateway-disconnect',
    name: 'v1/gateway/disconnect',
    ...gatewayPublish,
    // Under MQTT 5 the platform also sends {device, reason} here, unasked; it cannot be subscribed to (facts C).
    schema: 'disconnect',
    vendorNote: '断开网关',
    example: derived({ device: 'WG12345678/sf_2_0_340000' }),
  },
  {
    id: 'gateway-attributes',
    name: 'v1/gateway/attributes',
    ...gatewayPublish,
    direction: 'both',
    mayBeSubscribed: true,
    schema: 'attributes',
    vendorNote: '设备属性',
    example: derived({ WG12345678: { firmware: 'V2.1', site: 'A3' } }),
  },
  {
    id: 'gateway-telemetry',
    name: 'v1/gateway/telemetry',
    ...gatewayPublish,
    schema: 'telemetry',
    vendorNote: '数据遥测',
    example: { source: 'documented', text: genericSample },
  },
  {
    id: 'gateway-attributes-request',
    name: 'v1/gateway/attributes/request',
    ...gatewayPublish,
    schema: 'attributes-request',
    example: derived({ id: 1, device: 'WG12345678', client: true, key: 'firmware' }),
  },
  { id: 'gateway-attributes-response', name: 'v1/gateway/attributes/response', ...gatewayReceive },
  {
    id: 'gateway-rpc',
    name: 'v1/gateway/rpc',
    ...gatewayPublish,
    direction: 'both',
    mayBeSubscribed: true,
    schema: 'rpc-reply',
    example: derived({ device: 'WG12345678', id: 1, data: { success: true } }),
  },
  {
    id: 'gateway-claim',
    name: 'v1/gateway/claim',
    ...gatewayPublish,
    schema: 'claim',
    example: derived({ WG12345678: { secretKey: 'value', durationMs: 60000 } }),
  },
  {
    id: 'own-telemetry',
    name: 'v1/devices/me/telemetry',
    ...ownPublish,
    schema: 'own-telemetry',
    example: derived({ ts: 1609144280398, values: { probe: 1 } }),
  },
  {
    id: 'own-attributes',
    name: 'v1/devices/me/attributes',
    ...ownPublish,
    direction: 'both',
    mayBeSubscribed: true,
    schema: 'own-attributes',
    example: derived({ firmware: 'V2.1' }),
  },
  {
    id: 'own-attributes-request',
    name: 'v1/devices/me/attributes/request/+',
    ...ownPublish,
    schema: 'any',
    example: derived({ clientKeys: 'firmware', sharedKeys: 'period' }),
  },
  { id: 'own-attributes-response', name: 'v1/devices/me/attributes/response/+', ...ownReceive },
  {
    id: 'own-rpc-request',
    name: 'v1/devices/me/rpc/request/+',
    ...ownReceive,
    direction: 'both',
    schema: 'any',
    example: derived({ method: 'getSessionLimits', params: {} }),
  },
  {
    id: 'own-rpc-response',
    name: 'v1/devices/me/rpc/response/+',
    ...ownReceive,
    direction: 'both',
    schema: 'any',
    example: derived({ success: true }),
  },
] as const satisfies readonly TopicRow[];

export type TopicId = (typeof topics)[number]['id'];

const fits = (pattern: string, name: string): boolean => {
  if (!pattern.endsWith('/+')) return pattern === name;
  const prefix = pattern.slice(0, -1);
  return name.startsWith(prefix) && name.length > prefix.length && !name.slice(prefix.length).includes('/');
};

/** The row of a topic name as published to; undefined: the platform has no such topic. */
export const topicOf = (name: string): (TopicRow & { readonly id: TopicId }) | undefined =>
  topics.find((row) => fits(row.name, name));
