import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { createApp, nextTick } from 'vue';
import { describe, expect, it } from 'vitest';
import { type PracticeLogRow, type PracticeState, type StoredValue } from '../../protocol/practice.ts';
import { ok } from '../../protocol/result.ts';
import { createWindowI18n } from '../../renderer/i18n.ts';
import { bridgeKey } from '../../renderer/stores/bridge-key.ts';
import { useConnection } from '../../renderer/stores/connection.ts';
import { createPracticeLog } from '../../renderer/stores/practice-log.ts';
import { practiceDeviceToken, usePractice } from '../../renderer/stores/practice.ts';
import EventList from '../../renderer/views/practice/EventList.vue';
import FaultRow from '../../renderer/views/practice/FaultRow.vue';
import PlatformControl from '../../renderer/views/practice/PlatformControl.vue';
import { doubtAbout, instantText, storedGroups } from '../../renderer/views/practice/stored-groups.ts';
import StoredTable from '../../renderer/views/practice/StoredTable.vue';
import TokenList from '../../renderer/views/practice/TokenList.vue';
import { fakeBridge } from '../support/fake-bridge.ts';

const global = { plugins: [createWindowI18n('en')] };

const running: Extract<PracticeState, { phase: 'running' }> = {
  phase: 'running',
  url: 'mqtt://127.0.0.1:41883',
  tokens: [
    { token: 'G1', kind: 'gateway', connection: 3 },
    { token: 'D1', kind: 'device' },
  ],
  like: '3.5.0',
  faults: [{ id: 'slow', value: 500 }],
  connections: 1,
  storedCount: 0,
  stored: [],
  logRevision: 4,
};

const openStore = () => {
  const edge = fakeBridge({
    startPractice: () => ok(null),
    stopPractice: () => ok(null),
    practiceState: () => ok({ revision: 1, state: running }),
    changePractice: () => ok(true),
    operatePractice: () => ok(true),
    practiceLog: () => ok([]),
  });
  const app = createApp({}).provide(bridgeKey, edge.bridge).use(createPinia());
  setActivePinia(app.config.globalProperties.$pinia);
  return {
    ...edge,
    store: app.runWithContext(() => usePractice()),
    connection: app.runWithContext(() => useConnection()),
  };
};

describe('the practice platform as the window holds it', () => {
  it('starts on loopback, with a gateway and a plain device, and as it was set up', async () => {
    const { store, asked } = openStore();
    store.like = '3.3';
    await store.act({ act: 'add-token', token: 'MINE', isGateway: false });
    await store.setFaults([{ id: 'no-puback', value: 0 }]);
    expect(asked).toEqual([]);
    await store.start();
    expect(asked[0]).toEqual({
      name: 'startPractice',
      argument: {
        like: '3.3',
        gatewayTokens: ['GP1109N12345678'],
        deviceTokens: [practiceDeviceToken, 'MINE'],
        faults: [{ id: 'no-puback', value: 0 }],
        listen: { port: 0, lan: false },
      },
    });
  });

  it('asks the platform while it runs, and takes its word', async () => {
    const { store, asked } = openStore();
    await store.refresh();
    expect([store.like, store.tokens.length, store.faults]).toEqual(['3.5.0', 2, [{ id: 'slow', value: 500 }]]);
    await store.setFaults([]);
    await store.act({ act: 'evict', token: 'G1' });
    expect(asked.slice(1)).toEqual([
      { name: 'changePractice', argument: { faults: [] } },
      { name: 'operatePractice', argument: { act: 'evict', token: 'G1' } },
    ]);
  });

  it('takes the opening to the network back with every stop, and keeps what was stored readable', () => {
    const { store, push } = openStore();
    const value: StoredValue = { node: 'WG1', ts: 1, key: 'SN', value: '6500', type: 'long' };
    push('practiceChanged', { revision: 2, state: { ...running, stored: [value], storedCount: 1 } });
    store.lan = true;
    push('practiceChanged', { revision: 3, state: { phase: 'stopped' } });
    expect([store.lan, store.stored.storedCount, store.tokens[0]]).toEqual([
      false,
      1,
      { token: 'G1', kind: 'gateway' },
    ]);
  });

  it('fills address and token into the connection form', async () => {
    const { store, connection } = openStore();
    store.fillIn();
    expect(connection.draft.address).toBe('');
    await store.refresh();
    store.fillIn();
    expect([connection.draft.address, connection.typedToken]).toEqual([running.url, 'G1']);
    store.fillIn('WRONG');
    expect(connection.typedToken).toBe('WRONG');
  });
});

