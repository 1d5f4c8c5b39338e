/** `gatescope serve`: the full window in a browser, on loopback. Owns what the terminal says; the server is `electron/host/`. */
import { join } from 'node:path';
import { failureText } from '../../protocol/words/index.ts';
import { createApp } from '../app.ts';
import { tokenLifeMs } from '../host/admission.ts';
import { startLoopbackServer, type LoopbackServer } from '../host/loopback-server.ts';
import { openBrowser, openerFor } from '../host/open-browser.ts';
import { readStaticFiles } from '../host/static-files.ts';
import { dataFolder } from '../storage/data-folder.ts';
import { noKeyStore } from '../storage/secrets.ts';
import { version } from '../version.ts';
import { wrongUse, type Command, type Io, type OptionValue } from './command.ts';
import { readDurationMs } from './duration.ts';

/** Every bundle lies one folder below `out/`, beside the built window. */
const builtWindow = join(import.meta.dirname, '..', 'renderer');

export const serve: Command = {
  name: 'serve',
  summary: {
    zh: '在浏览器里使用完整窗口（仅限本机）',
    en: 'the full window in a browser, on this machine only',
  },
  help: {
    zh: `用法: gatescope serve [--port N] [--no-open] [--idle 30m] [--json]

在 127.0.0.1 上提供完整窗口，并打印一个一次性地址：60 秒内有效，只能用一次。
有系统浏览器时自动打开。在终端按回车可得到新的地址。令牌只留在内存里，程序结束即消失。

  --port N      监听端口；默认由系统挑选
  --no-open     不打开浏览器
  --idle 30m    没有页面打开这么久之后自动结束；0 表示不结束
  --json        每行一个 JSON 事件：listening、address、stopped

退出码: 0 正常结束（Ctrl-C、空闲）；69 无法监听或窗口尚未构建；64 命令用法错误
例: gatescope serve --port 41883 --no-open`,
    en: `Usage: gatescope serve [--port N] [--no-open] [--idle 30m] [--json]

Serves the full window on 127.0.0.1 and prints a one-time address: good for 60 s, works once.
Opens the system's browser where there is one. Press Enter in the terminal for a new address.
Tokens stay in memory and are gone when the program ends.

  --port N      port to listen on; by default the system picks one
  --no-open     do not open a browser
  --idle 30m    end after this long without an open page; 0 for never
  --json        one JSON event a line: listening, address, stopped

Exit codes: 0 ended as asked (Ctrl-C, idle); 69 cannot listen, or the window is not built; 64 wrong use
Example: gatescope serve --port 41883 --no-open`,
  },
  options: {
    port: { type: 'string' },
    'no-open': { type: 'boolean' },
    idle: { type: 'string' },
    json: { type: 'boolean' },
  },

  run: async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw wrongUse({ zh: 'serve 不接受位置参数。', en: 'serve takes no arguments, only options.' });
    }
    const port = readPort(values['port']);
    const idleMs = readIdle(values['idle']);
    const say = values['json'] === true ? sayJson(io) : sayPlain(io);

    const files = await readStaticFiles(builtWindow).catch(() => undefined);
    if (files === undefined) {
      io.err(phrases[io.language].notBuilt);
      return unavailable;
    }
    // Containers and build machines have no other account, so this warns where it could refuse.
    if (process.getuid?.() === 0) io.err(phrases[io.language].root);

    const app = await createApp({
      dataDir: dataFolder(io.env),
      // A browser brings no key store that this process could use.
      keyStore: noKeyStore('browser-mode'),
      host: 'browser',
      version,
      systemLanguage: systemLanguage(io.env),
    });
    const started = await startLoopbackServer({ app, files, port, idleMs });
    if (!started.ok) {
      await app.close();
      io.err(failureText(started.failure, io.language));
      return unavailable;
    }
    const server = started.value;
    say.listening(server.url);
    const removeFile = offerAddress(server, values['no-open'] !== true, io, say.address);
    const stopAsking = onEnter(() => say.address(server.newAddress()));

    const stop = (): void => void server.close();
    if (io.signal.aborted) stop();
    io.signal.addEventListener('abort', stop, { once: true });
    const why = await server.ended;
    stopAsking();
    removeFile();
    await app.close();
    say.stopped(why, idleMs);
    return 0;
  },
};

