/** What the files of the topics are given and what they give back. Types only. */
import { type PracticeRule } from '../../protocol/practice-rules.ts';
import { type PracticeEvent } from '../../protocol/practice.ts';
import { type Downlink } from './answer.ts';
import { type Identity } from './connect-rules.ts';
import { type Faults } from './faults.ts';
import { type Element } from './lenient-json.ts';
import { type Trouble } from './reactions.ts';
import { type Store } from './store.ts';
import { type VersionProfile } from '../../protocol/platform/versions.ts';

export type Sender = {
  readonly identity: Identity;
  readonly connection: number;
  readonly mqtt5: boolean;
  readonly profile: VersionProfile;
  readonly faults: Faults;
  readonly store: Store;
  /** ms since the epoch. */
  readonly wallMs: () => number;
  readonly emit: (event: PracticeEvent) => void;
};

/** What one topic made of a payload. */
export type Handled = {
  /** Processed to their end, before `trouble` stopped the rest. */
  readonly devices: number;
  readonly trouble?: Trouble;
  readonly node?: string;
  readonly messages?: readonly Downlink[];
};

export type Handle = (payload: Element, sender: Sender, dropped: DropNote) => Handled;
/** Notes that something of the message was not kept, though the rest may have been. */
export type DropNote = (why: PracticeRule, node?: string) => void;
