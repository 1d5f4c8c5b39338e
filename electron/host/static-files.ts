/**
 * The built window as a fixed map from URL path to bytes, read once. An allow-list instead of a folder to look into: no
 * path that a browser sends ever touches the file system. Shared by the loopback host and Electron's `app:` protocol.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export type StaticFile = {
  readonly body: Buffer;
  readonly contentType: string;
  /** Its name changes with its content. */
  readonly immutable: boolean;
};

/** Keys are exact URL paths, `/assets/index-a1b2.js`; `/` is the page. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Rejects when there is no page in the folder: a window that was never built cannot be served. */
export const readStaticFiles = async (folder: string): Promise<StaticFiles> => {
  const files = new Map<string, StaticFile>();
  const read = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = `${below}/${entry.name}`;
      const contentType = contentTypes[extname(entry.name)];
      if (entry.isDirectory()) await read(path);
      // Links are left out: they could point anywhere.
      else if (entry.isFile() && contentType !== undefined) {
        files.set(path, {
          body: await readFile(join(folder, path)),
          contentType,
          immutable: path.startsWith('/assets/'),
        });
      }
    }
  };
  await read('');
  const page = files.get('/index.html');
  if (page === undefined) throw new Error(`no index.html in ${folder}`);
  return files.set('/', page);
};
