/** The properties of MQTT 5 [MQTT5-2.2.2]: one row for each, and their reading with byte positions. */
import { formatHex } from '../hex.ts';
import { type Cursor } from './cursor.ts';
import { type Malformed } from './reading.ts';

type PropertyForm = 'u8' | 'flag' | 'u16' | 'u32' | 'variable' | 'text' | 'binary' | 'pair';

const rows: Readonly<Record<number, readonly [name: string, form: PropertyForm]>> = {
  0x01: ['payloadFormatIndicator', 'u8'],
  0x02: ['messageExpiryInterval', 'u32'],
  0x03: ['contentType', 'text'],
  0x08: ['responseTopic', 'text'],
  0x09: ['correlationData', 'binary'],
  0x0b: ['subscriptionIdentifier', 'variable'],
  0x11: ['sessionExpiryInterval', 'u32'],
  0x12: ['assignedClientIdentifier', 'text'],
  0x13: ['serverKeepAlive', 'u16'],
  0x15: ['authenticationMethod', 'text'],
  0x16: ['authenticationData', 'binary'],
  0x17: ['requestProblemInformation', 'flag'],
  0x18: ['willDelayInterval', 'u32'],
  0x19: ['requestResponseInformation', 'flag'],
  0x1a: ['responseInformation', 'text'],
  0x1c: ['serverReference', 'text'],
  0x1f: ['reasonString', 'text'],
  0x21: ['receiveMaximum', 'u16'],
  0x22: ['topicAliasMaximum', 'u16'],
  0x23: ['topicAlias', 'u16'],
  0x24: ['maximumQoS', 'u8'],
  0x25: ['retainAvailable', 'flag'],
  0x26: ['userProperty', 'pair'],
  0x27: ['maximumPacketSize', 'u32'],
  0x28: ['wildcardSubscriptionAvailable', 'flag'],
  0x29: ['subscriptionIdentifierAvailable', 'flag'],
  0x2a: ['sharedSubscriptionAvailable', 'flag'],
};

export type PropertyValue = string | number | boolean;
export type Property = {
  readonly name: string;
  readonly value: PropertyValue;
  /** Half-open, into the packet: identifier and value. */
  readonly start: number;
  readonly end: number;
};

/** Reads the length and then the properties; the cursor stands behind them afterwards. Binary values come as hex. */
export const readProperties = (cursor: Cursor): { readonly properties: readonly Property[] } | Malformed => {
  const lengthBytes = cursor.variable();
  if (lengthBytes === undefined || lengthBytes > cursor.left()) return { malformed: 'properties', at: cursor.at() };
  const end = cursor.at() + lengthBytes;
  const properties: Property[] = [];
  while (cursor.at() < end) {
    const start = cursor.at();
    const row = rows[cursor.variable() ?? -1];
    if (row === undefined) return { malformed: 'properties', at: start };
    const [name, form] = row;
    const value = readValue(cursor, form);
    if (value === undefined || cursor.at() > end) return { malformed: 'properties', at: start };
    // A user property carries its own name; the prefix keeps a foreign word (`__proto__`) from becoming one of ours.
    const named = typeof value === 'object' ? { name: `${name}.${value.name}`, value: value.value } : { name, value };
    properties.push({ ...named, start, end: cursor.at() });
  }
  return { properties };
};

export const propertyRecord = (properties: readonly Property[]): Readonly<Record<string, PropertyValue>> =>
  Object.fromEntries(properties.map(({ name, value }) => [name, value]));

const readValue = (
  cursor: Cursor,
  form: PropertyForm,
): PropertyValue | { readonly name: string; readonly value: string } | undefined => {
  switch (form) {
    case 'u8':
      return cursor.unsigned(1);
    case 'flag': {
      const value = cursor.unsigned(1);
      return value === undefined || value > 1 ? undefined : value === 1;
    }
    case 'u16':
      return cursor.unsigned(2);
    case 'u32':
      return cursor.unsigned(4);
    case 'variable':
      return cursor.variable();
    case 'text':
      return cursor.text()?.text;
    case 'binary': {
      const value = cursor.binary();
      return value === undefined ? undefined : formatHex(value.bytes);
    }
    case 'pair': {
      const name = cursor.text()?.text;
      const value = cursor.text()?.text;
      return name === undefined || value === undefined ? undefined : { name, value };
    }
  }
};
