import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import {
  defaultSettings,
  type ConnectionSettings,
  type ConnectionState,
  type SavedConnection,
  type TokenHint,
  type TokenSource,
} from '../../protocol/connection.ts';
import { type Revised } from '../../protocol/contract.ts';
import { type Failure } from '../../protocol/result.ts';
import { useBridge } from './bridge-key.ts';

/** The connection form's draft, the saved connections, and the state of the one session. Holds no token that was saved. */
export const useConnection = defineStore('connection', () => {
  const bridge = useBridge();

  const state = shallowRef<ConnectionState>({ phase: 'disconnected' });
  let revision = -1;
  const take = (pushed: Revised<ConnectionState>): void => {
    if (pushed.revision <= revision) return;
    revision = pushed.revision;
    state.value = pushed.state;
  };
  bridge.on('connectionChanged', take);

  const draft = ref<ConnectionSettings>({ ...defaultSettings });
  /** What was typed this time. Empty when the token kept under `savedId` is meant. */
  const typedToken = ref('');
  const tokenHint = shallowRef<TokenHint>();
  const savedId = ref<string>();
  const saved = shallowRef<readonly SavedConnection[]>([]);
  const failure = shallowRef<Failure>();
  /** Connecting could throw off a gateway at work: it is done only by a second act. */
  const asking = ref(false);
  watch([() => draft.value.address, typedToken, savedId], () => (asking.value = false));

  const chosen = computed(() => saved.value.find(({ id }) => id === savedId.value));
  const isLive = computed(() => state.value.phase === 'connected');
  const isBusy = computed(() => state.value.phase === 'connecting' || state.value.phase === 'waiting');
  const report = computed(() => ('report' in state.value ? state.value.report : undefined));
  const steps = computed(() => (state.value.phase === 'connecting' ? state.value.steps : (report.value?.steps ?? [])));

  const refresh = async (): Promise<void> => {
    // After the process behind the window was restarted its revisions begin anew.
    revision = -1;
    const [now, kept] = await Promise.all([
      bridge.request('connectionState', undefined),
      bridge.request('savedConnections', undefined),
    ]);
    if (now.ok) take(now.value);
    // After the page was loaded anew the form says again where the living session goes; the token stays where it is kept.
    if (draft.value.address === '' && state.value.phase !== 'disconnected') {
      const { url, mqttVersion, gatewayName } = state.value.target;
      draft.value = {
        ...draft.value,
        address: url,
        mqttVersion,
        ...(gatewayName === undefined ? {} : { gatewayName }),
      };
    }
    if (kept.ok) saved.value = kept.value;
  };

  const tokenSource = (): TokenSource =>
    typedToken.value === '' && chosen.value !== undefined && chosen.value.tokenKept !== 'none'
      ? { from: 'saved', connectionId: chosen.value.id }
      : { from: 'typed', token: typedToken.value };

  const connect = async (anyway = false): Promise<void> => {
    failure.value = undefined;
    asking.value = false;
    const result = await bridge.request('connect', {
      settings: { ...draft.value },
      token: tokenSource(),
      ...(anyway ? { anyway } : {}),
    });
    if (result.ok) return;
    if (result.failure.kind === 'live-gateway') asking.value = true;
    else failure.value = result.failure;
  };

  const disconnect = async (): Promise<void> => {
    const result = await bridge.request('disconnect', undefined);
    if (!result.ok) failure.value = result.failure;
  };

  const retryNow = async (): Promise<void> => {
    const result = await bridge.request('retryNow', undefined);
    if (!result.ok) failure.value = result.failure;
  };

  const choose = (id: string | undefined): void => {
    savedId.value = id;
    typedToken.value = '';
    tokenHint.value = undefined;
    failure.value = undefined;
    draft.value = { ...(chosen.value?.settings ?? defaultSettings) };
  };

  const save = async (name: string): Promise<boolean> => {
    const result = await bridge.request('saveConnection', {
      ...(savedId.value === undefined ? {} : { id: savedId.value }),
      name,
      settings: { ...draft.value },
      ...(typedToken.value === '' ? {} : { token: typedToken.value }),
    });
    if (!result.ok) {
      failure.value = result.failure;
      return false;
    }
    saved.value = [...saved.value.filter(({ id }) => id !== result.value.id), result.value];
    savedId.value = result.value.id;
    // From here on the process behind the window holds the token, the window its name.
    typedToken.value = '';
    tokenHint.value = undefined;
    return true;
  };

  const forget = async (id: string): Promise<void> => {
    const result = await bridge.request('forgetConnection', { id });
    if (!result.ok) {
      failure.value = result.failure;
      return;
    }
    saved.value = saved.value.filter((connection) => connection.id !== id);
    if (savedId.value === id) choose(undefined);
  };

  const describeTypedToken = async (): Promise<void> => {
    const token = typedToken.value;
    if (token === '') {
      tokenHint.value = undefined;
      return;
    }
    const result = await bridge.request('describeToken', { token });
    if (result.ok && token === typedToken.value) tokenHint.value = result.value;
  };

  return {
    state,
    report,
    steps,
    isLive,
    isBusy,
    draft,
    typedToken,
    tokenHint,
    savedId,
    saved,
    chosen,
    failure,
    asking,
    refresh,
    tokenSource,
    connect,
    disconnect,
    retryNow,
    choose,
    save,
    forget,
    describeTypedToken,
  };
});
