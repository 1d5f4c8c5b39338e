/**
 * The composition root that Electron, the loopback host and the tests share: storage, session and practice platform
 * become one set of handlers and one stream of events. Knows nothing of windows, sockets to the page, or Electron.
 */
import { join } from 'node:path';
import { writeBrokerAddress } from '../protocol/broker-address.ts';
import { type BrokerAddress, type ConnectionState } from '../protocol/connection.ts';
import { type AppInfo, type Emit, type Handlers, type Revised } from '../protocol/contract.ts';
import { type PracticeState } from '../protocol/practice.ts';
import { ok } from '../protocol/result.ts';
import { createHandlers } from './api/handlers.ts';
import { createLiveGatewayGuard } from './api/live-gateway-guard.ts';
import { createProbeRunner } from './diagnosis/probes/run.ts';
import { createSession } from './mqtt/session.ts';
import { warmUp } from './mqtt/warm-up.ts';
import { createPracticePlatform, type ListenAddress } from './practice/platform.ts';
import { everyAddress } from './practice/reachable.ts';
import { openConnections } from './storage/connections.ts';
import { openSecretVault } from './storage/secret-vault.ts';
import { type KeyStore } from './storage/secrets.ts';
import { openSettings } from './storage/settings.ts';

export type AppOptions = {
  /** Made if it is not there, mode 0700. */
  readonly dataDir: string;
  readonly keyStore: KeyStore;
  readonly host: AppInfo['host'];
  readonly version: string;
  /** BCP 47, as the system says it: `zh-CN`. */
  readonly systemLanguage: string;
  /** Absent where the page can write its clipboard itself. */
  readonly copyText?: (text: string) => void | Promise<void>;
};

export type App = {
  readonly handlers: Handlers;
  /** Returns the way to stop listening. */
  onEvent(listener: Emit): () => void;
  /** Ends session and practice platform and waits for what is being written. */
  close(): Promise<void>;
};

/** What is pushed to the page is drawn by a person's eye: 20 times a second at most. */
const pushEveryMs = 50;

/** By then the window has drawn its first screen. */
const warmUpAfterMs = 500;

export const createApp = async ({ dataDir, keyStore, ...options }: AppOptions): Promise<App> => {
  const listeners = new Set<Emit>();
  const emit: Emit = (name, payload) => {
    for (const listener of listeners) listener(name, payload);
  };

  const settings = openSettings(join(dataDir, 'settings.json'));
  const vault = openSecretVault(join(dataDir, 'secrets.json'), keyStore);
  const connections = openConnections({
    path: join(dataDir, 'connections.json'),
    vault,
    describeToken: (token) => settings.describeToken(token),
  });
  const damagedFiles = [settings.damaged, connections.damaged, vault.damaged].filter((one) => one !== undefined);
  // Asked once: a key store does not come and go within a run, and on some systems asking shows a dialog.
  const keyStoreState = await keyStore.state();

  let connection: Revised<ConnectionState> = { revision: 0, state: { phase: 'disconnected' } };
  const session = createSession({
    fingerprint: (token) => settings.fingerprint(token),
    onState: (state) => {
      connection = { revision: connection.revision + 1, state };
      if (state.phase === 'contested') liveGateway.contested(state.target.token.fingerprint);
      emit('connectionChanged', connection);
    },
    onPublish: (record) => emit('publishChanged', record),
    onTotals: (totals) => emit('wireTotalsChanged', totals),
  });

  const platform = createPracticePlatform({ onEvent: () => practicePush.ask() });
  const liveGateway = createLiveGatewayGuard({
    fingerprint: (token) => settings.fingerprint(token),
    isPractice: (address) => isUrlOf(platform.state(), address),
  });
  const probes = createProbeRunner(session);
  let practiceRevision = 0;
  // Read from the platform each time, so each reading is newer than the one before.
  const practiceState = (): Revised<PracticeState> => {
    practiceRevision += 1;
    return { revision: practiceRevision, state: platform.state() };
  };
  const practicePush = paced(pushEveryMs, () => emit('practiceChanged', practiceState()));

  // The first click must not pay for loading what a connection needs. It is a convenience: its failure changes nothing.
  const warmUpTimer = setTimeout(() => void warmUp().catch(() => undefined), warmUpAfterMs);

  return {
    handlers: createHandlers({
      info: () => ({
        version: options.version,
        host: options.host,
        keyStore: keyStoreState,
        systemLanguage: options.systemLanguage,
        ...(damagedFiles.length === 0 ? {} : { damagedFiles }),
      }),
      settings,
      connections,
      session,
      liveGateway,
      probes,
      connectionState: () => connection,
      practice: {
        start: async ({ listen, ...setup }) => {
          const started = await platform.start(listen && practiceAddress(listen), setup);
          practicePush.ask();
          return started.ok ? ok(null) : started;
        },
        stop: async () => {
          await platform.stop();
          practicePush.ask();
        },
        setFaults: (wanted) => {
          const isRunning = platform.setFaults(wanted);
          practicePush.ask();
          return isRunning;
        },
        operate: (act) => {
          const didSomething = platform.operate(act);
          practicePush.ask();
          return didSomething;
        },
        log: platform.log,
      },
      practiceState,
      copyText: options.copyText,
    }),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      clearTimeout(warmUpTimer);
      probes.stop();
      await Promise.all([session.close(), platform.stop()]);
      practicePush.stop();
      listeners.clear();
      await Promise.all([settings.settled(), connections.settled(), vault.settled()]);
    },
  };
};

/** Whether this is where the stand-in listens, as this computer or as others reach it. */
const isUrlOf = (practice: PracticeState, address: BrokerAddress): boolean =>
  practice.phase === 'running' && [practice.url, ...(practice.lanUrls ?? [])].includes(writeBrokerAddress(address));

const practiceAddress = ({ port, lan }: { readonly port: number; readonly lan: boolean }): ListenAddress =>
  lan ? { host: everyAddress, port, allowLan: true } : { host: '127.0.0.1', port };

/** Acts at once, then at most every `periodMs`; whatever was asked for in between is acted upon at its end. */
const paced = (periodMs: number, act: () => void): { ask: () => void; stop: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  let askedAgain = false;
  let stopped = false;
  const actNow = (): void => {
    askedAgain = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (askedAgain) actNow();
    }, periodMs);
    act();
  };
  return {
    ask: () => {
      if (stopped) return;
      if (timer === undefined) actNow();
      else askedAgain = true;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
