/**
 * One address after the other until one answers; each gets an equal share of the time that is left. What became of each is
 * kept: of two addresses with one dead, the dead one is the finding although the step passed.
 */
import { type Socket } from 'node:net';
import { type BrokerAddress } from '../../../protocol/connection.ts';
import { type StepDetails, type TcpAttempt } from '../../../protocol/step-details.ts';
import { type Network } from '../../mqtt/network.ts';
import { errorCode } from '../errors.ts';
import { rounded, type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';

export const openTcp = async (
  addresses: readonly string[],
  { host, port }: BrokerAddress,
  network: Network,
  limits: Limits,
): Promise<StepEnd<Socket>> => {
  const attempts: TcpAttempt[] = [];
  const details = (): StepDetails => ({
    id: 'open-tcp',
    attempts: [
      ...attempts,
      ...addresses.slice(attempts.length).map((address): TcpAttempt => ({ address, port, outcome: 'not-tried' })),
    ],
  });
  for (const [i, address] of addresses.entries()) {
    const startMs = limits.nowMs();
    const ended = (how: Pick<TcpAttempt, 'outcome' | 'code' | 'local'>): void => {
      attempts.push({ address, port, ms: rounded(limits.nowMs() - startMs), ...how });
    };
    const socket = network.openTcp(address, port);
    // Kept for the life of the socket: an error that nobody listens for would end the program.
    socket.on('error', () => undefined);
    try {
      const opened = await limits.within(connected(socket), limits.leftMs() / (addresses.length - i));
      if ('came' in opened) {
        ended({ outcome: 'opened', ...localEnd(socket) });
        return { passed: socket, finding: endpoint(address, port), details: details() };
      }
      socket.destroy();
      if (opened.cut === 'stopped') return { verdict: { id: 'stopped' }, details: details() };
      ended({ outcome: 'timed-out', code: 'ETIMEDOUT' });
    } catch (error) {
      socket.destroy();
      const code = errorCode(error);
      ended({ outcome: code === 'ECONNREFUSED' ? 'refused' : code === 'ETIMEDOUT' ? 'timed-out' : 'failed', code });
    }
  }
  const [first] = attempts;
  const finding = attempts
    .map(({ address, code = '' }) => (attempts.length === 1 ? code : `${address} ${code}`))
    .join(', ');
  // A refusal is an answer, and says more than another address's silence.
  if (attempts.some(({ outcome }) => outcome === 'refused'))
    return { verdict: { id: 'port-refused', host, port }, finding, details: details() };
  const detail = first?.code === undefined || first.outcome === 'timed-out' ? {} : { detail: first.code };
  return {
    verdict: { id: 'port-timeout', host, port, waitedMs: limits.waitedMs(), ...detail },
    finding,
    details: details(),
  };
};

const connected = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });

const endpoint = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const localEnd = ({ localAddress, localPort }: Socket): Pick<TcpAttempt, 'local'> =>
  localAddress === undefined || localPort === undefined ? {} : { local: endpoint(localAddress, localPort) };
