import { type AppInfo, type Bridge } from '../../protocol/contract.ts';

/**
 * Puts text on the clipboard; false when that was not allowed. Electron denies the page its clipboard permission, so
 * there the main process writes; in a browser the page does.
 */
export const copyText = async (bridge: Bridge, host: AppInfo['host'] | undefined, text: string): Promise<boolean> => {
  if (host === 'electron') return (await bridge.request('copyText', { text })).ok;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