const left = (n: number): PracticeLogRow => ({ n, at: n, event: { event: 'left', connection: n } });
const listening = (n: number): PracticeLogRow => ({ n, at: n, event: { event: 'listening', url: 'mqtt://h:1' } });

describe('the log', () => {
  it('is asked for only while somebody looks, from the newest row on', async () => {
    const asked: number[] = [];
    const log = createPracticeLog((from) => {
      asked.push(from);
      return Promise.resolve(asked.length === 1 ? [listening(1), left(2)] : [left(2), left(3)]);
    });
    log.reached(2);
    await nextTick();
    expect(asked).toEqual([]);
    log.watch(true);
    await expect.poll(() => log.rows.value.length).toBe(2);
    log.reached(3);
    await expect.poll(() => log.rows.value.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(asked).toEqual([0, 2]);
  });

  it('drops what was before the latest start', async () => {
    let rows = [listening(1), left(2)];
    const log = createPracticeLog((from) => Promise.resolve(rows.filter(({ n }) => n >= from)));
    log.watch(true);
    log.reached(1);
    await expect.poll(() => log.rows.value.length).toBe(2);
    rows = [listening(3), left(4)];
    log.reached(2);
    await expect.poll(() => log.rows.value.map(({ n }) => n)).toEqual([3, 4]);
  });
});

describe('the list of what happened', () => {
  const rows: PracticeLogRow[] = [
    listening(1),
    { n: 2, at: 2, event: { event: 'connack', connection: 1, protocol: '5', code: 0x86, why: 2 } },
    { n: 3, at: 3, event: { event: 'closed', connection: 1, why: 2, code: 0x86 } },
    { n: 4, at: 4, event: { event: 'dropped', connection: 2, topic: '<b>t</b>', node: 'WG1', why: 17 } },
  ];

  it('is newest first, with the code as engineers say it and the reason once', () => {
    const list = mount(EventList, { props: { rows, url: 'mqtt://h:1' }, global }).findAll('li');
    expect(list.map((row) => row.attributes('data-event'))).toEqual(['dropped', 'closed', 'connack', 'listening']);
    expect(list[2]!.text()).toContain('0x86');
    expect(list.map((row) => row.find('.why').exists())).toEqual([true, false, true, false]);
  });

  it('shows received text as text', () => {
    const list = mount(EventList, { props: { rows, url: 'mqtt://h:1' }, global });
    expect(list.find('b').exists()).toBe(false);
    expect(list.text()).toContain('<b>t</b>');
  });

  it('teaches where to go while nothing happened', () => {
    expect(mount(EventList, { props: { rows: [listening(1)], url: 'mqtt://h:1' }, global }).text()).toContain(
      'mqtt://h:1',
    );
  });
});

describe('the stored values', () => {
  const value = (part: Partial<StoredValue>): StoredValue => ({
    node: 'A',
    ts: 1_609_144_280_398,
    key: 'SN',
    value: '1',
    type: 'long',
    ...part,
  });

  it('stand under node and instant, newest first', () => {
    const groups = storedGroups([value({}), value({ key: 'T' }), value({ node: 'B' }), value({})]);
    expect(groups.map(({ node, values }) => [node, values.length])).toEqual([
      ['A', 1],
      ['B', 1],
      ['A', 2],
    ]);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(3);
  });

  it('show what was sent only where the cast changed what one reads', () => {
    const stored = [value({ value: '6500', sentAs: '"00006500"' }), value({ key: 'T', value: '60', sentAs: '"60"' })];
    const table = mount(StoredTable, { props: { stored, storedCount: 2 }, global });
    expect(table.findAll('[data-testid="sent-as"]').map((cell) => cell.text())).toEqual(['sent as "00006500"']);
  });

  it.each([
    [1_609_144_280, 'seconds'],
    [0, 'seconds'],
    [1_609_144_280_398, undefined],
    [1_700_000_100_000, undefined],
    [1_700_000_200_000, 'future'],
  ])('doubts a ts of %i: %s', (ts, doubt) => {
    expect(doubtAbout(ts, 1_700_000_000_000)).toBe(doubt);
  });

  it('writes instants with their zone, and gives up beyond the calendar', () => {
    expect(instantText(1_609_144_280_398)).toMatch(/^2020-12-28 \d\d:\d\d:20\.398 [+-]\d\d:\d\d$/);
    expect(instantText(9e18)).toBe('9000000000000000000');
  });
});

describe('a fault', () => {
  const open = (setting?: { id: 'refuse'; value: number }) =>
    mount(FaultRow, { props: { id: 'refuse', setting }, global });

  it('is switched on with the number that stands beside it, decimal or hex', async () => {
    const row = open();
    await row.find('.number').setValue('0x87');
    await row.find('[type=checkbox]').trigger('change');
    expect(row.emitted('set')).toEqual([[{ id: 'refuse', value: 0x87 }]]);
  });

  it('says the range of a number it cannot take, and does not send it', async () => {
    const row = open({ id: 'refuse', value: 5 });
    await row.find('.number').setValue('256');
    await row.find('.number').trigger('change');
    expect(row.find('[role=alert]').exists()).toBe(true);
    expect(row.emitted('set')).toBeUndefined();
  });
});

describe('the tokens', () => {
  const open = () => mount(TokenList, { props: { tokens: running.tokens, running: true, copied: undefined }, global });

  it('offer to take over only a session that is there', async () => {
    const list = open();
    await list.findAll('.item')[1]!.trigger('click');
    expect(list.find('[data-testid=evict]').attributes('disabled')).toBeDefined();
    await list.findAll('.item')[0]!.trigger('click');
    await list.find('[data-testid=evict]').trigger('click');
    expect(list.emitted('act')).toEqual([[{ act: 'evict', token: 'G1' }]]);
  });

  it('take no token twice', async () => {
    const list = open();
    await list.find('[data-testid=new-token]').setValue('G1');
    await list.find('form').trigger('submit');
    expect(list.emitted('act')).toBeUndefined();
    await list.find('[data-testid=new-token]').setValue('G2');
    await list.find('form').trigger('submit');
    expect(list.emitted('act')).toEqual([[{ act: 'add-token', token: 'G2', isGateway: true }]]);
  });
});

describe('the way to the network', () => {
  const open = (state: PracticeState, lan: boolean) =>
    mount(PlatformControl, { props: { state, like: '4.2.1', port: 0, lan, copied: undefined }, global });

  it('names the risk before, proposes the usual port, and shows what to type into a gateway after', async () => {
    const before = open({ phase: 'stopped' }, false);
    expect(before.find('[data-testid=lan-risk]').exists()).toBe(false);
    await before.find('[data-testid=practice-lan]').setValue(true);
    expect([before.emitted('update:lan'), before.emitted('update:port')]).toEqual([[[true]], [[1883]]]);
    expect(open({ phase: 'stopped' }, true).find('[data-testid=lan-risk]').exists()).toBe(true);
    const after = open({ ...running, lanUrls: ['mqtt://192.168.1.5:1883'] }, true);
    expect(after.find('[data-testid=practice-url]').text()).toBe('mqtt://192.168.1.5:1883');
  });

  it('says the range of a port, and does not start on one that is none', async () => {
    const control = open({ phase: 'stopped' }, false);
    await control.find('#practice-port').setValue('70000');
    expect(control.find('[role=alert]').text()).toBe('0 to 65535');
    expect(control.find('[data-testid=practice-start]').attributes('disabled')).toBeDefined();
    await control.find('#practice-port').setValue('2883');
    expect(control.find('[role=alert]').exists()).toBe(false);
    expect(control.emitted('update:port')).toEqual([[2883]]);
  });

  it('says so where this computer is in no network', () => {
    const control = open({ ...running, lanUrls: [] }, true);
    expect(control.find('[data-testid=lan-open]').exists()).toBe(true);
    expect(control.find('[data-testid=practice-url]').exists()).toBe(false);
  });
});
