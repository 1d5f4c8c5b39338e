/** Where the built program lies: `out/` of this checkout, or another one (unpacked from an installer) by `GATESCOPE_BUILT`. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.env['GATESCOPE_BUILT'] ?? join(import.meta.dirname, '../../out'));

/** @param path below `out/`: `main/index.js` */
export const builtFile = (path: string): string => {
  const found = join(folder, path);
  if (!existsSync(found)) throw new Error(`${found} is not there: run "npm run build" first.`);
  return found;
};
