/**
 * Reads a CONNECT as far as it goes, with the place of everything in it [MQTT-3.1]. Made for two readers: the engineer who
 * asks "did my token really leave?", and whoever has to hide that token before the bytes are shown.
 */
import { createCursor, type Range } from './cursor.ts';
import { type FramedPacket } from './framing.ts';
import { readProperties } from './properties.ts';
import { isMalformed, type Malformed } from './reading.ts';

export type ReadConnect = {
  /** 4 is 3.1.1, 5 is 5.0, 3 is 3.1. */
  readonly level: number;
  readonly flags: number;
  readonly keepAliveSeconds: number;
  readonly clientIdentifier: Range & { readonly text: string };
  readonly userName?: Range;
  readonly password?: Range;
};

export const readConnect = ({ headerBytes, bytes }: FramedPacket): ReadConnect | Malformed => {
  const cursor = createCursor(bytes, headerBytes);
  const short = (): Malformed => ({ malformed: 'too-short', at: cursor.at() });
  const name = cursor.text();
  const level = cursor.unsigned(1);
  const flags = cursor.unsigned(1);
  const keepAliveSeconds = cursor.unsigned(2);
  if (name === undefined || level === undefined || flags === undefined || keepAliveSeconds === undefined)
    return short();
  if (level === 5) {
    const read = readProperties(cursor);
    if (isMalformed(read)) return read;
  }
  const client = cursor.text();
  if (client === undefined) return short();
  if ((flags & 0x04) !== 0) {
    if (level === 5) {
      const read = readProperties(cursor);
      if (isMalformed(read)) return read;
    }
    if (cursor.binary() === undefined || cursor.binary() === undefined) return short();
  }
  const userName = (flags & 0x80) === 0 ? undefined : cursor.binary();
  if (userName === undefined && (flags & 0x80) !== 0) return short();
  const password = (flags & 0x40) === 0 ? undefined : cursor.binary();
  if (password === undefined && (flags & 0x40) !== 0) return short();
  return {
    level,
    flags,
    keepAliveSeconds,
    clientIdentifier: { start: client.start, end: client.end, text: client.text },
    ...(userName === undefined ? {} : { userName: { start: userName.start, end: userName.end } }),
    ...(password === undefined ? {} : { password: { start: password.start, end: password.end } }),
  };
};

/** `*`, so that hidden bytes are recognised as hidden and lengths stay true. */
const hidingByte = 0x2a;

/** Protocol name, level, flags, keep alive [MQTT-3.1.2]. */
const variableHeaderBytes = 10;

/**
 * A copy in which user name and password are overwritten. Of a CONNECT that cannot be read to its end nothing is shown
 * behind the variable header: rather too little than a token.
 */
export const hideConnectSecrets = (packet: FramedPacket): Uint8Array => {
  // Not `slice`: of a Node.js Buffer that is a view, and the broker would get the hiding bytes.
  const copy = Uint8Array.from(packet.bytes);
  const read = readConnect(packet);
  if (isMalformed(read)) return copy.fill(hidingByte, Math.min(packet.headerBytes + variableHeaderBytes, copy.length));
  if (read.userName !== undefined) copy.fill(hidingByte, read.userName.start, read.userName.end);
  if (read.password !== undefined) copy.fill(hidingByte, read.password.start, read.password.end);
  return copy;
};
