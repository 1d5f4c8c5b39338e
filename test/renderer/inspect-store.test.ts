import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { ok } from '../../protocol/result.ts';
import { useAppInfo } from '../../renderer/stores/app-info.ts';
import { bridgeKey } from '../../renderer/stores/bridge-key.ts';
import { useInspect } from '../../renderer/stores/inspect.ts';
import { rawLayout, type TreeNode } from '../../renderer/views/inspect/field-tree.ts';
import { fakeBridge } from '../support/fake-bridge.ts';

const heartbeat = readFileSync('test/fixtures/vendor/heartbeat.json', 'utf8');
const terminal = readFileSync('test/fixtures/vendor/terminal.json', 'utf8');
// type 1 | battery 3303 mV | 13770 | 31783 | 7713 | padding
const frame = '010CE735CA7C271E21FFFFFF';

const open = () => {
  const fake = fakeBridge({
    copyText: () => ok(null),
    appInfo: () =>
      ok({ version: '0', host: 'electron', keyStore: { available: false, why: 'no-key-store' }, systemLanguage: 'en' }),
  });
  const app = createApp({});
  const pinia = createPinia();
  app.provide(bridgeKey, fake.bridge).use(pinia);
  return { inspect: useInspect(pinia), appInfo: useAppInfo(pinia), asked: fake.asked };
};
const pathOf = (node: TreeNode | undefined): string | undefined =>
  node?.kind === 'field' ? node.field.path : node?.kind;
const values = (nodes: readonly TreeNode[]): Record<string, unknown> =>
  Object.fromEntries(nodes.flatMap((node) => (node.kind === 'field' ? [[node.field.path, node.field.value]] : [])));

describe('the rows', () => {
  it('are the fields of the layout in force, and change with it', () => {
    const { inspect } = open();
    inspect.load(terminal);
    inspect.chooseLayout('B');
    expect(values(inspect.rows)).toMatchObject({
      SN: '00006500',
      T: 1_609_144_280_355,
      'T.delay': 43,
      'da.type': 1,
      'da.batt': 3303,
      'da.v1': 13770,
      'da.v2': 31783,
      'da.v3': 7713,
    });
    inspect.chooseLayout('L');
    expect(values(inspect.rows)).toMatchObject({
      'da.cnt': 1,
      'da.len': 12,
      'da.x': -63.47,
      'da.y': -137,
      'da.z': 100.14,
      'da.t': 33,
    });
    inspect.chooseLayout(rawLayout);
    expect(inspect.frame?.fields.map(({ source, start, end }) => [source, start, end])).toEqual([['unknown', 0, 12]]);
  });

  it('hold every key and every power index of the heartbeat, each with its source', () => {
    const { inspect } = open();
    inspect.load(heartbeat);
    const paths = inspect.rows.map(pathOf);
    for (const key of ['H', 'mode', 'NET4GSTA', 'mT', 'mFifo', 'DDA', 'boxSta', 'TH', 'NR', 'Lat', 'Lon', 'SDR']) {
      expect(paths).toContain(key);
    }
    for (const index of [0, 1, 2, 9, 10, 11, 12, 13, 14]) expect(paths).toContain(`power.${String(index)}`);
    for (const row of inspect.rows) if (row.kind === 'field') expect(row.field.source, pathOf(row)).not.toBe('unknown');
  });

  it('close and open, and open by themselves when something below is chosen elsewhere', () => {
    const { inspect } = open();
    inspect.load(terminal);
    inspect.toggle('0:da', false);
    expect(inspect.rows.map(pathOf)).not.toContain('da.pad');
    inspect.select('0:da');
    inspect.moveTo(11);
    expect(inspect.rows.map(pathOf)).toContain('da.pad');
    expect(pathOf(inspect.selected)).toBe('da.pad');
  });

  it('of a frame that was cut keep the fields before the cut', () => {
    const { inspect } = open();
    // type 1 | battery 3303 mV | first byte of value 1, then nothing
    inspect.load('010CE735');
    inspect.chooseLayout('B');
    expect(values(inspect.rows)).toMatchObject({ 'da.type': 1, 'da.batt': 3303, 'da.v1': undefined });
    expect(inspect.frame?.layout?.shortfall).toBe(8);
    expect(inspect.frame?.layout?.missing).toEqual(['da.v2', 'da.v3', 'da.pad']);
  });
});

