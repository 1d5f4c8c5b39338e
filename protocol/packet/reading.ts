/** What reading the inside of a packet gives back: what was there, or why it is not such a packet and where that shows. */
export type Malformed = {
  readonly malformed:
    'too-short' | 'too-long' | 'reserved-bits' | 'packet-identifier' | 'topic' | 'text' | 'properties' | 'reason-code';
  /** Offset into the packet, first byte 0. */
  readonly at: number;
};

export const isMalformed = (read: object): read is Malformed => 'malformed' in read;
