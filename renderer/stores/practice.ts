import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { type Revised } from '../../protocol/contract.ts';
import { type FaultSetting } from '../../protocol/practice-faults.ts';
import {
  platformVersions,
  practiceGatewayToken,
  type PlatformVersion,
  type PracticeAct,
  type PracticeStart,
  type PracticeState,
  type PracticeToken,
} from '../../protocol/practice.ts';
import { type Failure } from '../../protocol/result.ts';
import { useBridge } from './bridge-key.ts';
import { useConnection } from './connection.ts';
import { createPracticeLog } from './practice-log.ts';

type Running = Extract<PracticeState, { phase: 'running' }>;

/** Known to the platform as a device, so that the missing flag "Is gateway" can be seen; made up. */
export const practiceDeviceToken = 'PLAIN-DEVICE-0001';

/** Known to nobody: the gateway's own with other digits. */
export const wrongToken = 'GP1109N00000000';

/** The practice platform as far as the window shows it, and how its next start is to be. */
export const usePractice = defineStore('practice', () => {
  const bridge = useBridge();
  const connection = useConnection();
  const state = shallowRef<PracticeState>({ phase: 'stopped' });
  const failure = shallowRef<Failure>();
  const running = computed(() => (state.value.phase === 'running' ? state.value : undefined));

  /* The next start. While the platform runs these follow it, so that a restart goes on with what was there. */
  const like = ref<PlatformVersion>(platformVersions[0]);
  const tokens = shallowRef<Running['tokens']>([
    { token: practiceGatewayToken, kind: 'gateway' },
    { token: practiceDeviceToken, kind: 'device' },
  ]);
  const faults = shallowRef<readonly FaultSetting[]>([]);
  const port = ref(0);
  /** An explicit act each time: falls back with every stop. */
  const lan = ref(false);
  /** What the latest start stored; stays readable after a stop. */
  const stored = shallowRef<Pick<Running, 'stored' | 'storedCount'>>({ stored: [], storedCount: 0 });

  const log = createPracticeLog(async (from) => {
    const listed = await bridge.request('practiceLog', { from });
    return listed.ok ? listed.value : [];
  });

  let revision = -1;
  const take = (pushed: Revised<PracticeState>): void => {
    if (pushed.revision <= revision) return;
    revision = pushed.revision;
    const before = state.value.phase;
    state.value = pushed.state;
    if (pushed.state.phase === 'running') {
      ({ like: like.value, tokens: tokens.value, faults: faults.value } = pushed.state);
      stored.value = { stored: pushed.state.stored, storedCount: pushed.state.storedCount };
      log.reached(pushed.state.logRevision);
    } else if (before === 'running') {
      lan.value = false;
      tokens.value = tokens.value.map(({ token, kind }) => ({ token, kind }));
    }
  };
  bridge.on('practiceChanged', take);

  const refresh = async (): Promise<void> => {
    revision = -1;
    log.forget();
    const result = await bridge.request('practiceState', undefined);
    if (result.ok) take(result.value);
  };

  /** Plain values only: no reactive object crosses the bridge. */
  const wanted = (): PracticeStart => ({
    like: like.value,
    gatewayTokens: ofKind('gateway'),
    deviceTokens: ofKind('device'),
    faults: faults.value.map(({ id, value }) => ({ id, value })),
    listen: { port: port.value, lan: lan.value },
  });
  const ofKind = (kind: PracticeToken['kind']): string[] =>
    tokens.value.flatMap((known) => (known.kind === kind ? [known.token] : []));

  /** Resolves when the platform listens, with its state; the reply's order against the event does not matter. */
  const start = async (): Promise<PracticeState> => {
    const result = await bridge.request('startPractice', wanted());
    failure.value = result.ok ? undefined : result.failure;
    if (result.ok) {
      const now = await bridge.request('practiceState', undefined);
      if (now.ok) take(now.value);
    }
    return state.value;
  };

  const stop = async (): Promise<void> => {
    // Who stops it ends the own session on it too: otherwise that would be told as a link lost, and tried again.
    const { state: session } = connection;
    if (session.phase !== 'disconnected' && session.target.url === running.value?.url) await connection.disconnect();
    const result = await bridge.request('stopPractice', undefined);
    failure.value = result.ok ? undefined : result.failure;
  };

  const setFaults = async (next: readonly FaultSetting[]): Promise<void> => {
    faults.value = next;
    if (running.value === undefined) return;
    const result = await bridge.request('changePractice', { faults: next.map(({ id, value }) => ({ id, value })) });
    failure.value = result.ok ? undefined : result.failure;
  };

  /** On the running platform, else on what the next start begins with. */
  const act = async (wish: PracticeAct): Promise<void> => {
    if (running.value === undefined) {
      tokens.value = tokensAfter(tokens.value, wish);
      return;
    }
    const result = await bridge.request('operatePractice', wish);
    failure.value = result.ok ? undefined : result.failure;
  };

  /** Puts the platform's address and a token into the connection form; without a token, a gateway's. */
  const fillIn = (token?: string): void => {
    if (running.value === undefined) return;
    connection.choose(undefined);
    connection.draft = { ...connection.draft, address: running.value.url };
    connection.typedToken = token ?? ofKind('gateway')[0] ?? '';
  };

  return {
    state,
    failure,
    running,
    like,
    tokens,
    faults,
    port,
    lan,
    stored,
    log: log.rows,
    watchLog: log.watch,
    refresh,
    start,
    stop,
    setFaults,
    act,
    fillIn,
  };
});

const tokensAfter = (tokens: Running['tokens'], wish: PracticeAct): Running['tokens'] => {
  const others = tokens.filter(({ token }) => token !== wish.token);
  switch (wish.act) {
    case 'add-token':
      return others.length < tokens.length ? tokens : [...tokens, known(wish.token, wish.isGateway)];
    case 'set-gateway':
      return tokens.map((one) => (one.token === wish.token ? known(wish.token, wish.isGateway) : one));
    case 'delete-device':
    case 'reset-credentials':
      return others;
    case 'evict':
      return tokens;
  }
};

const known = (token: string, isGateway: boolean): PracticeToken => ({ token, kind: isGateway ? 'gateway' : 'device' });
