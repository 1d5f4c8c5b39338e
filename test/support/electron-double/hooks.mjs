import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
// The bundler under Vite: takes the types out of one file in a millisecond.
import { transformSync } from 'rolldown/utils';

export const resolve = (specifier, context, next) =>
  specifier === 'electron'
    ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
    : next(specifier, context);

export const load = async (url, context, next) => {
  if (!url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code, errors } = transformSync(path, await readFile(path, 'utf8'), { sourcemap: false });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  return { format: 'module', source: code, shortCircuit: true };
};
