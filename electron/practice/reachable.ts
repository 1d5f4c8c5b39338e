/**
 * Where the stand-in may listen and under which addresses others reach it. Loopback needs no word; an address of the network
 * is taken only from somebody who said so. Names other than `localhost` are never taken: they may lead anywhere.
 */
import { isIP, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/** Every address of this computer, IPv4. */
export const everyAddress = '0.0.0.0';

export const mayListen = (host: string, allowLan: boolean): boolean =>
  isLoopback(host) || (allowLan && isIP(host) !== 0);

export const urlOf = (host: string, port: number): string =>
  `mqtt://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

/** How this computer itself reaches it. */
export const ownUrl = (host: string, port: number): string =>
  urlOf(host === everyAddress ? '127.0.0.1' : host === '::' ? '::1' : host, port);

/** What to type into a gateway, one for each address of this computer; `undefined` on loopback. */
export const lanUrls = (
  host: string,
  port: number,
  interfaces = networkInterfaces(),
): readonly string[] | undefined => {
  if (isLoopback(host)) return undefined;
  if (host !== everyAddress && host !== '::') return [urlOf(host, port)];
  const families = host === everyAddress ? ['IPv4'] : ['IPv4', 'IPv6'];
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family, scopeid }) => !internal && families.includes(family) && !scopeid)
    .map(({ address }) => urlOf(address, port));
};
