/** The real `renderer/bridge.ts` on a bare page: its script as the loopback host would serve it, and a handle for tests. */
import { join } from 'node:path';
import { build } from 'vite';
import { type StaticFiles } from '../../../electron/host/static-files.ts';

const entry = 'virtual:bridge-page';
const script = `
  import { openBridge } from ${JSON.stringify(join(import.meta.dirname, '../../../renderer/bridge.ts'))};
  const { bridge, hostLink } = await openBridge();
  const links = [];
  const heard = [];
  hostLink.onChange((reachable, loss) => links.push(reachable ? 'reachable' : loss));
  bridge.on('practiceChanged', (payload) => heard.push(payload));
  window.test = { bridge, links, heard };
`;

export type BridgePage = {
  bridge: { request(name: string, argument?: unknown): Promise<unknown> };
  links: string[];
  heard: unknown[];
};

export const bridgePageFiles = async (): Promise<StaticFiles> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'bridge-page',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) => (id === `\0${entry}` ? script : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entry, output: { format: 'es' } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('the bridge was not built');
  const page =
    '<!doctype html><meta charset="utf-8"><title>bridge</title><link rel="icon" href="data:,"><script type="module" src="/assets/bridge.js"></script>';
  return new Map([
    ['/', { body: Buffer.from(page), contentType: 'text/html; charset=utf-8', immutable: false }],
    [
      '/assets/bridge.js',
      { body: Buffer.from(output.output[0].code), contentType: 'text/javascript', immutable: true },
    ],
  ]);
};
