/**
 * The answer to `getSessionLimits` (H30): the one question that tells a gateway's token from a plain device's without writing
 * data. Empty rate limits mean "no limit", which is how a tenant profile without any reads.
 */
import { type Downlink } from './answer.ts';

/** H25: of the whole remaining length, not of the payload. */
export const maxPayloadSize = 65_536;
const unlimited = { messages: '', telemetryMessages: '', telemetryDataPoints: '' };

export const sessionLimits = (requestId: string, isGateway: boolean): Downlink => ({
  topic: `v1/devices/me/rpc/response/${requestId}`,
  payload: JSON.stringify({
    maxPayloadSize,
    maxInflightMessages: 100,
    rateLimits: unlimited,
    ...(isGateway ? { gatewayRateLimits: unlimited } : {}),
  }),
});
