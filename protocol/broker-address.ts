/**
 * Reads a broker's address as an engineer types it. Owns its form; whether anything lives there is the diagnosis' matter.
 * Written by hand because `URL` repairs what it should refuse (`mqtt:host`, `mqtt:///host`, octal IPv4).
 */
import { type BrokerAddress, type Scheme } from './connection.ts';
import { fail, ok, type Result } from './result.ts';

export const defaultPorts: Readonly<Record<Scheme, number>> = { mqtt: 1883, mqtts: 8883 };

const isScheme = (text: string): text is Scheme => Object.hasOwn(defaultPorts, text);

/** `host`, `host:port`, `mqtt://host[:port]`, `mqtts://host[:port]`, IPv6 in brackets; a single `/` may follow. */
export const parseBrokerAddress = (text: string): Result<BrokerAddress> => {
  const address = text.trim();
  // Copied links carry keys in their query: it is never quoted back.
  const wrongForm = fail({ kind: 'address-form', address: address.replace(/[?#].*$/su, '?…') });
  const schemed = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/isu.exec(address);
  const scheme = schemed?.[1]?.toLowerCase() ?? 'mqtt';
  const rest = (schemed?.[2] ?? address).replace(/\/$/u, '');
  // Before the scheme is judged: a password in the text must not be quoted back in any failure.
  if (rest.includes('@')) return fail({ kind: 'address-secret' });
  if (!isScheme(scheme)) return fail({ kind: 'scheme-unsupported', scheme });

  // Typed without brackets, `fe80::1` cannot carry a port, so there is only one way to read it.
  if (isIpv6(rest)) return ok({ scheme, host: rest, port: defaultPorts[scheme] });
  const parts = /^(?:\[(?<v6>[^[\]]*)\]|(?<name>[^:[\]]*))(?::(?<port>.*))?$/u.exec(rest)?.groups;
  if (parts === undefined) return wrongForm;
  const host = parts['v6'] ?? parts['name'] ?? '';
  if (parts['v6'] === undefined ? !isHostName(host) : !isIpv6(host)) return wrongForm;
  if (parts['port'] === undefined) return ok({ scheme, host, port: defaultPorts[scheme] });
  const port = parts['port'];
  if (!/^\d+$/u.test(port)) return wrongForm;
  // Five digits hold every port; the length is tested first so that a long run of digits stays text.
  if (port.length > 5 || Number(port) < 1 || Number(port) > 65_535)
    return fail({ kind: 'port-range', port: port.slice(0, 20) });
  return ok({ scheme, host, port: Number(port) });
};

/** For display and for `Target.url`: the port is always written out. */
export const writeBrokerAddress = ({ scheme, host, port }: BrokerAddress): string =>
  `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Letters of any script pass (the resolver decides); what separates parts of an address or hides in pasted text does not. */
const isHostName = (host: string): boolean => {
  if (host === '' || host.length > 253 || !/^[\p{L}\p{M}\p{N}._-]+$/u.test(host)) return false;
  // Digits and dots only: a full IPv4 address or a slip of the finger, which some resolvers would read as another address.
  return /^[\d.]+$/u.test(host) ? isIpv4(host) : !host.split('.').slice(0, -1).includes('');
};

const isIpv4 = (host: string): boolean => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/u.test(host);

const isIpv6 = (text: string): boolean => {
  const [bare = '', zone] = text.split('%', 2);
  if (zone !== undefined && !/^[\w.-]+$/u.test(zone)) return false;
  const mapped = /^(.*:)([\d.]+)$/u.exec(bare);
  if (mapped !== null && (mapped[2] ?? '').includes('.') && !isIpv4(mapped[2] ?? '')) return false;
  const groups = mapped !== null && (mapped[2] ?? '').includes('.') ? `${mapped[1] ?? ''}0:0` : bare;
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const counted = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!counted.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return false;
  return halves.length === 2 ? counted.length <= 7 : counted.length === 8;
};
