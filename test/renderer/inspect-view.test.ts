import { readFileSync } from 'node:fs';
import { mount } from '@vue/test-utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../protocol/profile/decode.ts';
import { defaultProfile } from '../../protocol/profiles/index.ts';
import { createWindowI18n } from '../../renderer/i18n.ts';
import { buildTree, visibleRows, type FieldNode, type FrameInUse } from '../../renderer/views/inspect/field-tree.ts';
import { byteLines, bytesPerLine, captionFits } from '../../renderer/views/inspect/byte-cells.ts';
import ByteGrid from '../../renderer/views/inspect/ByteGrid.vue';
import DataInspector from '../../renderer/views/inspect/DataInspector.vue';
import FieldEvidence from '../../renderer/views/inspect/FieldEvidence.vue';
import FieldTable from '../../renderer/views/inspect/FieldTable.vue';
import LayoutTabs from '../../renderer/views/inspect/LayoutTabs.vue';
import { nodeNames } from '../../renderer/views/inspect/node-names.ts';
import PaneSplit from '../../renderer/design/PaneSplit.vue';
import { readTextFile } from '../../renderer/views/inspect/read-text-file.ts';

const { profile, file } = defaultProfile();
const global = { plugins: [createWindowI18n('en')] };

const treeOf = (text: string, layout?: string) => buildTree(decode(text, { profile }), layout);
const nodeAt = (text: string, id: string, layout?: string): FieldNode => {
  const node = treeOf(text, layout).get(id);
  if (node?.kind !== 'field') throw new Error(`no field ${id}`);
  return node;
};
const frameOf = (hex: string, layout?: string): FrameInUse => nodeAt(hex, '0:da', layout).frame!;
// type 1 | battery 3303 mV | 13770 | 31783 | 7713 | padding
const hex = '010CE735CA7C271E21FFFFFF';

describe('the bytes', () => {
  const grid = (layout: string, bytes = hex) =>
    mount(ByteGrid, {
      props: { frame: frameOf(bytes, layout), range: { start: 1, end: 3 }, cursor: 1, label: 'bytes' },
      global,
    });

  it('say their offset, their value and their field in words', () => {
    const names = grid('B')
      .findAll('[role="gridcell"]')
      .map((cell) => cell.attributes('aria-label'));
    expect(names[1]).toBe('offset 1, hex 0C, decimal 12, field Battery voltage, part 1 of 2');
    expect(names[0]).toBe('offset 0, hex 01, decimal 1, field Type');
    expect(names).toHaveLength(12);
  });

  it('have one tab stop, at the cursor, and mark what is selected', () => {
    const cells = grid('B').findAll('[role="gridcell"]');
    expect(cells.filter((cell) => cell.attributes('tabindex') === '0').map((cell) => cell.text())).toEqual(['0C']);
    expect(cells.filter((cell) => cell.attributes('aria-selected') === 'true').map((cell) => cell.text())).toEqual([
      '0C',
      'E7',
    ]);
  });

  it.each([
    ['ArrowRight', {}, 'move', [2, false]],
    ['ArrowLeft', { shiftKey: true }, 'move', [0, true]],
    ['End', {}, 'move', [11, false]],
    ['Home', {}, 'move', [0, false]],
    ['Enter', {}, 'take', [1]],
  ] as const)('answer to %s', async (key, modifiers, event, expected) => {
    const view = grid('B');
    await view.trigger('keydown', { key, ...modifiers });
    expect(view.emitted(event)).toEqual([expected]);
  });

  it('are captioned by the fields of the layout in force, each with a rule of its own', () => {
    const captions = (layout: string) =>
      grid(layout)
        .findAll('.caption')
        .map((caption) => caption.text());
    expect(captions('B')).toEqual(['Type', 'Battery voltage', 'Value 1', 'Value 2', 'Value 3', 'Padding']);
    expect(captions('L').slice(0, 2), 'the id, where the label is too long').toEqual(['cnt', 'len']);
    const rules = grid('B')
      .findAll('.caption')
      .map((caption) => caption.classes().find((name) => name.startsWith('rule-')));
    expect(new Set(rules.slice(0, 5)).size).toBe(5);
  });

  it('that are missing are drawn empty and counted', () => {
    const view = grid('B', hex.slice(0, 14));
    expect(view.findAll('.absent')).toHaveLength(5);
    expect(view.find('.lost').text()).toBe('+5 missing');
  });

  it('each stand in exactly one cell, whatever the frame and however wide the pane', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 96 }), fc.integer({ min: 1, max: 16 }), (bytes, perLine) => {
        const text = Buffer.from(bytes).toString('hex');
        const lines = byteLines(frameOf(text, 'B'), perLine);
        const cells = lines.flatMap((line) => line.cells);
        expect(cells.map((cell) => cell.offset)).toEqual([...bytes.keys()]);
        expect(cells.map((cell) => cell.hex).join('')).toBe(text.toUpperCase());
        for (const { cells: inLine, captions } of lines) {
          expect(captions.reduce((sum, { span }) => sum + span, 0)).toBe(inLine.length);
        }
      }),
    );
  });

  it.each([
    ['a short frame stays on one line', 400, 12, 12],
    ['a narrow pane breaks it at eight', 300, 12, 8],
    ['a long frame has sixteen on a line', 600, 300, 16],
    ['at 200 % there are four', 130, 12, 4],
  ])('%s', (_, widthPx, lengthBytes, expected) => {
    expect(bytesPerLine(widthPx, 28, lengthBytes)).toBe(expected);
  });

  it.each([
    ['Type', 32, true],
    ['Count or type', 32, false],
    ['Battery voltage', 64, true],
    ['电池电压', 64, true],
    ['包计数或类型', 32, false],
  ])('captions: "%s" in %i px', (caption, widthPx, fits) => {
    expect(captionFits(caption, widthPx, 11)).toBe(fits);
  });
});

