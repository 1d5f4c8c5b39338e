/**
 * The decoded fields as one tree: entry, its time, its fields, the bytes of a frame by the layout in force. Pure; it owns
 * which row belongs under which and where rows meet text and bytes. It holds no words and no state.
 */
import {
  type ByteRange,
  type Decoded,
  type Entry,
  type Field,
  type Frame,
  type LayoutReading,
  type Note,
  type TextRange,
  type Timestamp,
} from '../../../protocol/profile/annotation.ts';

/** `raw` stands for no layout at all. */
export const rawLayout = 'raw';

export type TreeNode = {
  /** Unique while the layout in force stays: `0`, `0@ts`, `0:da.batt`. */
  readonly id: string;
  readonly parent?: string;
  readonly level: number;
  readonly children: readonly string[];
  readonly entry: Entry;
} & (
  | { readonly kind: 'entry' }
  | { readonly kind: 'time'; readonly time: Timestamp }
  | { readonly kind: 'field'; readonly field: Field; readonly frame?: FrameInUse }
);
export type FieldNode = Extract<TreeNode, { kind: 'field' }>;

/** The frame a field is, or is a part of, and how it is read at the moment. */
export type FrameInUse = {
  /** Of the node that is the frame. */
  readonly id: string;
  readonly entryIndex: number;
  readonly frame: Frame;
  /** Undefined: raw. */
  readonly layout?: LayoutReading;
  readonly fields: readonly Field[];
};

/** In the order they are shown. */
export type Tree = ReadonlyMap<string, TreeNode>;

/** The layout of the chosen id; where the frame has none of that id, the best. */
export const layoutInUse = (frame: Frame, chosen: string | undefined): LayoutReading | undefined =>
  chosen === rawLayout ? undefined : (frame.layouts.find(({ id }) => id === chosen) ?? frame.layouts[0]);

export const fieldId = (entry: number, path: string): string => `${String(entry)}:${path}`;

export const buildTree = (decoded: Decoded, chosen: string | undefined): Tree => {
  const tree = new Map<string, TreeNode & { children: string[] }>();
  const add = (node: TreeNode): void => {
    tree.set(node.id, { ...node, children: [] });
    if (node.parent !== undefined) tree.get(node.parent)?.children.push(node.id);
  };
  decoded.entries.forEach((entry, index) => {
    const named = decoded.entries.length > 1 || entry.nodeText !== undefined || entry.ts !== null;
    const root = named ? { id: String(index), level: 1 } : undefined;
    if (root !== undefined) add({ ...root, kind: 'entry', entry, children: [] });
    const below = (parent: string | undefined) => {
      const above = parent === undefined ? undefined : tree.get(parent);
      return above === undefined ? { level: 1 } : { parent: above.id, level: above.level + 1 };
    };
    if (entry.ts !== null) {
      add({ id: `${String(index)}@ts`, ...below(root?.id), kind: 'time', entry, time: entry.ts, children: [] });
    }
    const addField = (field: Field, frame: FrameInUse | undefined): void => {
      const parent = field.parent === undefined ? root?.id : fieldId(index, field.parent);
      const id = fieldId(index, field.path);
      add({ id, ...below(parent), kind: 'field', entry, field, ...(frame && { frame }), children: [] });
    };
    for (const field of entry.fields) {
      const frame = frameInUse(index, field, chosen);
      addField(field, frame);
      frame?.fields.forEach((part) => addField(part, frame));
    }
  });
  return tree;
};

const frameInUse = (entryIndex: number, { path, frame }: Field, chosen: string | undefined): FrameInUse | undefined => {
  if (frame === undefined) return undefined;
  const common = { id: fieldId(entryIndex, path), entryIndex, frame };
  const layout = layoutInUse(frame, chosen);
  return layout === undefined ? { ...common, fields: [frame.unknown] } : { ...common, layout, fields: layout.fields };
};

/** What is on screen: a collapsed row hides all below it. */
export const visibleRows = (tree: Tree, collapsed: ReadonlySet<string>): readonly TreeNode[] => {
  const rows: TreeNode[] = [];
  const hidden = new Set<string>();
  for (const node of tree.values()) {
    if (node.parent !== undefined && (hidden.has(node.parent) || collapsed.has(node.parent))) hidden.add(node.id);
    else rows.push(node);
  }
  return rows;
};

/** The bytes of a field of a frame; all of them for the frame itself. */
export const bytesOf = (node: TreeNode | undefined): ByteRange | undefined => {
  if (node?.kind !== 'field' || node.frame === undefined) return undefined;
  const { field, frame } = node;
  if (frame.id === node.id) return { start: 0, end: frame.frame.lengthBytes };
  return field.start === undefined || field.end === undefined ? undefined : { start: field.start, end: field.end };
};

/** The smallest field that holds all of the range; bits are left to the table, since they share their bytes. */
export const fieldAround = (frame: FrameInUse, range: ByteRange): Field | undefined =>
  frame.fields
    .filter(
      ({ bits, start, end }) =>
        bits === undefined && start !== undefined && end !== undefined && start <= range.start && range.end <= end,
    )
    .reduce<Field | undefined>((least, field) => (lengthOf(field) < lengthOf(least) ? field : least), undefined);

const lengthOf = (field: Field | undefined): number =>
  field?.start === undefined || field.end === undefined ? Infinity : field.end - field.start;

const noNotes: readonly Note[] = [];

/**
 * What was noticed about a row; a group also carries what one of its members says about all of them. The same list for the
 * same row wherever it can be, so that a row whose notes did not change is not drawn again.
 */
export const notesOf = (node: TreeNode, tree: Tree): readonly Note[] => {
  if (node.kind === 'entry') return noNotes;
  if (node.kind === 'time') return node.time.notes;
  const fromBelow = node.children.flatMap((id) => {
    const child = tree.get(id);
    return child?.kind === 'field' ? child.field.notes.filter(({ code }) => code === 'marks-stale') : [];
  });
  return fromBelow.length === 0 ? node.field.notes : [...node.field.notes, ...fromBelow];
};

/** Key and value of a row as they stand in the text; of an object the key alone, since its members have places of their own. */
export const textOf = (node: TreeNode): readonly TextRange[] => {
  switch (node.kind) {
    case 'entry':
      return node.entry.nodeText === undefined ? [] : [node.entry.nodeText];
    case 'time':
      return [node.time.text];
    case 'field': {
      const { text } = node.field;
      if (text === undefined) return [];
      if (node.field.form === 'object') return text.key === undefined ? [] : [text.key];
      return text.key === undefined ? [text.value] : [text.key, text.value];
    }
  }
};

/** The row whose key or value is the smallest around a place in the text. */
export const nodeAtText = (tree: Tree, offset: number): TreeNode | undefined => {
  let found: TreeNode | undefined;
  let least = Infinity;
  for (const node of tree.values()) {
    for (const { start, end } of textOf(node)) {
      // `<=`: a caret behind the last character still belongs to it. Of equals the deeper one, which comes later.
      if (start <= offset && offset <= end && end - start <= least) {
        found = node;
        least = end - start;
      }
    }
  }
  return found;
};
