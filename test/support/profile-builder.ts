/** Builds decode profiles for tests: a sound one with as little as possible in it, to be changed at one place. */
import { type LoadedProfile, loadProfile } from '../../protocol/profile/load.ts';
import { type FrameReader, type Profile } from '../../protocol/profile/compile.ts';

export const label = { zh: '名', en: 'name' };
export const why = { source: 'a', confidence: 'low', evidence: { zh: '因为', en: 'because' } };

type Json = Readonly<Record<string, unknown>>;

export const byteField = (id: string, offset: number, type: string, more: Json = {}): Json => ({
  id,
  offset,
  type,
  label,
  why,
  ...more,
});

export const layout = (id: string, fields: readonly Json[], endian = 'be'): Json => ({
  id,
  title: label,
  endian,
  fields,
});

export const profileFile = (more: Json = {}): Json => ({
  format: 'gw-decode-profile',
  formatVersion: 1,
  id: 'test.profile',
  version: '1.0.0',
  title: label,
  sources: { a: { kind: 'inferred', title: label } },
  devices: [{ id: 'dev', name: 'D#' }],
  keys: { da: { type: 'hex', label, why, frame: 'f' } },
  frames: { f: { match: {}, layouts: [layout('A', [byteField('one', 0, 'u8')])] } },
  ...more,
});

export const load = (file: Json): LoadedProfile => loadProfile(JSON.stringify(file));

export const profileOf = (file: Json): Profile => {
  const loaded = load(file);
  if (!loaded.ok) throw new Error(`not sound: ${JSON.stringify(loaded.problems)}`);
  return loaded.profile;
};

/** A frame with these layouts, ready to read. */
export const frameOf = (layouts: readonly Json[], more: Json = {}): FrameReader => {
  const frame = profileOf(profileFile({ frames: { f: { match: {}, layouts } }, ...more })).frames.get('f');
  if (frame === undefined) throw new Error('no frame');
  return frame;
};
