/**
 * Walks the steps from a name to a living session, in order, each with what the one before it found. The window's session
 * and `gatescope diagnose` both walk here: there is one engine. Sends one CONNECT and publishes nothing.
 */
import { type Socket } from 'node:net';
import { type BrokerAddress, type ConnectionSettings } from '../../protocol/connection.ts';
import { type Connack, type Report, type Verdict } from '../../protocol/diagnosis.ts';
import { type Clock } from '../mqtt/clock.ts';
import { openLink, type Link, type PublishEvents } from '../mqtt/link.ts';
import { type Network } from '../mqtt/network.ts';
import { type Tap } from '../mqtt/tap.ts';
import { type WireCounters } from '../mqtt/wire-counters.ts';
import { adviceFor } from './advice.ts';
import { createLadder, type StepEnd } from './ladder.ts';
import { createLimits } from './limits.ts';
import { awaitConnack } from './steps/await-connack.ts';
import { negotiateTls } from './steps/negotiate-tls.ts';
import { openTcp } from './steps/open-tcp.ts';
import { resolveHost } from './steps/resolve-host.ts';
import { sendConnect } from './steps/send-connect.ts';
import { survive } from './steps/survive.ts';

export type WalkRequest = {
  readonly address: BrokerAddress;
  readonly settings: ConnectionSettings;
  readonly clientIdentifier: string;
  readonly token: string;
  readonly clock: Clock;
  readonly network: Network;
  readonly counters: WireCounters;
  readonly tap?: Tap;
  readonly publishEvents: PublishEvents;
  /** The engineer's Stop. */
  readonly signal: AbortSignal;
  /** Called at every change, with the steps as they stand. */
  readonly onReport: (report: Report) => void;
};

export type Walked =
  /** No session: the verdict says why. */
  | { readonly link?: never; readonly report: Report }
  /** CONNACK 0. `survive` walks the last step; the caller owns the link from here on. */
  | {
      readonly link: Link;
      readonly connack: Connack;
      readonly report: Report;
      readonly survive: () => Promise<Report>;
    };

export const walk = async (request: WalkRequest): Promise<Walked> => {
  const { address, settings, clock, network, signal } = request;
  const limits = createLimits(clock, settings.connackTimeoutMs, signal);
  let connack: Connack | undefined;
  let verdict: Verdict | undefined;

  const report = (): Report => ({
    ...(verdict === undefined ? {} : { verdict }),
    ...(connack === undefined ? {} : { connack }),
    steps: ladder.steps(),
    advice: verdict === undefined ? [] : adviceFor(verdict, request),
  });
  const ladder = createLadder(clock, () => request.onReport(report()));

  const ended = (end: { readonly verdict: Verdict }): { readonly report: Report } => {
    verdict = end.verdict;
    ladder.skipRest();
    return { report: report() };
  };

  const resolved = await ladder.run('resolve-host', () => resolveHost(address.host, network, limits));
  if ('verdict' in resolved) return ended(resolved);

  const opened = await ladder.run('open-tcp', () => openTcp(resolved.passed, address, network, limits));
  if ('verdict' in opened) return ended(opened);

  let socket: Socket = opened.passed;
  if (address.scheme === 'mqtts') {
    const secured: StepEnd<Socket> = await ladder.run('negotiate-tls', () =>
      negotiateTls(opened.passed, address.host, settings.tls, network, limits),
    );
    if ('verdict' in secured) return ended(secured);
    socket = secured.passed;
  } else {
    ladder.notUsed('negotiate-tls');
  }

  const link = openLink({ ...request, socket, secure: address.scheme === 'mqtts', identity: identityOf(request) });
  const sent = await ladder.run('send-connect', () => sendConnect(link, limits));
  const answered =
    'verdict' in sent
      ? sent
      : await ladder.run('await-connack', () =>
          awaitConnack(link, sent.passed, { host: address.host, version: settings.mqttVersion }, limits, (given) => {
            connack = given;
          }),
        );
  if ('verdict' in answered) {
    // After a Stop as after silence: nobody shall be left waiting for this connection.
    link.drop();
    return ended(answered);
  }

  const accepted = answered.passed;
  return {
    link,
    connack: accepted,
    report: report(),
    survive: async () => {
      const lived = await ladder.run('survive', () =>
        survive(link, accepted, settings.surviveMs, createLimits(clock, Infinity, signal)),
      );
      return ended('verdict' in lived ? lived : { verdict: { id: 'accepted', connack: accepted } }).report;
    },
  };
};

const identityOf = ({
  settings,
  clientIdentifier,
  token,
}: WalkRequest): Parameters<typeof openLink>[0]['identity'] => ({
  mqttVersion: settings.mqttVersion,
  keepAliveSeconds: settings.keepAliveSeconds,
  clientIdentifier,
  token,
});
