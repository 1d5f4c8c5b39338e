/** Which fault switches are on just now. What there is to switch on is `protocol/practice-faults.ts`. */
import { type FaultId, type FaultSetting } from '../../protocol/practice-faults.ts';

/** The number is 0 where the switch takes none. Asked at each turn, since switches change while gateways are connected. */
export type Faults = ReadonlyMap<FaultId, number>;

export type FaultSwitches = {
  readonly now: Faults;
  readonly list: () => readonly FaultSetting[];
  readonly set: (wanted: readonly FaultSetting[]) => void;
};

export const createFaultSwitches = (atFirst: readonly FaultSetting[]): FaultSwitches => {
  const now = new Map<FaultId, number>();
  const set = (wanted: readonly FaultSetting[]): void => {
    now.clear();
    for (const { id, value } of wanted) now.set(id, value);
  };
  set(atFirst);
  return { now, list: () => [...now].map(([id, value]) => ({ id, value })), set };
};
