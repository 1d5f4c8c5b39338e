/** The profiles we ship. Each is read, checked and compiled once, when it is first needed. */
import { type LoadedProfile, loadProfile } from '../profile/load.ts';
import wgCommunity from './wg.community.json' with { type: 'json' };

type Loaded = Extract<LoadedProfile, { readonly ok: true }>;

/** By id; the first is the one used where none is chosen. */
const files = new Map<string, unknown>([[wgCommunity.id, wgCommunity]]);
const loaded = new Map<string, Loaded>();

export const shippedProfileIds: readonly string[] = [...files.keys()];
export const defaultProfileId = wgCommunity.id;

export const shippedProfile = (id: string): Loaded | undefined => {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const file = files.get(id);
  if (file === undefined) return undefined;
  const result = loadProfile(JSON.stringify(file));
  // A test holds every shipped profile to the rules: here it can only be a damaged build.
  if (!result.ok) throw new Error(`shipped profile ${id} breaks ${result.problems[0]?.rule ?? 'a rule'}`);
  loaded.set(id, result);
  return result;
};

export const defaultProfile = (): Loaded => {
  const profile = shippedProfile(defaultProfileId);
  if (profile === undefined) throw new Error('no default profile');
  return profile;
};
