/**
 * What differs between the versions of the platform, as data (facts A1, A2, B2, B3): used by the practice platform, which
 * behaves like one of them, and by the linter, which says what one of them would do. A column is a range of releases and
 * carries the name of the one it stands for.
 */
import { platformVersions, type PlatformVersion } from '../practice.ts';
import { type NumberRules } from './numbers.ts';

/** One cell per version; MQTT 5 is one column, since before 4.2.1 the facts say nothing else about it (I). */
export type PerVersion<T> = Readonly<Record<PlatformVersion, T>>;

export type VersionProfile = {
  readonly id: PlatformVersion;
  /** MQTT 5 came with 3.5; what an older release says to level 5 is inferred: it closes, as for any level it lacks (I). */
  readonly mqtt5: boolean;
  /** A2: 3.0 to 3.2 set the flag always; others set it to the opposite of Clean Session. It never means stored state. */
  readonly sessionPresent: 'always' | 'not-clean';
  /** H9 */
  readonly holdsPacketsBeforeConnack: boolean;
  /** H11: before 4.2.1 one PUBACK for each device in the message, all with the same packet identifier. */
  readonly acknowledges: 'message' | 'device';
  /** A2: since 3.7 a refused MQTT 5 CONNECT also gets a DISCONNECT with the same byte. */
  readonly disconnectAfterRefusal: boolean;
  /** H30: since 3.8.1. */
  readonly sessionLimits: boolean;
  /** A2, H6 */
  readonly inactivityMs: number;
  readonly numbers: NumberRules;
};

const since36 = 600_000;
const before36 = 300_000;

const profiles: PerVersion<Omit<VersionProfile, 'id'>> = {
  '4.2.1': {
    mqtt5: true,
    sessionPresent: 'not-clean',
    holdsPacketsBeforeConnack: true,
    acknowledges: 'message',
    disconnectAfterRefusal: true,
    sessionLimits: true,
    inactivityMs: since36,
    numbers: 'big-decimal',
  },
  '3.5.0': {
    mqtt5: true,
    sessionPresent: 'not-clean',
    holdsPacketsBeforeConnack: true,
    acknowledges: 'device',
    disconnectAfterRefusal: false,
    sessionLimits: false,
    inactivityMs: before36,
    numbers: 'big-decimal',
  },
  '3.3': {
    mqtt5: false,
    sessionPresent: 'not-clean',
    holdsPacketsBeforeConnack: true,
    acknowledges: 'device',
    disconnectAfterRefusal: false,
    sessionLimits: false,
    inactivityMs: before36,
    numbers: 'big-decimal',
  },
  '3.2': {
    mqtt5: false,
    sessionPresent: 'always',
    holdsPacketsBeforeConnack: false,
    acknowledges: 'device',
    disconnectAfterRefusal: false,
    sessionLimits: false,
    inactivityMs: before36,
    numbers: 'double-or-long',
  },
  '3.1': {
    mqtt5: false,
    sessionPresent: 'always',
    holdsPacketsBeforeConnack: false,
    acknowledges: 'device',
    disconnectAfterRefusal: false,
    sessionLimits: false,
    inactivityMs: before36,
    numbers: 'double-or-long',
  },
};

export const versionProfile = (id: PlatformVersion): VersionProfile => ({ id, ...profiles[id] });

/** First release of each column. Everything before 3.2 is in the last one; the facts begin at 2.5. */
const beginsAt: PerVersion<readonly [number, number, number]> = {
  '4.2.1': [4, 2, 1],
  '3.5.0': [3, 5, 0],
  '3.3': [3, 3, 0],
  '3.2': [3, 2, 0],
  '3.1': [2, 5, 0],
};

/** The column of a release as its operator writes it: `3.6.4` is in that of 3.5.0. Undefined: no release the facts know. */
export const columnOf = (release: string): PlatformVersion | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?$/.exec(release);
  if (match === null) return undefined;
  const parts = match.slice(1, 4).map((part: string | undefined) => Number(part ?? 0));
  return platformVersions.find((column) => {
    const differs = beginsAt[column].findIndex((part, i) => part !== parts[i]);
    return differs === -1 || (parts[differs] ?? 0) > (beginsAt[column][differs] ?? 0);
  });
};
