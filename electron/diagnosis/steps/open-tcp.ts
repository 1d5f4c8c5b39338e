/** One address after the other until one answers; each gets an equal share of the time that is left. */
import { type Socket } from 'node:net';
import { type BrokerAddress } from '../../../protocol/connection.ts';
import { type Network } from '../../mqtt/network.ts';
import { errorCode } from '../errors.ts';
import { type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';

export const openTcp = async (
  addresses: readonly string[],
  { host, port }: BrokerAddress,
  network: Network,
  limits: Limits,
): Promise<StepEnd<Socket>> => {
  const failures: { readonly address: string; readonly code: string }[] = [];
  for (const [i, address] of addresses.entries()) {
    const socket = network.openTcp(address, port);
    // Kept for the life of the socket: an error that nobody listens for would end the program.
    socket.on('error', () => undefined);
    try {
      const opened = await limits.within(connected(socket), limits.leftMs() / (addresses.length - i));
      if ('came' in opened) return { passed: socket, finding: `${address}:${port}` };
      socket.destroy();
      if (opened.cut === 'stopped') return { verdict: { id: 'stopped' } };
      failures.push({ address, code: 'ETIMEDOUT' });
    } catch (error) {
      socket.destroy();
      failures.push({ address, code: errorCode(error) });
    }
  }
  const finding = failures.map(({ address, code }) => (failures.length === 1 ? code : `${address} ${code}`)).join(', ');
  // A refusal is an answer, and says more than another address's silence.
  if (failures.some(({ code }) => code === 'ECONNREFUSED'))
    return { verdict: { id: 'port-refused', host, port }, finding };
  const [first] = failures;
  const detail = first === undefined || first.code === 'ETIMEDOUT' ? {} : { detail: first.code };
  return { verdict: { id: 'port-timeout', host, port, waitedMs: limits.waitedMs(), ...detail }, finding };
};

const connected = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
