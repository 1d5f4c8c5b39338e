/**
 * What goes back for one packet, as plain data. The rules make answers; `link.ts` carries them out. Order on the wire:
 * acknowledgements, messages, DISCONNECT (MQTT 5 only), close.
 */
import { type PracticeRule } from '../../protocol/practice-rules.ts';

export type Answer = {
  /** One PUBACK each; the number is its reason code and goes out on MQTT 5 only. */
  readonly acks?: readonly number[];
  /** H11, B2: an acknowledgement that waits for a timeout inside the platform. */
  readonly acksAfterMs?: number;
  readonly messages?: readonly Downlink[];
  readonly close?: Close;
};

/** `code`: the reason code of the DISCONNECT that MQTT 5 gets first; without it, or on 3.1.1, the socket just closes. */
export type Close = { readonly why: PracticeRule; readonly code?: number };

/** Sent at QoS 1, never retained (facts C). */
export type Downlink = { readonly topic: string; readonly payload: string };

export const nothing: Answer = {};
