/** A real mosquitto on a free port of loopback, with a password file if users are given. */
import { existsSync } from 'node:fs';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from './find-program.ts';

export type Mosquitto = { readonly port: number; readonly url: string; readonly close: () => Promise<void> };

/** `users`: name to password; without it anybody may come in. `fixedPort`: to come back where one was. */
export const startMosquitto = async (
  users?: Readonly<Record<string, string>>,
  fixedPort?: number,
): Promise<Mosquitto> => {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-mosquitto-'));
  const lines = ['persistence false', 'log_dest stderr', 'max_queued_messages 0', 'max_inflight_messages 0'];
  if (users === undefined) {
    lines.push('allow_anonymous true');
  } else {
    const passwords = join(folder, 'passwords');
    for (const [i, [name, password]] of Object.entries(users).entries()) {
      const made = spawnSync(passwordProgram(), ['-b', ...(i === 0 ? ['-c'] : []), passwords, name, password]);
      if (made.status !== 0) throw new Error(`mosquitto_passwd: ${String(made.error ?? made.stderr)}`);
    }
    lines.push('allow_anonymous false', `password_file ${passwords}`, 'user root');
  }
  // Port 0 would be picked by the system too, but mosquitto does not say which one it got.
  const port = fixedPort ?? (await freePort());
  const config = join(folder, 'mosquitto.conf');
  await writeFile(config, [`listener ${port} 127.0.0.1`, ...lines, ''].join('\n'));
  const child = spawn(findProgram('mosquitto'), ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  await waitForPort(port, child, () => said);
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Debian ships it with the broker, among the programs for everybody. */
const passwordProgram = (): string => {
  const beside = join(dirname(findProgram('mosquitto')), 'mosquitto_passwd');
  return existsSync(beside) ? beside : 'mosquitto_passwd';
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const waitForPort = async (port: number, child: ChildProcess, said: () => string): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended: ${said()}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`mosquitto does not listen: ${said()}`);
};
