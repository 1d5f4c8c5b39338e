import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import {
  addressBlockWaitMs,
  defaultProbeDevice,
  probesFor,
  type ProbeId,
  type ProbeRequest,
  type ProbeRun,
} from '../../protocol/probe.ts';
import { type Failure } from '../../protocol/result.ts';
import { useBridge } from './bridge-key.ts';
import { useConnection } from './connection.ts';

/** The further questions: which make sense now, the one that runs, the last answer. Each is begun by the engineer only. */
export const useProbes = defineStore('probes', () => {
  const bridge = useBridge();
  const connection = useConnection();

  const run = shallowRef<ProbeRun>();
  const failure = shallowRef<Failure>();
  /** Of the two publishes that look for the gateway flag; a device of this name is created. */
  const device = ref('');
  /** Wall clock, ms: when the one connect after a block will be. */
  const triesAt = ref<number>();

  const isRunning = computed(() => run.value?.phase === 'running');
  const offered = computed<readonly ProbeId[]>(() => {
    const mqttVersion =
      connection.state.phase === 'disconnected' ? connection.draft.mqttVersion : connection.state.target.mqttVersion;
    const fitting = probesFor(connection.report?.verdict, { mqttVersion, isLive: connection.isLive });
    const isUnknown =
      run.value?.phase === 'ended' && run.value.result.probe === 'gateway-flag' && run.value.result.flag === 'unknown';
    // The one that writes data comes only after the one that does not has given no answer.
    return isUnknown && connection.isLive ? ['gateway-write', ...fitting] : fitting;
  });

  const requestOf = (probe: Exclude<ProbeId, 'address-block'>): ProbeRequest => {
    const settings = { ...connection.draft };
    switch (probe) {
      case 'gateway-flag':
        return { probe, consent: true };
      case 'gateway-write':
        return { probe, consent: true, device: device.value };
      case 'ask-v5':
        return { probe, consent: true, settings, token: connection.tokenSource() };
      case 'ports':
        return { probe, consent: true, settings };
    }
  };

  /** Only ever called by the engineer's own act, after the window has said what it does. */
  const start = async (probe: ProbeId): Promise<void> => {
    if (isRunning.value) return;
    failure.value = undefined;
    const mine: ProbeRun = { phase: 'running', probe };
    run.value = mine;
    if (probe === 'address-block') {
      // Attempts of its own in between would only keep the block alive.
      if (connection.isBusy) await connection.disconnect();
      waitForBlock();
      return;
    }
    const result = await bridge.request('runProbe', requestOf(probe));
    if (run.value !== mine) return;
    if (!result.ok) failure.value = result.failure;
    run.value =
      result.ok && result.value !== null
        ? { phase: 'ended', result: result.value }
        : result.ok
          ? { phase: 'stopped', probe }
          : undefined;
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const endWait = (): void => {
    clearTimeout(timer);
    triesAt.value = undefined;
  };
  /** One connect and no more, whatever becomes of it. */
  const waitForBlock = (): void => {
    triesAt.value = Date.now() + addressBlockWaitMs;
    timer = setTimeout(() => {
      endWait();
      run.value = undefined;
      void connection.connect();
    }, addressBlockWaitMs);
  };

  const stop = async (): Promise<void> => {
    if (run.value?.phase !== 'running') return;
    const { probe } = run.value;
    run.value = { phase: 'stopped', probe };
    if (probe === 'address-block') endWait();
    else await bridge.request('stopProbe', undefined);
  };

  // The engineer has gone on: what was waited for or found belongs to another attempt.
  watch(
    () => connection.state.phase === 'connecting' && connection.state.attempt === 1,
    (isNewAttempt) => {
      if (!isNewAttempt) return;
      endWait();
      run.value = undefined;
    },
  );
  // What would be tried is no longer what was agreed to.
  watch([() => connection.draft.address, () => connection.typedToken, () => connection.savedId], () => {
    if (triesAt.value !== undefined) void stop();
  });
  watch(
    () => connection.draft.gatewayName,
    (gatewayName) => (device.value = defaultProbeDevice(gatewayName)),
    { immediate: true },
  );

  return { run, failure, device, triesAt, isRunning, offered, start, stop };
});
