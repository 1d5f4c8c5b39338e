/**
 * The certificates that the other side presented, as data. Read from the very handshake that is being judged, whether it
 * is then accepted or not: nothing here decides, and no second connection is made to look.
 */
import { X509Certificate } from 'node:crypto';
import { type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { certificateLimits, type Certificate } from '../../protocol/step-details.ts';

/**
 * Calls with the chain at the end of the handshake, before Node judges it. When it refuses a certificate it destroys the
 * socket before anybody is told, and the chain is gone with it; its own judge listens to the same event, `secure`, and we
 * stand in front of it. The event is not in Node's manual: should it ever go, refusals are shown without their chain, and
 * what is accepted does not change, since `rejectUnauthorized` stays on.
 */
export const onPeerChain = (secure: TLSSocket, seen: (chain: readonly Certificate[]) => void): void => {
  secure.prependOnceListener('secure', () => {
    seen(chainOf(secure));
  });
};

const chainOf = (secure: TLSSocket): readonly Certificate[] => {
  const chain: Certificate[] = [];
  const fingerprints = new Set<string>();
  // Before TLS is up, and of a server without a certificate, an empty object.
  let next: Partial<DetailedPeerCertificate> | undefined = secure.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < certificateLimits.chain) {
    const read = readCertificate(next.raw);
    // A root is its own issuer.
    if (read === undefined || fingerprints.has(read.fingerprint)) break;
    fingerprints.add(read.fingerprint);
    chain.push(read);
    next = next.issuerCertificate;
  }
  return chain;
};

const readCertificate = (der: Buffer): Certificate | undefined => {
  try {
    const read = new X509Certificate(der);
    const names = alternativeNames(read.subjectAltName ?? '');
    const from = Date.parse(read.validFrom);
    const to = Date.parse(read.validTo);
    const now = Date.now();
    return {
      subject: cut(read.subject.replaceAll('\n', ', ')),
      issuer: cut(read.issuer.replaceAll('\n', ', ')),
      ...(Number.isNaN(from) ? {} : { validFromAt: from }),
      ...(Number.isNaN(to) ? {} : { validToAt: to }),
      isValidNow: from <= now && now <= to,
      fingerprint: read.fingerprint256,
      names: names.slice(0, certificateLimits.names).map(cut),
      ...(names.length > certificateLimits.names ? { moreNames: names.length - certificateLimits.names } : {}),
    };
  } catch {
    return undefined;
  }
};

/** `DNS:a.example, IP Address:10.0.0.1`; a name with a comma or a quote in it stands as a JSON string. */
const alternativeNames = (text: string): readonly string[] =>
  (text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/gu) ?? []).map((name) => name.trim());

/** Not `slice`, which may cut a surrogate pair in two. */
const cut = (text: string): string => Array.from(text).slice(0, certificateLimits.textChars).join('');
