/** What crossed the wires since the program started. Always reconciles: received = delivered + refused. */
import { type WireTotals } from '../../protocol/contract.ts';

export type WireCounters = {
  readonly sent: (packets: number, bytes: number) => void;
  readonly receivedBytes: (bytes: number) => void;
  readonly delivered: () => void;
  readonly refused: () => void;
  readonly totals: () => WireTotals;
};

export const createWireCounters = (onCount: () => void = () => undefined): WireCounters => {
  let sentPackets = 0;
  let sentBytes = 0;
  let receivedBytes = 0;
  let deliveredPackets = 0;
  let refusedPackets = 0;
  return {
    sent: (packets, bytes) => {
      sentPackets += packets;
      sentBytes += bytes;
      onCount();
    },
    receivedBytes: (bytes) => {
      receivedBytes += bytes;
      onCount();
    },
    delivered: () => {
      deliveredPackets += 1;
    },
    refused: () => {
      refusedPackets += 1;
    },
    totals: () => ({
      sentPackets,
      receivedPackets: deliveredPackets + refusedPackets,
      deliveredPackets,
      refusedPackets,
      sentBytes,
      receivedBytes,
    }),
  };
};
