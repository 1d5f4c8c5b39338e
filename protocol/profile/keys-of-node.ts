/** Which keys of the profile hold for a node. A node the profile does not know gets all of them: better a hint than nothing. */
import { type KeyReader, type Profile, type ValueReader } from './compile.ts';

export type KeysOfNode = {
  readonly node: string | null;
  /** Whether a device of the profile is named like the node. */
  readonly known: boolean;
  readonly readerOf: (key: string) => ValueReader | undefined;
  /** The first key of that type. */
  readonly nameOf: (type: ValueReader['type']) => string | undefined;
  /** Keys that hold a frame the profile describes. */
  readonly frameKeys: () => readonly (readonly [string, ValueReader])[];
};

export const keysFor = (profile: Profile, node: string | null): KeysOfNode => {
  const devices = node === null ? [] : profile.devices.filter(({ matches }) => matches(node)).map(({ id }) => id);
  const holds = ({ on }: KeyReader) => devices.length === 0 || on === undefined || devices.some((id) => on.has(id));
  const all = () =>
    [...profile.keys].filter(([, key]) => holds(key)).map(([name, { value }]) => [name, value] as const);
  return {
    node,
    known: devices.length > 0,
    readerOf: (name) => {
      const key = profile.keys.get(name);
      return key !== undefined && holds(key) ? key.value : undefined;
    },
    nameOf: (type) => all().find(([, value]) => value.type === type)?.[0],
    frameKeys: () => all().filter(([, { frame }]) => frame !== undefined),
  };
};
