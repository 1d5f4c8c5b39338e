/** The probes that the process behind the window runs, one at a time; a new one ends the one before. */
import { parseBrokerAddress } from '../../../protocol/broker-address.ts';
import { type ConnectionSettings } from '../../../protocol/connection.ts';
import { type ProbeRequest, type ProbeResult } from '../../../protocol/probe.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import { checkToken } from '../../../protocol/token.ts';
import { clientIdentifierFor } from '../../mqtt/client-identifier.ts';
import { systemClock } from '../../mqtt/clock.ts';
import { systemNetwork } from '../../mqtt/network.ts';
import { type Session } from '../../mqtt/session.ts';
import { createWireCounters } from '../../mqtt/wire-counters.ts';
import { askV5 } from './ask-v5.ts';
import { askGatewayFlag, writeGatewayFlag } from './gateway-flag.ts';
import { probePorts } from './ports.ts';

export type ProbeRunner = {
  /** `null` when it was stopped. */
  readonly run: (request: ResolvedProbe) => Promise<Result<ProbeResult | null>>;
  readonly stop: () => void;
};

/** With the token itself, and the settings with their private key. */
export type ResolvedProbe =
  | Exclude<ProbeRequest, { probe: 'ask-v5' }>
  | { readonly probe: 'ask-v5'; readonly consent: true; readonly settings: ConnectionSettings; readonly token: string };

/** A port that says nothing for this long says nothing. */
const portTimeoutMs = 5_000;

export const createProbeRunner = (session: Session): ProbeRunner => {
  let stopping = new AbortController();

  const run: ProbeRunner['run'] = async (request) => {
    stopping.abort();
    stopping = new AbortController();
    const { signal } = stopping;
    const result = await runProbe(request, session, signal);
    return signal.aborted ? ok(null) : result;
  };
  return { run, stop: () => stopping.abort() };
};

const runProbe = async (
  request: ResolvedProbe,
  session: Session,
  signal: AbortSignal,
): Promise<Result<ProbeResult>> => {
  switch (request.probe) {
    case 'gateway-flag':
      return askGatewayFlag(session);
    case 'gateway-write':
      return writeGatewayFlag(session, request.device);
    case 'ask-v5': {
      const { settings } = request;
      const address = parseBrokerAddress(settings.address);
      if (!address.ok) return address;
      const token = checkToken(request.token);
      if (!token.ok) return token;
      // Two of ours with one token would only throw each other off.
      session.disconnect();
      const result = await askV5({
        address: address.value,
        settings,
        token: token.value,
        clientIdentifier: clientIdentifierFor(settings),
        clock: systemClock,
        network: systemNetwork,
        counters: createWireCounters(),
        signal,
      });
      return ok(result);
    }
    case 'ports': {
      const address = parseBrokerAddress(request.settings.address);
      if (!address.ok) return address;
      const result = await probePorts({
        address: address.value,
        timeoutMs: Math.min(portTimeoutMs, request.settings.connackTimeoutMs),
        clock: systemClock,
        network: systemNetwork,
        signal,
      });
      return ok(result);
    }
  }
};
