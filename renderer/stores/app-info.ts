import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { type AppInfo, type WireTotals } from '../../protocol/contract.ts';
import { type HostLinkLoss } from '../bridge.ts';
import { useBridge } from './bridge-key.ts';

const noTotals: WireTotals = {
  sentPackets: 0,
  receivedPackets: 0,
  deliveredPackets: 0,
  refusedPackets: 0,
  sentBytes: 0,
  receivedBytes: 0,
};

/** Facts about the program around the window, and the session's counters. */
export const useAppInfo = defineStore('app-info', () => {
  const bridge = useBridge();
  const info = shallowRef<AppInfo>();
  const totals = shallowRef<WireTotals>(noTotals);
  /** False while the window has lost the process behind it (browser mode). */
  const hostReachable = shallowRef(true);
  const hostLoss = shallowRef<HostLinkLoss>();

  /** Settings files that could not be read at the start; each is told until the engineer dismisses it. */
  const dismissed = shallowRef<readonly string[]>([]);
  const unreadDamage = computed(() =>
    (info.value?.damagedFiles ?? []).filter(({ file }) => !dismissed.value.includes(file)),
  );
  const dismissDamage = (file: string): void => {
    dismissed.value = [...dismissed.value, file];
  };

  bridge.on('wireTotalsChanged', (now) => (totals.value = now));

  const refresh = async (): Promise<void> => {
    const [told, counted] = await Promise.all([
      bridge.request('appInfo', undefined),
      bridge.request('wireTotals', undefined),
    ]);
    if (told.ok) info.value = told.value;
    if (counted.ok) totals.value = counted.value;
  };

  return { info, totals, hostReachable, hostLoss, unreadDamage, dismissDamage, refresh };
});
