/**
 * The operating system's side of a connection: names, TCP, TLS. Nothing here knows MQTT, and nothing here decides what a
 * failure means: it hands on the system's own error. Exchangeable, so that a test can have a network that stays silent.
 */
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

export type Network = {
  /** Every address in the resolver's order. Rejects with the resolver's error. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** A socket that is still connecting. */
  readonly openTcp: (address: string, port: number) => Socket;
  /** A socket that is still shaking hands. */
  readonly startTls: (options: ConnectionOptions) => TLSSocket;
};

export const systemNetwork: Network = {
  resolve: async (host) =>
    // An address needs no resolver, and none should be able to hold it up.
    isIP(host) === 0 ? (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address) : [host],
  openTcp: (address, port) => connectTcp({ host: address, port, noDelay: true }),
  startTls: (options) => connectTls(options),
};
