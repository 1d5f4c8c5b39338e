import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { type PublishRecord, type PublishState } from '../../protocol/publish-outcome.ts';
import { wordsOf } from '../../protocol/words/index.ts';
import { createWindowI18n } from '../../renderer/i18n.ts';
import { latencySummary } from '../../renderer/views/publish/latency.ts';
import OutcomeList from '../../renderer/views/publish/OutcomeList.vue';
import OutcomeRow from '../../renderer/views/publish/OutcomeRow.vue';
import { technicalDetails, toneOf } from '../../renderer/views/publish/outcome-flow.ts';

const record = (state: PublishState, n = 1): PublishRecord => ({
  n,
  sentAt: 1_609_144_280_398,
  topic: 'v1/gateway/telemetry',
  payload: '{"WG12345678":[]}',
  lengthBytes: 17,
  label: 'Heartbeat',
  state,
});
const row = (state: PublishState, open = true, language: 'zh' | 'en' = 'en') =>
  mount(OutcomeRow, {
    props: { record: record(state), open, canSend: true, copied: false },
    global: { plugins: [createWindowI18n(language)] },
  });

const packetIdentifier = 12;
const kinds: readonly [PublishState, string, readonly string[]][] = [
  [{ id: 'sending' }, 'info', ['now', 'ahead', 'ahead']],
  [{ id: 'sent', packetIdentifier }, 'info', ['done', 'now', 'ahead']],
  [{ id: 'holding', packetIdentifier, latencyMs: 38 }, 'info', ['done', 'done', 'now']],
  [{ id: 'acked', packetIdentifier, latencyMs: 38 }, 'ok', ['done', 'done', 'done']],
  [{ id: 'no-ack', packetIdentifier, waitedMs: 5_000 }, 'warn', ['done', 'missing', 'ahead']],
  [{ id: 'closed-without-ack', packetIdentifier, afterMs: 12.4 }, 'bad', ['done', 'broken', 'ahead']],
  [{ id: 'acked-then-closed', packetIdentifier, latencyMs: 38, closedAfterMs: 1.3 }, 'bad', ['done', 'done', 'broken']],
  [{ id: 'rejected', packetIdentifier, latencyMs: 38, reasonCode: 0x99 }, 'bad', ['done', 'broken', 'ahead']],
];

describe('the row of a publish', () => {
  it.each(kinds)('stops its line where the publish stands: %j', (state, tone, marks) => {
    const shown = row(state);
    expect(toneOf(state)).toBe(tone);
    expect(shown.findAll('[data-station]').map((station) => station.attributes('data-mark'))).toEqual(marks);
    expect(shown.find('.word').text()).toBe(wordsOf('en').publishState[state.id].name);
  });

  it.each(kinds)('lists every cause in order when opened, in Chinese as well: %j', (state) => {
    const causes = row(state, true, 'zh')
      .findAll('.causes li')
      .map((cause) => cause.text());
    expect(causes).toEqual(wordsOf('zh').publishState[state.id].causes);
  });

  it('says how long the link lived, and the reason code', () => {
    expect(row({ id: 'closed-without-ack', packetIdentifier, afterMs: 12.4 }).text()).toContain('12.4 ms');
    expect(row({ id: 'acked-then-closed', packetIdentifier, latencyMs: 38, closedAfterMs: 1.3 }).text()).toContain(
      '1.3 ms',
    );
    expect(row({ id: 'rejected', packetIdentifier, latencyMs: 38, reasonCode: 0x99 }).text()).toContain('0x99');
  });

  it('sends nothing again while the first is on its way', () => {
    const again = (state: PublishState) => row(state).findAll('.actions button')[1]?.attributes('disabled');
    expect(again({ id: 'sent', packetIdentifier })).toBeDefined();
    expect(again({ id: 'no-ack', packetIdentifier, waitedMs: 5_000 })).toBeUndefined();
  });

  it('copies plain facts, one a line', () => {
    const text = technicalDetails(
      record({ id: 'rejected', packetIdentifier, latencyMs: 38, reasonCode: 0x99 }),
      '0.1.0',
    );
    for (const fact of [
      'rejected',
      'packetIdentifier 12',
      'latencyMs 38',
      'reasonCode 153',
      '17 bytes',
      '{"WG12345678":[]}',
    ])
      expect(text).toContain(fact);
  });
});

