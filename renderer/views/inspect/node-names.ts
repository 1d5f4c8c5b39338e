/** Names that fit a profile's devices, made from their patterns: something to start from where a bare frame has no node. */
import { type ProfileFile } from '../../../protocol/profile/schema.ts';

const digits = '1234567890';

/** `WG########/sf_2_0_*` becomes `WG12345678/sf_2_0_340000`: digits in order, and an address as terminals have it. */
const nameFrom = (pattern: string): string =>
  pattern
    .replace(/#+/g, (run) => digits.repeat(Math.ceil(run.length / digits.length)).slice(0, run.length))
    .replaceAll('*', '340000');

/** The device that holds frames first: it is the one a bare frame comes from. */
export const nodeNames = ({ devices, frames = {} }: Pick<ProfileFile, 'devices' | 'frames'>): readonly string[] => {
  const framed = new Set(Object.values(frames).map(({ match }) => match.device));
  const first = devices.filter(({ id }) => framed.has(id));
  return [...first, ...devices.filter((device) => !first.includes(device))].map(({ name }) => nameFrom(name));
};
