import { inject, type InjectionKey } from 'vue';
import { type Bridge } from '../../protocol/contract.ts';

/** Where the stores find the bridge: provided once by `main.ts`, by a test with a fake one. */
export const bridgeKey: InjectionKey<Bridge> = Symbol('bridge');

export const useBridge = (): Bridge => {
  const bridge = inject(bridgeKey);
  if (bridge === undefined) throw new Error('no bridge was provided to the stores');
  return bridge;
};