describe('the list of outcomes', () => {
  const list = (records: readonly PublishRecord[]) =>
    mount(OutcomeList, {
      props: { records, canSend: true, copiedNumber: undefined },
      global: { plugins: [createWindowI18n('en')] },
    });

  it('opens the newest failure by itself, and no success', () => {
    const failed = record({ id: 'no-ack', packetIdentifier, waitedMs: 5_000 }, 2);
    const fine = record({ id: 'acked', packetIdentifier, latencyMs: 38 }, 1);
    const opened = (records: readonly PublishRecord[]) =>
      list(records)
        .findAll('.head')
        .map((head) => head.attributes('aria-expanded'));
    expect(opened([failed, fine])).toEqual(['true', 'false']);
    expect(opened([{ ...fine, n: 3 }, failed])).toEqual(['false', 'false']);
  });

  it('draws two hundred and says how many more there are', async () => {
    const many = Array.from({ length: 450 }, (_, at) =>
      record({ id: 'acked', packetIdentifier, latencyMs: 38 }, 450 - at),
    );
    const shown = list(many);
    expect(shown.findAll('.outcome')).toHaveLength(200);
    expect(shown.find('.older').text()).toContain('250');
    await shown.find('.older button').trigger('click');
    expect(shown.findAll('.outcome')).toHaveLength(400);
  });
});

describe('the latency of many publishes', () => {
  const after = (latencyMs: number) => record({ id: 'acked', packetIdentifier, latencyMs });

  it('shows only figures that were measured', () => {
    const measured = Array.from({ length: 20 }, (_, at) => after(at + 1));
    expect(latencySummary(measured)).toEqual({ p50Ms: 10, p95Ms: 19, count: 20 });
    expect(latencySummary([after(41)])).toEqual({ p50Ms: 41, p95Ms: 41, count: 1 });
  });

  it('is nothing without a PUBACK', () => {
    expect(latencySummary([record({ id: 'no-ack', packetIdentifier, waitedMs: 5_000 })])).toBeUndefined();
  });
});

describe('a packet that was on its way when the link died', () => {
  const lost: PublishState = { id: 'closed-without-ack', packetIdentifier, afterMs: 12.4 };
  const parkedRow = (parked: PublishRecord['parked'], canSend = true) =>
    mount(OutcomeRow, {
      props: { record: { ...record(lost), ...(parked && { parked }) }, open: false, canSend, copied: false },
      global: { plugins: [createWindowI18n('en')] },
    });

  it('waits for one of four acts, each of them the engineer’s', async () => {
    const shown = parkedRow({ at: 1 });
    expect(shown.find('pre').exists()).toBe(false);
    await shown.find('[data-testid="parked-look"]').trigger('click');
    expect(shown.find('pre').text()).toBe('{"WG12345678":[]}');
    for (const [button, event] of [
      ['parked-change', 'use'],
      ['parked-again', 'again'],
      ['parked-drop', 'drop'],
    ] as const) {
      await shown.find(`[data-testid="${button}"]`).trigger('click');
      expect(shown.emitted(event)).toHaveLength(1);
    }
  });

  it('cannot be sent again without a connection, but dropped', () => {
    const shown = parkedRow({ at: 1 }, false);
    expect(shown.find('[data-testid="parked-again"]').attributes('disabled')).toBeDefined();
    expect(shown.find('[data-testid="parked-drop"]').attributes('disabled')).toBeUndefined();
  });

  it.each([
    [{ id: 'dropped' as const }, 'dropped'],
    [{ id: 'sent-again' as const, n: 2 }, 'sent-again'],
  ])('stays as a row without acts once it became %j', (became, id) => {
    const strip = parkedRow({ at: 1, became }).find('[data-testid="parked"]');
    expect(strip.attributes('data-became')).toBe(id);
    expect(strip.findAll('button')).toHaveLength(0);
  });

  it('is nothing special where a PUBACK had come', () => {
    expect(parkedRow(undefined).find('[data-testid="parked"]').exists()).toBe(false);
  });
});