describe('the field table', () => {
  const text = readFileSync('test/fixtures/vendor/heartbeat.json', 'utf8');
  const table = (selectedId: string, collapsed: ReadonlySet<string> = new Set()) => {
    const tree = treeOf(text);
    return mount(FieldTable, { props: { rows: visibleRows(tree, collapsed), tree, collapsed, selectedId }, global });
  };

  it('says level, place among its siblings and whether it is open', () => {
    const row = table('0:power').find('[data-path="power"]');
    expect(row.attributes()).toMatchObject({
      'aria-level': '2',
      'aria-expanded': 'true',
      'aria-posinset': '14',
      'aria-setsize': '14',
      'aria-selected': 'true',
    });
  });

  it.each([
    ['ArrowLeft', '0:power', 'toggle', ['0:power', false]],
    ['ArrowLeft', '0:power.1', 'select', ['0:power']],
    ['ArrowRight', '0:power', 'select', ['0:power.0']],
    ['ArrowDown', '0:power.0', 'select', ['0:power.1']],
    ['Home', '0:power.0', 'select', ['0']],
    ['End', '0:H', 'select', ['0:power.14']],
  ])('%s on %s', async (key, id, event, expected) => {
    const view = table(id);
    await view.trigger('keydown', { key });
    expect(view.emitted(event)).toEqual([expected]);
  });

  it('opens a closed group with the right arrow', async () => {
    const view = table('0:power', new Set(['0:power']));
    expect(view.find('[data-path="power.1"]').exists()).toBe(false);
    await view.trigger('keydown', { key: 'ArrowRight' });
    expect(view.emitted('toggle')).toEqual([['0:power', true]]);
  });

  it('puts the note of a stale power map on the group, on the flag, and a hint on each value', () => {
    const view = table('0:H');
    const noteOf = (path: string) => view.find(`[data-path="${path}"] [data-note]`).attributes('data-note');
    expect([noteOf('power'), noteOf('power.0'), noteOf('power.1')]).toEqual(['marks-stale', 'marks-stale', 'stale']);
  });

  it('keeps the raw text of a value that breaks a rule', () => {
    const tree = treeOf('{"TH":"99.00,200"}');
    const view = mount(FieldTable, {
      props: { rows: visibleRows(tree, new Set()), tree, collapsed: new Set<string>(), selectedId: undefined },
      global,
    });
    const row = view.find('[data-path="TH.1"]');
    expect(row.attributes('data-status')).toBe('error');
    expect(row.find('[data-testid="raw"]').text()).toBe('200');
    expect(row.find('[data-note]').attributes('data-note')).toBe('above-range');
  });

  it('lists what the profile does not know as unknown', () => {
    const tree = treeOf('{"0":0,"17":"3"}');
    const view = mount(FieldTable, {
      props: { rows: visibleRows(tree, new Set()), tree, collapsed: new Set<string>(), selectedId: undefined },
      global,
    });
    expect(view.find('[data-path="power.17"]').attributes()).toMatchObject({
      'data-status': 'unknown',
      'data-source': 'unknown',
    });
  });

  it('draws only the rows in sight of a very long payload, and says how many there are', () => {
    const tree = treeOf(
      JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${String(i)}`, i]))),
    );
    const view = mount(FieldTable, {
      props: { rows: visibleRows(tree, new Set()), tree, collapsed: new Set<string>(), selectedId: undefined },
      global,
    });
    expect(view.attributes('aria-rowcount')).toBe('5001');
    expect(view.findAll('[aria-level]').length).toBeLessThan(200);
  });
});

describe('the layouts', () => {
  it('stay undecided on one frame, with their evidence in bits', () => {
    const view = mount(LayoutTabs, { props: { frame: frameOf(hex).frame, active: 'L', panel: 'p' }, global });
    expect(view.findAll('[role="tab"]').map((tab) => tab.attributes('data-layout'))).toEqual(['L', 'B', 'raw']);
    expect(view.find('.state').classes()).toContain('warn');
    expect(view.find('.verdict').text()).toContain('L 9.2 : B 5.8');
  });
  it('are walked through with the arrows', async () => {
    const view = mount(LayoutTabs, { props: { frame: frameOf(hex).frame, active: 'L', panel: 'p' }, global });
    await view.find('[role="tablist"]').trigger('keydown', { key: 'ArrowLeft' });
    expect(view.emitted('choose')).toEqual([['raw']]);
  });
});

describe('the evidence', () => {
  it.each(['zh', 'en'] as const)('names source, sentence and rivals in %s', (language) => {
    const node = nodeAt('{"power":{"0":0,"1":"6.80"}}', '0:power.1');
    const view = mount(FieldEvidence, {
      props: { node, notes: node.field.notes },
      global: { plugins: [createWindowI18n(language)] },
    });
    expect(view.find('[data-source]').attributes('data-source')).toBe('related-code');
    expect(view.text()).toContain(node.field.evidence![language]);
    expect(view.text()).toContain(node.field.alternatives[0]!.label[language]);
  });
});

describe('the data inspector', () => {
  const inspector = (range: { start: number; end: number }) =>
    mount(DataInspector, { props: { hex, range, endian: 'be', usedType: 'u16' }, global });
  const reading = (view: ReturnType<typeof inspector>, id: string) => view.find(`[data-reading="${id}"] td`);

  it('reads the selected bytes every way, exactly', () => {
    const view = inspector({ start: 1, end: 3 });
    expect(reading(view, 'u16-be').text()).toBe('3303');
    expect(reading(view, 'u16-le').text()).toBe('59148');
    expect(reading(view, 's16-le').text()).toBe('−6388');
    expect(reading(view, 'bits').text()).toBe('00001100 11100111');
    expect(view.find('[data-reading="u16-be"]').classes()).toContain('used');
    expect(view.find('[data-reading="u16-le"]').classes()).toContain('quiet');
  });
  it('shows what does not fit as a dash, with the words for a screen reader', () => {
    const view = inspector({ start: 11, end: 12 });
    expect(reading(view, 'u16-be').text()).toBe('–does not fit');
    expect(reading(view, 'u8').text()).toBe('255');
  });
});

describe('the splitter', () => {
  const split = () => mount(PaneSplit, { props: { percent: 40, direction: 'row', label: 'width' } });
  it.each([
    ['ArrowRight', {}, 42],
    ['ArrowLeft', { shiftKey: true }, 30],
    ['Home', {}, 15],
    ['End', {}, 85],
  ])('is moved by %s', async (key, modifiers, percent) => {
    const view = split();
    await view.find('[role="separator"]').trigger('keydown', { key, ...modifiers });
    expect(view.emitted('settle')).toEqual([[percent]]);
  });
  it('never leaves its bounds, whatever was kept', () => {
    const view = mount(PaneSplit, { props: { percent: 400, direction: 'row', label: 'width' } });
    expect(view.find('[role="separator"]').attributes('aria-valuenow')).toBe('85');
  });
});

describe('a file', () => {
  const read = async (content: BlobPart, name = 'a.json') => readTextFile(new File([content], name));
  it('is read as UTF-8, and as UTF-16 where its mark says so', async () => {
    expect(await read('{"节点":1}')).toEqual({ ok: true, text: '{"节点":1}' });
    expect(await read(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00))).toEqual({ ok: true, text: '{}' });
  });
  it.each([
    ['bytes that are no text', Uint8Array.of(0x01, 0xff, 0xfe, 0x80), 'fileBinary'],
    ['a NUL', Uint8Array.of(0x30, 0x00, 0x31), 'fileBinary'],
    ['nothing', ' \n', 'fileEmpty'],
    ['more than a mebibyte', 'x'.repeat(1_048_577), 'fileTooLarge'],
  ])('is refused with a reason: %s', async (_, content, why) => {
    expect(await read(content)).toMatchObject({ ok: false, trouble: { why } });
  });
});

describe('names for the node', () => {
  it('fit the devices of the profile, the one that sends frames first', () => {
    const names = nodeNames(file);
    expect(names[0]).toBe('WG12345678/sf_2_0_340000');
    for (const name of names)
      expect(
        profile.devices.some(({ matches }) => matches(name)),
        name,
      ).toBe(true);
  });
});
