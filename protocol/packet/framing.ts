/**
 * Cuts an MQTT byte stream into packets, however it was chunked. Owns the fixed header [MQTT-2.2] only. Tolerant: what
 * cannot be framed is reported with its position in the stream, never thrown; after that the stream cannot be trusted and
 * nothing more comes out, since MQTT has no mark to start again from.
 */
export type FramedPacket = {
  readonly kind: 'packet';
  readonly type: number;
  /** Low four bits of the first byte. */
  readonly flags: number;
  /** Offset of the first byte in the stream. */
  readonly start: number;
  readonly headerBytes: number;
  /** The whole packet. A view into the chunk where it came in one piece. */
  readonly bytes: Uint8Array;
};

export type FramingEnd =
  | {
      readonly kind: 'malformed';
      readonly why: 'remaining-length';
      readonly start: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'too-large';
      readonly start: number;
      readonly lengthBytes: number;
      readonly limitBytes: number;
      readonly bytes: Uint8Array;
    };

export type Framed = FramedPacket | FramingEnd;

export type Framer = {
  readonly push: (chunk: Uint8Array) => readonly Framed[];
  /** The beginning of a packet whose end has not come yet. */
  readonly pending: () => Uint8Array;
};

const longestHeaderBytes = 5;

type Header =
  | { readonly known: 'not-yet' }
  | { readonly known: 'wrong' }
  | { readonly known: 'yes'; readonly headerBytes: number; readonly lengthBytes: number };

/** `limitBytes` is for a whole packet, header included; it is held to as soon as the header is there. */
export const createFramer = (limitBytes: number): Framer => {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let neededBytes = 0;
  let streamOffset = 0;
  let ended = false;

  const push = (chunk: Uint8Array): readonly Framed[] => {
    if (ended || chunk.length === 0) return [];
    // Pieces of a long packet are only collected here and joined once, so that many small chunks cost no more than one.
    if (heldBytes > 0 && heldBytes + chunk.length < neededBytes) {
      held.push(chunk);
      heldBytes += chunk.length;
      return [];
    }
    const data = heldBytes === 0 ? chunk : joinBytes([...held, chunk]);
    held = [];
    heldBytes = 0;
    const found: Framed[] = [];
    let at = 0;
    while (at < data.length) {
      const header = readHeader(data, at);
      if (header.known === 'wrong') {
        const bytes = data.subarray(at, at + longestHeaderBytes);
        found.push({ kind: 'malformed', why: 'remaining-length', start: streamOffset + at, bytes });
        ended = true;
        break;
      }
      if (header.known === 'yes' && header.lengthBytes > limitBytes) {
        const { lengthBytes, headerBytes } = header;
        const bytes = data.subarray(at, at + headerBytes);
        found.push({ kind: 'too-large', start: streamOffset + at, lengthBytes, limitBytes, bytes });
        ended = true;
        break;
      }
      if (header.known === 'not-yet' || at + header.lengthBytes > data.length) {
        held = [data.subarray(at)];
        heldBytes = data.length - at;
        neededBytes = header.known === 'yes' ? header.lengthBytes : 0;
        break;
      }
      const bytes = data.subarray(at, at + header.lengthBytes);
      const first = bytes[0] ?? 0;
      const { headerBytes } = header;
      found.push({
        kind: 'packet',
        type: first >> 4,
        flags: first & 0x0f,
        start: streamOffset + at,
        headerBytes,
        bytes,
      });
      at += header.lengthBytes;
    }
    streamOffset += at;
    return found;
  };

  return { push, pending: () => joinBytes(held) };
};

/** A remaining length is at most four bytes of seven bits, lowest first [MQTT-2.2.3]. */
const readHeader = (data: Uint8Array, at: number): Header => {
  let remaining = 0;
  for (let i = 1; i < longestHeaderBytes; i += 1) {
    const byte = data[at + i];
    if (byte === undefined) return { known: 'not-yet' };
    remaining += (byte & 0x7f) * 128 ** (i - 1);
    if (byte < 0x80) return { known: 'yes', headerBytes: 1 + i, lengthBytes: 1 + i + remaining };
  }
  return { known: 'wrong' };
};

export const joinBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};
