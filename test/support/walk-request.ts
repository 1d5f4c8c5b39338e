/** A diagnosis request with everything filled in that a test does not care about. */
import { parseBrokerAddress } from '../../protocol/broker-address.ts';
import { defaultSettings, type ConnectionSettings } from '../../protocol/connection.ts';
import { type Report } from '../../protocol/diagnosis.ts';
import { diagnose } from '../../electron/diagnosis/diagnose.ts';
import { type WalkRequest } from '../../electron/diagnosis/walk.ts';
import { systemClock } from '../../electron/mqtt/clock.ts';
import { systemNetwork } from '../../electron/mqtt/network.ts';
import { createWireCounters } from '../../electron/mqtt/wire-counters.ts';

/** Short limits: a test on loopback has no slow back end to wait for. */
export const quickSettings = (address: string, changes: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  ...defaultSettings,
  address,
  connackTimeoutMs: 1_000,
  surviveMs: 150,
  ...changes,
});

export const testToken = 'GP1109N12345678';

export const diagnoseQuickly = (
  address: string,
  changes: Partial<ConnectionSettings> = {},
  rest: Partial<Omit<WalkRequest, 'settings' | 'address'>> = {},
): Promise<Report> => {
  const parsed = parseBrokerAddress(address);
  if (!parsed.ok) throw new Error(`not an address: ${address}`);
  return diagnose({
    address: parsed.value,
    settings: quickSettings(address, changes),
    clientIdentifier: 'diag-01234567',
    token: testToken,
    clock: systemClock,
    network: systemNetwork,
    counters: createWireCounters(),
    signal: new AbortController().signal,
    onReport: () => undefined,
    ...rest,
  });
};
