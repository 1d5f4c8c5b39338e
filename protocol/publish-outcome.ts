/**
 * One publish from the click to its end. One row from the moment of sending, so that nothing an engineer sent is ever
 * without an answer to "what became of it?".
 */
import * as v from 'valibot';

export const publishRequest = v.object({
  topic: v.pipe(v.string(), v.maxLength(65_535)),
  /** Sent exactly as it stands, UTF-8. Placeholders are filled before it comes here. */
  payload: v.pipe(v.string(), v.maxLength(1_048_576)),
  /** What the engineer calls it (template name); shown in the list, never sent. */
  label: v.optional(v.pipe(v.string(), v.maxLength(120))),
  /** The parked one that this is sent for, by its `n`. */
  insteadOf: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type PublishRequest = v.InferOutput<typeof publishRequest>;

/**
 * sending ──written──▶ sent ──PUBACK──▶ holding ──2 s alive──▶ acked
 *                       │                  └─closed within 2 s──▶ acked-then-closed   on this platform that is no success
 *                       ├──5 s, link alive──▶ no-ack        (a late PUBACK turns it into acked, the wait stays visible)
 *                       ├──link closed──▶ closed-without-ack
 *                       └──PUBACK, reason code >= 0x80 (v5)──▶ rejected
 * A packet in flight when the link died stays as it ended, and is parked: never sent again by itself.
 */
export type PublishState =
  | { readonly id: 'sending' }
  | { readonly id: 'sent'; readonly packetIdentifier: number }
  | { readonly id: 'holding'; readonly packetIdentifier: number; readonly latencyMs: number }
  | PublishOutcome;

export type PublishOutcome =
  | {
      readonly id: 'acked';
      readonly packetIdentifier: number;
      readonly latencyMs: number;
      readonly reasonCode?: number;
    }
  | { readonly id: 'no-ack'; readonly packetIdentifier: number; readonly waitedMs: number }
  | {
      readonly id: 'closed-without-ack';
      readonly packetIdentifier: number;
      readonly afterMs: number;
      readonly reasonCode?: number;
    }
  | {
      readonly id: 'acked-then-closed';
      readonly packetIdentifier: number;
      readonly latencyMs: number;
      readonly closedAfterMs: number;
    }
  | {
      readonly id: 'rejected';
      readonly packetIdentifier: number;
      readonly latencyMs: number;
      readonly reasonCode: number;
    };
export type PublishOutcomeId = PublishOutcome['id'];

/** Exit codes of `gatescope publish`, where the message was sent. */
export const publishExitCodes: Readonly<Record<PublishOutcomeId, number>> = {
  acked: 0,
  'no-ack': 30,
  'closed-without-ack': 31,
  'acked-then-closed': 32,
  rejected: 33,
};
/** `blocked-by-lint`: not sent, since the platform would close the connection for it. */
export const blockedByLintExitCode = 34;

export type PublishRecord = {
  /** Running number within this start of the program. */
  readonly n: number;
  readonly sentAt: number;
  readonly topic: string;
  readonly payload: string;
  readonly lengthBytes: number;
  readonly label?: string;
  readonly state: PublishState;
  readonly parked?: Parked;
};

/**
 * Without a PUBACK when the link ended: nobody can know whether the platform has it. It waits for the engineer, who may look
 * at it, change it, send it again or drop it; the row stays whatever they do.
 */
export type Parked = {
  /** Wall clock, ms since the epoch. */
  readonly at: number;
  /** Absent while it waits. */
  readonly became?: { readonly id: 'dropped' } | { readonly id: 'sent-again'; readonly n: number };
};

export const isWaiting = ({ parked }: PublishRecord): boolean => parked !== undefined && parked.became === undefined;

/** The platform's PUBACK normally takes milliseconds; after this the engineer should know that none came. */
export const pubackTimeoutMs = 5_000;
/** Since 3.5 a plain 3.1.1 PUBACK can precede an error close (facts B2): only a link that lives on is a success. */
export const pubackGraceMs = 2_000;
