/**
 * One function for each row of the contract. Owns nothing: it puts together what storage, session and practice platform
 * offer. Where a row needs more than a few lines, the work belongs to one of them.
 */
import { parseBrokerAddress } from '../../protocol/broker-address.ts';
import { type ConnectionSettings, type ConnectionState, type TokenSource } from '../../protocol/connection.ts';
import { type AppInfo, type Handlers, type Revised } from '../../protocol/contract.ts';
import { type FaultSetting } from '../../protocol/practice-faults.ts';
import {
  type PracticeAct,
  type PracticeLogRow,
  type PracticeStart,
  type PracticeState,
} from '../../protocol/practice.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { checkToken } from '../../protocol/token.ts';
import { type ProbeRunner } from '../diagnosis/probes/run.ts';
import { type Session } from '../mqtt/session.ts';
import { type ConnectionStore } from '../storage/connections.ts';
import { type SettingsStore } from '../storage/settings.ts';
import { type LiveGatewayGuard } from './live-gateway-guard.ts';

export type Parts = {
  readonly info: () => AppInfo;
  readonly settings: SettingsStore;
  readonly connections: ConnectionStore;
  readonly session: Session;
  readonly liveGateway: LiveGatewayGuard;
  readonly probes: ProbeRunner;
  readonly connectionState: () => Revised<ConnectionState>;
  readonly practice: PracticeSwitch;
  readonly practiceState: () => Revised<PracticeState>;
  readonly copyText: ((text: string) => void | Promise<void>) | undefined;
};

export type PracticeSwitch = {
  /** Listening already is fine. */
  readonly start: (wanted: PracticeStart) => Promise<Result<null>>;
  readonly stop: () => Promise<void>;
  /** `false` where nothing runs. */
  readonly setFaults: (wanted: readonly FaultSetting[]) => boolean;
  /** `false` where nothing came of it. */
  readonly operate: (act: PracticeAct) => boolean;
  readonly log: (from: number) => readonly PracticeLogRow[];
};

export const createHandlers = ({
  settings,
  connections,
  session,
  liveGateway,
  practice,
  ...parts
}: Parts): Handlers => ({
  appInfo: () => ok(parts.info()),

  settings: () => ok(settings.now()),
  changeSettings: (wanted) => settings.change(wanted),

  savedConnections: async () => ok(await connections.list()),
  saveConnection: (wanted) => connections.save(wanted),
  forgetConnection: ({ id }) => connections.forget(id),
  describeToken: ({ token }) => ok(settings.describeToken(token)),

  connectionState: () => ok(parts.connectionState()),
  connect: async ({ settings: wanted, token, anyway }) => {
    const kept = await secretsOf(token, connections);
    if (!kept.ok) return kept;
    const { token: secret, tlsKey } = kept.value;
    if (anyway === true) liveGateway.agreed(secret);
    const address = parseBrokerAddress(wanted.address);
    // What cannot be sent at all is said first, by the session.
    if (address.ok && checkToken(secret).ok && liveGateway.asks(address.value, secret))
      return fail({ kind: 'live-gateway' });
    return session.connect(withKeptKey(wanted, tlsKey), secret);
  },
  disconnect: () => {
    session.disconnect();
    return ok(null);
  },
  retryNow: () => {
    session.retryNow();
    return ok(null);
  },

  runProbe: async (request) => {
    if (request.probe !== 'ask-v5') return parts.probes.run(request);
    const { settings: wanted, token } = request;
    const kept = await secretsOf(token, connections);
    if (!kept.ok) return kept;
    return parts.probes.run({ ...request, settings: withKeptKey(wanted, kept.value.tlsKey), token: kept.value.token });
  },
  stopProbe: () => {
    parts.probes.stop();
    return ok(null);
  },

  publish: (request) => session.publish(request),
  publishes: () => ok(session.publishes()),
  dropParked: ({ n }) => ok(session.dropParked(n)),

  wireTotals: () => ok(session.totals()),

  practiceState: () => ok(parts.practiceState()),
  startPractice: (wanted = {}) => practice.start(wanted),
  stopPractice: async () => {
    await practice.stop();
    return ok(null);
  },
  changePractice: ({ faults }) => ok(practice.setFaults(faults)),
  operatePractice: (act) => ok(practice.operate(act)),
  practiceLog: ({ from }) => ok(practice.log(from)),

  copyText: async ({ text }) => {
    if (parts.copyText === undefined) return fail({ kind: 'not-in-this-host', request: 'copyText' });
    await parts.copyText(text);
    return ok(null);
  },
});

const secretsOf = (
  source: TokenSource,
  connections: ConnectionStore,
): ReturnType<ConnectionStore['secretsFor']> | Result<{ readonly token: string; readonly tlsKey?: undefined }> =>
  source.from === 'typed' ? ok({ token: source.token }) : connections.secretsFor(source.connectionId);

/** The private key of a saved connection never went to the window, so the settings come back without it. */
const withKeptKey = (wanted: ConnectionSettings, tlsKey: string | undefined): ConnectionSettings =>
  tlsKey === undefined || wanted.tls?.certificate === undefined || wanted.tls.key !== undefined
    ? wanted
    : { ...wanted, tls: { ...wanted.tls, key: tlsKey } };
