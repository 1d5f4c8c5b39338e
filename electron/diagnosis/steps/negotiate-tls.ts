/** TLS over an open socket. The certificate is always verified: there is no switch, since a token would follow. */
import { isIP, type Socket } from 'node:net';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { type ConnectionSettings } from '../../../protocol/connection.ts';
import { type Network } from '../../mqtt/network.ts';
import { errorCode, tlsReason } from '../errors.ts';
import { type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';

/** An alert: five bytes of header, level, description [RFC 8446, 5.1]. Less is no word of TLS. */
const shortestRecordBytes = 7;

export const negotiateTls = async (
  tcp: Socket,
  host: string,
  settings: ConnectionSettings['tls'],
  network: Network,
  limits: Limits,
): Promise<StepEnd<TLSSocket>> => {
  const rejected = (code: string): StepEnd<TLSSocket> => {
    const reason = tlsReason(code, tcp.bytesRead >= shortestRecordBytes);
    tcp.destroy();
    return { verdict: { id: 'tls-rejected', reason, detail: code }, finding: code };
  };
  try {
    const secure = network.startTls({
      socket: tcp,
      host,
      // An address is no server name [RFC 6066, 3]; the certificate is then checked against the address.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: true,
      ...(settings?.ca === undefined ? {} : { ca: [...rootCertificates, settings.ca] }),
      ...(settings?.certificate === undefined ? {} : { cert: settings.certificate }),
      ...(settings?.key === undefined ? {} : { key: settings.key }),
    });
    secure.on('error', () => undefined);
    const shaken = await limits.within(handshake(secure));
    if ('came' in shaken) return { passed: secure, finding: secure.getProtocol() ?? '' };
    secure.destroy();
    tcp.destroy();
    if (shaken.cut === 'stopped') return { verdict: { id: 'stopped' } };
    // Not the silence of a broker that was asked: no CONNECT has left.
    return { verdict: { id: 'tls-rejected', reason: 'other', detail: 'ETIMEDOUT' }, finding: 'ETIMEDOUT' };
  } catch (error) {
    return rejected(errorCode(error));
  }
};

const handshake = (secure: TLSSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    secure.once('secureConnect', resolve);
    secure.once('error', reject);
  });
