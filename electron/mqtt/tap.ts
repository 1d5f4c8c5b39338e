/**
 * What is told of every chunk of bytes on a wire, before anything reads it. The token in a CONNECT is overwritten before
 * a tap sees it, so that no recorder can ever write it down.
 */
export type TappedConnection = {
  /** Running number of the TCP connection within this start of the program. */
  readonly n: number;
  readonly local: { readonly address: string; readonly port: number };
  readonly remote: { readonly address: string; readonly port: number };
  readonly secure: boolean;
};

export type TappedChunk = {
  readonly connection: TappedConnection;
  readonly from: 'client' | 'server';
  /** Plain MQTT, after TLS. Valid during the call only: copy what is kept. */
  readonly bytes: Uint8Array;
  /** Monotonic, ms. */
  readonly nowMs: number;
  /** ms since the epoch. */
  readonly wallMs: number;
};

/** A tap that throws is dropped for this chunk: what looks on must not stop what runs. */
export type Tap = (chunk: TappedChunk) => void;