describe('a field and its bytes', () => {
  const opened = () => {
    const { inspect } = open();
    inspect.load(terminal);
    inspect.chooseLayout('B');
    return inspect;
  };

  it('are selected together, from the table', () => {
    const inspect = opened();
    inspect.select('0:da.batt');
    expect(inspect.bytes?.range).toEqual({ start: 1, end: 3 });
    inspect.select('0:SN');
    expect(inspect.bytes).toBeUndefined();
    expect(inspect.frame?.id, 'the bytes stay in view').toBe('0:da');
  });

  it('are selected together, from the bytes', () => {
    const inspect = opened();
    inspect.moveTo(2);
    expect(pathOf(inspect.selected)).toBe('da.batt');
    expect(inspect.bytes?.range).toEqual({ start: 2, end: 3 });
  });

  it('widen: a byte takes its field, the field takes the frame, the frame goes back to the field', () => {
    const inspect = opened();
    const taken = () => {
      inspect.takeFieldAt(2);
      return [pathOf(inspect.selected), inspect.bytes?.range];
    };
    expect(taken()).toEqual(['da.batt', { start: 1, end: 3 }]);
    expect(taken()).toEqual(['da', { start: 0, end: 12 }]);
    expect(taken()).toEqual(['da.batt', { start: 1, end: 3 }]);
    expect(inspect.bytes?.cursor, 'the focus stays where it was').toBe(2);
  });

  it('extend from the byte where the selection began, in both directions', () => {
    const inspect = opened();
    inspect.moveTo(4);
    inspect.moveTo(2, true);
    expect(inspect.bytes?.range).toEqual({ start: 2, end: 5 });
    expect(pathOf(inspect.selected), 'no field holds all three').toBe('da');
    inspect.moveTo(5, true);
    expect(inspect.bytes?.range).toEqual({ start: 4, end: 6 });
  });

  it('never leave the frame', () => {
    const inspect = opened();
    inspect.moveTo(99);
    expect(inspect.bytes?.range).toEqual({ start: 11, end: 12 });
    inspect.moveTo(-4);
    expect(inspect.bytes?.range).toEqual({ start: 0, end: 1 });
  });

  it('keep the bytes when the layout changes, and go to the field around them', () => {
    const inspect = opened();
    inspect.moveTo(1);
    inspect.chooseLayout('L');
    expect([pathOf(inspect.selected), inspect.bytes?.range]).toEqual(['da.len', { start: 1, end: 2 }]);
    inspect.chooseLayout('B');
    expect(pathOf(inspect.selected)).toBe('da.batt');
  });
});

describe('the text', () => {
  it('shows the digits of the selected bytes, or key and value of the row', () => {
    const { inspect } = open();
    inspect.load(terminal);
    inspect.chooseLayout('B');
    const marked = () => inspect.marked.map(({ start, end }) => inspect.text.slice(start, end));
    inspect.select('0:da.batt');
    expect(marked()).toEqual(['0CE7']);
    inspect.select('0:SN');
    expect(marked()).toEqual(['"SN"', '"00006500"']);
  });

  it.each([
    ['a caret in a value', '"00006500"', 3, 'SN', undefined],
    ['a caret in a key', '"SN"', 2, 'SN', undefined],
    ['a caret in the second byte of the frame', 'E735', 1, 'da.batt', { start: 2, end: 3 }],
    ['a caret in the name of the node', 'WG12345678', 3, 'entry', undefined],
    ['a caret in the time', '"1609144280398"', 3, 'time', undefined],
  ])('%s selects what stands there', (_, found, shift, path, range) => {
    const { inspect } = open();
    inspect.load(terminal);
    inspect.chooseLayout('B');
    inspect.selectAtText(inspect.text.indexOf(found) + shift);
    expect(pathOf(inspect.selected)).toBe(path);
    expect(inspect.bytes?.range).toEqual(range);
  });

  it('finds bytes written with spaces and prefixes', () => {
    const { inspect } = open();
    inspect.load('0x01 0C:E7 35CA');
    inspect.chooseLayout('B');
    inspect.select('0:da.batt');
    expect(inspect.marked.map(({ start, end }) => inspect.text.slice(start, end))).toEqual(['0C:E7']);
    inspect.selectAtText(inspect.text.indexOf('35'));
    expect(inspect.bytes?.range).toEqual({ start: 3, end: 4 });
  });

  it('keeps the selected row while it is edited around it', () => {
    vi.useFakeTimers();
    const { inspect } = open();
    inspect.load(heartbeat);
    inspect.select('0:TH');
    inspect.edit(heartbeat.replace('"30.40,42.4"', '"31.00,42.4"'));
    vi.advanceTimersByTime(100);
    expect(pathOf(inspect.selected)).toBe('TH');
    expect(values(inspect.rows)['TH.0']).toBe(31);
    vi.useRealTimers();
  });

  it('is decoded within a tenth of a second of the last letter, not for every letter', () => {
    vi.useFakeTimers();
    const { inspect } = open();
    for (const end of [2, 4, 6]) inspect.edit(frame.slice(0, end));
    expect(inspect.decoded).toBeUndefined();
    vi.advanceTimersByTime(100);
    expect(inspect.frame?.frame.lengthBytes).toBe(3);
    vi.useRealTimers();
  });

  it('is taken in any form without a fault of ours', () => {
    const { inspect } = open();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string({ unit: 'binary' }),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('hex')),
        ),
        (text) => {
          inspect.load(text);
          inspect.moveTo(0);
          inspect.takeFieldAt(0);
          inspect.selectAtText(Math.floor(text.length / 2));
          inspect.chooseLayout('L');
          expect(inspect.rows.every(({ id }) => inspect.tree.has(id))).toBe(true);
          expect(inspect.selectedId === undefined || inspect.tree.has(inspect.selectedId)).toBe(true);
        },
      ),
    );
  });
});

describe('copying', () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    vi.stubGlobal('navigator', {
      language: 'en',
      clipboard: { writeText: (text: string) => Promise.resolve(void written.push(text)) },
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('goes through the page in a browser', async () => {
    const { inspect, asked } = open();
    expect(await inspect.copy('3303')).toBe(true);
    expect(written).toEqual(['3303']);
    expect(asked.filter(({ name }) => name === 'copyText')).toEqual([]);
  });

  it('goes through the main process in Electron, which denies the page its clipboard', async () => {
    const { inspect, appInfo, asked } = open();
    await appInfo.refresh();
    expect(await inspect.copy('3303')).toBe(true);
    expect(written).toEqual([]);
    expect(asked).toContainEqual({ name: 'copyText', argument: { text: '3303' } });
  });
});
