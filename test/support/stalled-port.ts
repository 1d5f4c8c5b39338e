/**
 * A port of loopback that answers no SYN, as behind a firewall that drops: a process that listens and is stopped, with its
 * queue of waiting connections filled. Linux only; elsewhere a full queue is answered with a reset.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type StalledPort = { readonly port: number; readonly close: () => Promise<void> };

const listen = `require('net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, function () {
  process.stdout.write(String(this.address().port));
})`;

export const startStalledPort = async (): Promise<StalledPort> => {
  const child = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(String((await once(child.stdout, 'data'))[0]));
  child.kill('SIGSTOP');
  const waiting: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of waiting) socket.destroy();
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  for (let tries = 0; tries < 64; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    waiting.push(socket);
    const opened = await Promise.race([
      once(socket, 'connect').then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 150)),
    ]);
    if (!opened) return { port, close };
  }
  await close();
  throw new Error('the queue of a stopped process never filled up');
};
