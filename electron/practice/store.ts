/**
 * What the stand-in keeps: the newest values, the devices that gateways told it of, and their client attributes. All of it
 * is bounded and in memory only. Owns no rule about what is worth keeping.
 */
import { practiceStoredShown, type StoredValue } from '../../protocol/practice.ts';
import { shownText } from './event-log.ts';

/** Beyond this the device or attribute that came first is forgotten, so that a flood of names ends somewhere. */
const mostNames = 10_000;

export type KnownDevice = {
  readonly name: string;
  /** H13: `default` unless the gateway named another. */
  readonly profile: string;
  /** H28: number of the connection that connected it last; absent after `v1/gateway/disconnect`. */
  readonly connection?: number;
};

export type Store = {
  readonly saveTelemetry: (value: StoredValue) => void;
  readonly saveAttribute: (value: StoredValue) => void;
  readonly attribute: (node: string, key: string) => StoredValue | undefined;
  /** H13: creates the device where it is new; its profile is set on creation only. */
  readonly connectDevice: (name: string, connection: number, profile?: string) => void;
  readonly disconnectDevice: (name: string) => void;
  readonly device: (name: string) => KnownDevice | undefined;
  readonly devices: () => readonly KnownDevice[];
  /** Values saved since the start, overwritten ones included. */
  readonly count: () => number;
  /** Newest last, texts cut. */
  readonly newest: () => readonly StoredValue[];
};

export const createStore = (): Store => {
  const shown = new Map<string, StoredValue>();
  const attributes = new Map<string, StoredValue>();
  const devices = new Map<string, KnownDevice>();
  let count = 0;

  /** H12: the same node, key and instant overwrites. */
  const keep = (place: string, value: StoredValue): void => {
    count += 1;
    shown.delete(place);
    putBounded(shown, place, shownValue(value), practiceStoredShown);
  };

  return {
    saveTelemetry: (value) => keep(JSON.stringify([value.node, value.key, value.ts]), value),
    saveAttribute: (value) => {
      const place = JSON.stringify([value.node, value.key]);
      keep(place, value);
      putBounded(attributes, place, value, mostNames);
    },
    attribute: (node, key) => attributes.get(JSON.stringify([node, key])),
    connectDevice: (name, connection, profile = 'default') => {
      putBounded(devices, name, { name, profile: devices.get(name)?.profile ?? profile, connection }, mostNames);
    },
    disconnectDevice: (name) => {
      const known = devices.get(name);
      if (known !== undefined) devices.set(name, { name, profile: known.profile });
    },
    device: (name) => devices.get(name),
    devices: () => [...devices.values()],
    count: () => count,
    newest: () => [...shown.values()],
  };
};

const shownValue = (value: StoredValue): StoredValue => ({
  ...value,
  node: shownText(value.node),
  key: shownText(value.key),
  value: shownText(value.value),
  ...(value.sentAs === undefined ? {} : { sentAs: shownText(value.sentAs) }),
});

const putBounded = <T>(map: Map<string, T>, key: string, value: T, limit: number): void => {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
};
