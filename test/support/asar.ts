/** Reads an asar archive whole: a pickled header of JSON, then the files one after the other. */
import { readFile } from 'node:fs/promises';

type Node = {
  readonly files?: Readonly<Record<string, Node>>;
  readonly offset?: string;
  readonly size?: number;
  /** The file lies beside the archive instead. */
  readonly unpacked?: boolean;
  readonly link?: string;
};

/** Keys are paths below the archive, `out/main/index.js`. Throws for what we never pack: links and unpacked files. */
export const readAsar = async (path: string): Promise<ReadonlyMap<string, Buffer>> => {
  const archive = await readFile(path);
  // Two pickles: the length of the second one, then its own length, the header's length, and the header.
  const bodyStart = 8 + archive.readUInt32LE(4);
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Node;
  const found = new Map<string, Buffer>();
  const walk = (node: Node, at: string): void => {
    for (const [name, inner] of Object.entries(node.files ?? {})) {
      const below = at === '' ? name : `${at}/${name}`;
      if (inner.files !== undefined) walk(inner, below);
      else if (inner.offset === undefined || inner.unpacked === true) throw new Error(`${below} is not in the archive`);
      else {
        const start = bodyStart + Number(inner.offset);
        found.set(below, archive.subarray(start, start + (inner.size ?? 0)));
      }
    }
  };
  walk(header, '');
  return found;
};
