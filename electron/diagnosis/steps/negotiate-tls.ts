/** TLS over an open socket. The certificate is always verified: there is no switch, since a token would follow. */
import { isIP, type Socket } from 'node:net';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { type ConnectionSettings } from '../../../protocol/connection.ts';
import { type TlsReason } from '../../../protocol/diagnosis.ts';
import { type Certificate, type StepDetails } from '../../../protocol/step-details.ts';
import { type Network } from '../../mqtt/network.ts';
import { errorCode, tlsReason } from '../errors.ts';
import { type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';
import { onPeerChain } from '../peer-chain.ts';

/** An alert: five bytes of header, level, description [RFC 8446, 5.1]. Less is no word of TLS. */
const shortestRecordBytes = 7;

export const negotiateTls = async (
  tcp: Socket,
  host: string,
  settings: ConnectionSettings['tls'],
  network: Network,
  limits: Limits,
): Promise<StepEnd<TLSSocket>> => {
  // An address is no server name [RFC 6066, 3]; the certificate is then checked against the address.
  const serverName = isIP(host) === 0 ? { servername: host } : {};
  let shown: { readonly chain: readonly Certificate[]; readonly protocol?: string; readonly cipher?: string } = {
    chain: [],
  };
  const details = (rejected?: TlsReason): StepDetails => ({
    id: 'negotiate-tls',
    ...(serverName.servername === undefined ? {} : { serverName: serverName.servername }),
    ...shown,
    ...(rejected === undefined ? {} : { rejected }),
  });
  const rejected = (reason: TlsReason, code: string): StepEnd<TLSSocket> => {
    tcp.destroy();
    const [own] = shown.chain;
    const names = reason === 'wrong-host' && own !== undefined ? { names: own.names } : {};
    return {
      verdict: { id: 'tls-rejected', reason, detail: code, host, ...names },
      finding: code,
      details: details(reason),
    };
  };
  try {
    const secure = network.startTls({
      socket: tcp,
      host,
      ...serverName,
      rejectUnauthorized: true,
      ...(settings?.ca === undefined ? {} : { ca: [...rootCertificates, settings.ca] }),
      ...(settings?.certificate === undefined ? {} : { cert: settings.certificate }),
      ...(settings?.key === undefined ? {} : { key: settings.key }),
    });
    secure.on('error', () => undefined);
    onPeerChain(secure, (chain) => {
      const protocol = secure.getProtocol();
      shown = { chain, ...(protocol === null ? {} : { protocol }), cipher: secure.getCipher().standardName };
    });
    const shaken = await limits.within(handshake(secure));
    if ('came' in shaken) return { passed: secure, finding: secure.getProtocol() ?? '', details: details() };
    secure.destroy();
    tcp.destroy();
    if (shaken.cut === 'stopped') return { verdict: { id: 'stopped' } };
    // Not the silence of a broker that was asked: no CONNECT has left.
    return rejected('other', 'ETIMEDOUT');
  } catch (error) {
    const code = errorCode(error);
    return rejected(tlsReason(code, tcp.bytesRead >= shortestRecordBytes), code);
  }
};

const handshake = (secure: TLSSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    secure.once('secureConnect', resolve);
    secure.once('error', reject);
  });
