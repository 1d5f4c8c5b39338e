// Every row of the fault table through the engine itself: verdict, exit code, short code, steps, and the time it took.
import { afterEach, describe, expect, it } from 'vitest';
import { systemNetwork, type Network } from '../../../electron/mqtt/network.ts';
import { type ConnectionSettings } from '../../../protocol/connection.ts';
import { exitCodeOf, type Report } from '../../../protocol/diagnosis.ts';
import { verdictCode } from '../../../protocol/verdict-code.ts';
import { faultTable, twoAddresses, type FaultRow, type Scene } from '../../support/fault-table.ts';
import { createTestSession } from '../../support/test-session.ts';
import { diagnoseQuickly } from '../../support/walk-request.ts';

const network: Network = {
  ...systemNetwork,
  resolve: (host) =>
    host === twoAddresses.name ? Promise.resolve(twoAddresses.addresses) : systemNetwork.resolve(host),
};
const settingsOf = ({ mqttVersion, connackTimeoutMs = 1_000, ca }: FaultRow): Partial<ConnectionSettings> => ({
  connackTimeoutMs,
  surviveMs: 300,
  ...(mqttVersion === undefined ? {} : { mqttVersion }),
  ...(ca === undefined ? {} : { tls: { ca: ca() } }),
});
const outcomes = ({ steps }: Report): string => steps.map(({ outcome }) => outcome).join(' ');

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

describe('the engine', () => {
  it('has at least 24 situations to tell apart, and each verdict among them', () => {
    expect(faultTable.length).toBeGreaterThanOrEqual(24);
    const seen = new Set(faultTable.map(({ verdict }) => verdict));
    expect([...seen].toSorted()).toEqual([
      'accepted',
      'closed-before-connack',
      'contested',
      'dropped-after-connack',
      'host-not-found',
      'no-connack',
      'not-mqtt',
      'port-refused',
      'port-timeout',
      'refused',
      'tls-rejected',
    ]);
  });

  for (const row of faultTable) {
    if (row.skip !== undefined) {
      process.stderr.write(`NOT TESTED HERE: ${row.name}: ${row.skip}\n`);
      it.skip(`${row.name} (${row.skip})`, () => undefined);
      continue;
    }
    it(`says ${row.verdict} [${row.shortCode}] of ${row.name}`, async () => {
      scene = await row.scene();
      const settings = settingsOf(row);
      const report = await diagnoseQuickly(scene.address, settings, { network });
      const verdict = report.verdict!;
      expect(verdict).toMatchObject({ id: row.verdict, ...row.facts });
      expect(exitCodeOf(verdict)).toBe(row.exitCode);
      expect(verdictCode(verdict)).toBe(row.shortCode);
      expect(report.connack?.code).toBe(row.code);
      expect(outcomes(report)).toBe(row.outcomes);
      const last = Math.max(...report.steps.map(({ startedMs = 0, ms = 0 }) => startedMs + ms));
      expect(last).toBeLessThanOrEqual(settings.connackTimeoutMs! + settings.surviveMs! + 1_000);
      // One CONNECT at most, and none where the way ended before it.
      const sent = report.steps[3]?.outcome === 'passed' ? 1 : 0;
      expect(scene.connects?.() ?? sent).toBeLessThanOrEqual(sent);
    });
  }
});

describe('a session, which comes back after a loss', () => {
  it.each(faultTable.filter(({ sessionEndsIn }) => sessionEndsIn !== undefined))(
    'ends as contested after two evictions, and lets the other client live: $name',
    async (row) => {
      scene = await row.scene();
      const session = createTestSession({ network });
      try {
        session.start(scene.address, settingsOf(row));
        const { report } = await session.reaches('contested');
        expect(report.verdict).toMatchObject({ id: row.sessionEndsIn!.verdict, evictions: 2 });
        expect(verdictCode(report.verdict!)).toBe(row.sessionEndsIn!.shortCode);
        expect(exitCodeOf(report.verdict!)).toBe(18);
        expect(scene.connects?.()).toBe(2);
      } finally {
        await session.close();
      }
    },
  );
});
