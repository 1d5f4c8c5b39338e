import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { type ByteRange, type Decoded, type Field } from '../../protocol/profile/annotation.ts';
import { decode } from '../../protocol/profile/decode.ts';
import { defaultProfile } from '../../protocol/profiles/index.ts';
import { useAppInfo } from './app-info.ts';
import { useBridge } from './bridge-key.ts';
import { copyText } from './clipboard.ts';
import { byteAtText, placeBytes, textOfBytes } from '../views/inspect/bytes-in-text.ts';
import {
  buildTree,
  bytesOf,
  fieldAround,
  fieldId,
  nodeAtText,
  textOf,
  visibleRows,
  type FrameInUse,
  type TreeNode,
} from '../views/inspect/field-tree.ts';

/** Below this the engineer sees no delay; above it a long payload is not decoded for every letter typed. */
const quietMs = 60;

/** `cursor` is the byte that has the focus, `anchor` the one an extension starts from, `range` what is selected. */
export type ByteSelection = { readonly cursor: number; readonly anchor: number; readonly range: ByteRange };

/** The pasted text, what it decodes to, and one selection that table, bytes and text all show. */
export const useInspect = defineStore('inspect', () => {
  const bridge = useBridge();
  const appInfo = useAppInfo();
  const { profile, file: profileFile } = defaultProfile();

  const text = ref('');
  /** For a text that names no node. */
  const node = ref('');
  /** Empty: told by the text itself. */
  const topic = ref('');
  /** Undefined while there is nothing to decode. */
  const decoded = shallowRef<Decoded>();
  /** What `decoded` was made from: while the engineer types it may be one letter behind `text`. */
  const decodedText = ref('');

  const chosenLayout = ref<string>();
  const collapsed = shallowRef<ReadonlySet<string>>(new Set());
  const selectedId = ref<string>();
  const bytes = shallowRef<ByteSelection>();
  const endian = ref<'be' | 'le'>('be');

  const tree = computed(() =>
    decoded.value === undefined ? new Map<string, TreeNode>() : buildTree(decoded.value, chosenLayout.value),
  );
  const rows = computed(() => visibleRows(tree.value, collapsed.value));
  const selected = computed(() => (selectedId.value === undefined ? undefined : tree.value.get(selectedId.value)));

  /** The frame in view: that of the selected row; else the first of the same entry, so that a look at `SN` keeps the bytes. */
  const frame = computed(() => {
    const { value: now } = selected;
    if (now === undefined) return undefined;
    if (now.kind === 'field' && now.frame !== undefined) return now.frame;
    for (const other of tree.value.values()) {
      if (other.entry === now.entry && other.kind === 'field' && other.frame !== undefined) return other.frame;
    }
    return undefined;
  });

  const framePlace = computed(() => {
    if (frame.value === undefined) return undefined;
    const owner = tree.value.get(frame.value.id);
    if (owner?.kind !== 'field') return undefined;
    return placeBytes(decodedText.value, owner.field.text?.value);
  });

  /** Half-open offsets into the text to mark: key and value of the row, or the digits of the selected bytes. */
  const marked = computed<readonly { start: number; end: number }[]>(() => {
    if (selected.value === undefined || decodedText.value !== text.value) return [];
    const digits =
      bytes.value === undefined || framePlace.value === undefined
        ? undefined
        : textOfBytes(framePlace.value, bytes.value.range);
    return digits === undefined ? textOf(selected.value) : [digits];
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  const decodeNow = (): void => {
    clearTimeout(timer);
    decodedText.value = text.value;
    if (text.value.trim() === '') {
      decoded.value = undefined;
      selectedId.value = bytes.value = undefined;
      return;
    }
    decoded.value = decode(text.value, {
      profile,
      ...(node.value.trim() === '' ? {} : { node: node.value.trim() }),
      ...(topic.value === '' ? {} : { topic: topic.value }),
    });
    settleSelection();
  };
  const decodeSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(decodeNow, quietMs);
  };

  /** The same row stays selected while the text changes around it; else the first frame, else the first row. */
  const settleSelection = (): void => {
    if (selected.value === undefined) {
      const nodes = [...tree.value.values()];
      const frameNode = nodes.find((one) => one.kind === 'field' && one.field.frame !== undefined);
      selectedId.value = (frameNode ?? nodes.find(({ kind }) => kind === 'field') ?? nodes[0])?.id;
    }
    const length = frame.value?.frame.lengthBytes ?? 0;
    if (bytes.value !== undefined && bytes.value.range.end > length) bytes.value = undefined;
  };

  const edit = (written: string): void => {
    text.value = written;
    decodeSoon();
  };
  /** A whole new text: decoded at once, nothing kept from the one before. */
  const load = (written: string): void => {
    text.value = written;
    selectedId.value = bytes.value = undefined;
    collapsed.value = new Set();
    decodeNow();
  };
  const nameNode = (name: string): void => {
    node.value = name;
    decodeSoon();
  };
  const hintTopic = (name: string): void => {
    topic.value = name;
    decodeNow();
  };

  const select = (id: string): void => {
    selectedId.value = id;
    const range = bytesOf(tree.value.get(id));
    bytes.value = range === undefined ? undefined : { cursor: range.start, anchor: range.start, range };
  };

  /** Makes every row above visible, then selects: for a row that was not chosen in the table itself. */
  const reveal = (id: string): void => {
    const open = new Set(collapsed.value);
    for (let at = tree.value.get(id)?.parent; at !== undefined; at = tree.value.get(at)?.parent) open.delete(at);
    if (open.size !== collapsed.value.size) collapsed.value = open;
    selectedId.value = id;
  };
  const revealField = ({ entryIndex }: FrameInUse, { path }: Field): void => reveal(fieldId(entryIndex, path));

  const toggle = (id: string, open: boolean): void => {
    const next = new Set(collapsed.value);
    if (open) next.delete(id);
    else next.add(id);
    collapsed.value = next;
  };

  /** One byte, or with `extend` all between it and the anchor; the table goes to the smallest field around them. */
  const moveTo = (offset: number, extend = false): void => {
    const { value: now } = frame;
    if (now === undefined || now.frame.lengthBytes === 0) return;
    const cursor = Math.min(Math.max(offset, 0), now.frame.lengthBytes - 1);
    const anchor = extend ? (bytes.value?.anchor ?? cursor) : cursor;
    const range = { start: Math.min(anchor, cursor), end: Math.max(anchor, cursor) + 1 };
    bytes.value = { cursor, anchor, range };
    const field = fieldAround(now, range);
    if (field === undefined) reveal(now.id);
    else revealField(now, field);
  };

  /** The smallest field around a byte; asked again, the whole frame; asked again, the field. */
  const takeFieldAt = (offset: number): void => {
    const { value: now } = frame;
    const field = now && fieldAround(now, { start: offset, end: offset + 1 });
    if (now === undefined || field?.start === undefined || field.end === undefined) return;
    const taken = bytes.value?.range;
    const isTaken = taken !== undefined && taken.start === field.start && taken.end === field.end;
    if (isTaken && selected.value?.kind === 'field' && selected.value.field.path === field.path) {
      const range = { start: 0, end: now.frame.lengthBytes };
      bytes.value = { cursor: offset, anchor: 0, range };
      reveal(now.id);
      return;
    }
    bytes.value = { cursor: offset, anchor: field.start, range: { start: field.start, end: field.end } };
    revealField(now, field);
  };

  /** The caret was put somewhere in the text: the row that stands there, and the byte if it is one. */
  const selectAtText = (offset: number): void => {
    if (decodedText.value !== text.value) return;
    const found = nodeAtText(tree.value, offset);
    if (found === undefined) return;
    reveal(found.id);
    bytes.value = undefined;
    if (found.kind !== 'field' || found.frame === undefined || framePlace.value === undefined) return;
    const byte = byteAtText(framePlace.value, offset);
    if (byte !== undefined) moveTo(byte);
  };

  /** The bytes stay selected; the row becomes the one that stands around them in the other layout. */
  const chooseLayout = (id: string): void => {
    const { value: before } = frame;
    const wasInside = selected.value?.kind === 'field' && selected.value.frame?.id === before?.id;
    chosenLayout.value = id;
    if (before === undefined || !wasInside || selectedId.value === before.id) return;
    const owner = tree.value.get(before.id);
    const now = owner?.kind === 'field' ? owner.frame : undefined;
    const field = now && bytes.value && fieldAround(now, bytes.value.range);
    if (now === undefined || field === undefined) reveal(before.id);
    else revealField(now, field);
  };

  const copy = (what: string): Promise<boolean> => copyText(bridge, appInfo.info?.host, what);

  return {
    profile,
    profileFile,
    text,
    node,
    topic,
    decoded,
    decodedText,
    tree,
    rows,
    collapsed,
    selected,
    selectedId,
    frame,
    bytes,
    marked,
    endian,
    edit,
    load,
    nameNode,
    hintTopic,
    select,
    toggle,
    moveTo,
    takeFieldAt,
    selectAtText,
    chooseLayout,
    copy,
  };
});