/** sysexits EX_UNAVAILABLE. */
const unavailable = 69;

const offerAddress = (
  server: LoopbackServer,
  wantsBrowser: boolean,
  io: Io,
  tell: (address: string) => void,
): (() => void) => {
  const address = server.newAddress();
  tell(address);
  const opener = wantsBrowser ? openerFor(process.platform, io.env) : undefined;
  return opener === undefined ? () => undefined : openBrowser(address, opener);
};

/** Only where somebody sits at a terminal. */
const onEnter = (act: () => void): (() => void) => {
  const { stdin } = process;
  if (!stdin.isTTY) return () => undefined;
  stdin.on('data', act);
  stdin.resume();
  return () => {
    stdin.off('data', act);
    stdin.pause();
  };
};

type Say = {
  readonly listening: (url: string) => void;
  readonly address: (address: string) => void;
  readonly stopped: (why: 'idle' | 'closed', idleMs: number) => void;
};

const sayJson = ({ out }: Io): Say => ({
  listening: (url) => out(JSON.stringify({ event: 'listening', url })),
  address: (url) => out(JSON.stringify({ event: 'address', url, validSeconds: tokenLifeMs / 1000 })),
  stopped: (why) => out(JSON.stringify({ event: 'stopped', why })),
});

const sayPlain = ({ out, language }: Io): Say => ({
  listening: (url) => out(`listening on ${url}`),
  address: (address) =>
    out(`${phrases[language].address(process.stdin.isTTY ? phrases[language].enter : '')}\n  ${address}`),
  stopped: (why, idleMs) => out(phrases[language].stopped(why, Math.round(idleMs / 60_000))),
});

const phrases = {
  zh: {
    notBuilt: '窗口尚未构建。请先运行 npm run build。 [WINDOW-NOT-BUILT]',
    root: '正以 root 身份运行：窗口里的操作都带有 root 的权限。请尽量换用普通账户。',
    address: (enter: string) => `请在 60 秒内用浏览器打开下面的地址，只能用一次（${enter}Ctrl-C 结束）：`,
    // Only where somebody sits at a terminal is Enter heard.
    enter: '按回车得到新的地址，',
    stopped: (why: 'idle' | 'closed', minutes: number) =>
      why === 'idle' ? `已有 ${minutes} 分钟没有打开的页面，程序结束。` : '程序已结束。',
  },
  en: {
    notBuilt: 'The window is not built yet. Run npm run build first. [WINDOW-NOT-BUILT]',
    root: 'Running as root: all that is done in the window is done with the rights of root. Use an ordinary account where you can.',
    address: (enter: string) => `Open this address in a browser within 60 s; it works once (${enter}Ctrl-C to end):`,
    enter: 'Enter for a new one, ',
    stopped: (why: 'idle' | 'closed', minutes: number) =>
      why === 'idle' ? `No page was open for ${minutes} min: ended.` : 'Ended.',
  },
} as const;

/** BCP 47. Where the environment names no language (`C.UTF-8`, Windows), what Node has found out. */
const systemLanguage = (env: Io['env']): string => {
  const told = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  const language = /^[a-z]{2,3}(?:_[A-Z]{2})?(?=[.@]|$)/.exec(told ?? '')?.[0];
  return language?.replace('_', '-') ?? Intl.DateTimeFormat().resolvedOptions().locale;
};

/** Below 1024 the system lets only root listen. */
const readPort = (value: OptionValue): number => {
  if (value === undefined) return 0;
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port === 0 || (port >= 1_024 && port <= 65_535)) return port;
  throw wrongUse({
    zh: '--port 应为 1024 到 65535 的整数；0 表示由系统挑选。',
    en: '--port takes a whole number from 1024 to 65535, or 0 to let the system pick.',
  });
};

/** setTimeout turns what is longer than 2^31 - 1 ms into no wait at all. */
const longestIdleMs = 2 ** 31 - 1;

const readIdle = (value: OptionValue): number => {
  if (value === '0') return 0;
  const idleMs = readDurationMs('idle', value, 30 * 60_000);
  if (idleMs <= longestIdleMs) return idleMs;
  throw wrongUse({ zh: '--idle 最长约 24 天；0 表示不自动结束。', en: '--idle is 24 days at most; 0 is for never.' });
};
