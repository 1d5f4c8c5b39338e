/**
 * Reads what a broker says first. Only a CONNACK is an answer to a CONNECT; everything else is evidence of what lives at
 * that port and is collected as such, never handed to a parser.
 */
import { type MqttVersion } from '../../protocol/connection.ts';
import { readConnack, type ReadConnack } from '../../protocol/packet/connack.ts';
import { createFramer, joinBytes, type FramedPacket } from '../../protocol/packet/framing.ts';
import { isMalformed } from '../../protocol/packet/reading.ts';

export type Greeting =
  | { readonly kind: 'connack'; readonly connack: ReadConnack; readonly packet: FramedPacket }
  /** It began as a CONNACK. */
  | { readonly kind: 'malformed'; readonly bytes: Uint8Array }
  /** It did not. */
  | { readonly kind: 'foreign'; readonly bytes: Uint8Array };

export type GreetingReader = {
  /** `undefined` while more is needed. `rest`: what came behind the CONNACK in the same chunk. */
  readonly push: (chunk: Uint8Array) => { readonly greeting: Greeting; readonly rest: Uint8Array } | undefined;
  /** What came so far; at most `evidenceBytes` of it. */
  readonly bytes: () => Uint8Array;
  /** Whether something that is no CONNACK has begun and only more of it is awaited. */
  readonly isForeign: () => boolean;
};

/** Enough to tell `HTTP/1.1 400 Bad Request` from an SSH banner, short enough to show. */
export const evidenceBytes = 64;
/** A CONNACK of 5.0 may hold a few texts; nobody needs more than this to say yes or no. */
const connackLimitBytes = 64 * 1_024;
const connackFirstByte = 0x20;

export const createGreetingReader = (version: MqttVersion): GreetingReader => {
  const framer = createFramer(connackLimitBytes);
  let seen: Uint8Array = new Uint8Array(0);
  let seenBytes = 0;

  const push: GreetingReader['push'] = (chunk) => {
    if (chunk.length === 0) return undefined;
    const before = seenBytes;
    seenBytes += chunk.length;
    if (seen.length < evidenceBytes) seen = joinBytes([seen, chunk]).slice(0, evidenceBytes);
    if (seen[0] !== connackFirstByte) {
      return seen.length < evidenceBytes ? undefined : { greeting: { kind: 'foreign', bytes: seen }, rest: nothing };
    }
    const [first] = framer.push(chunk);
    if (first === undefined) return undefined;
    if (first.kind !== 'packet') return { greeting: { kind: 'malformed', bytes: seen }, rest: nothing };
    const read = readConnack(first, version);
    if (isMalformed(read)) return { greeting: { kind: 'malformed', bytes: first.bytes }, rest: nothing };
    // The packet ends somewhere in this chunk; whatever follows belongs to the session that has just begun.
    const rest = chunk.subarray(first.bytes.length - before);
    return { greeting: { kind: 'connack', connack: read, packet: first }, rest };
  };

  return { push, bytes: () => seen, isForeign: () => seen.length > 0 && seen[0] !== connackFirstByte };
};

const nothing = new Uint8Array(0);
