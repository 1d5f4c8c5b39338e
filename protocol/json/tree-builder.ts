/** Makes the tree from the parser's events, in order of the text. Tolerates events of a broken text: a name without a value is dropped. */
import { type JsonMember, type JsonNode } from './tree.ts';

type Container = {
  readonly kind: 'object' | 'array';
  readonly start: number;
  readonly members: JsonMember[];
  readonly items: JsonNode[];
  readonly names: Set<string>;
  pending?: { readonly key: string; readonly keyStart: number; readonly keyEnd: number } | undefined;
};

export const treeBuilder = () => {
  const containers: Container[] = [];
  const roots: JsonNode[] = [];

  const place = (node: JsonNode) => {
    const parent = containers.at(-1);
    if (parent === undefined) {
      roots.push(node);
    } else if (parent.kind === 'array') {
      parent.items.push(node);
    } else if (parent.pending !== undefined) {
      parent.members.push({ ...parent.pending, value: node });
      parent.pending = undefined;
    }
  };

  return {
    open: (kind: Container['kind'], start: number) => {
      containers.push({ kind, start, members: [], items: [], names: new Set() });
    },
    close: (end: number) => {
      const closed = containers.pop();
      if (closed === undefined) return;
      const { kind, start, members, items } = closed;
      place(kind === 'object' ? { kind, members, start, end } : { kind, items, start, end });
    },
    name: (key: string, keyStart: number, keyEnd: number): 'new' | 'again' => {
      const parent = containers.at(-1);
      if (parent === undefined) return 'new';
      const again = parent.names.has(key);
      parent.names.add(key);
      parent.pending = { key, keyStart, keyEnd };
      return again ? 'again' : 'new';
    },
    place,
    /** The first value of the text; a broken text may have more. */
    root: (): JsonNode | null => roots[0] ?? null,
  };
};
