/** Which topic filters are granted (facts C, H27): the platform compares texts, it matches no wildcards of its own. */

/** On any token: a device that is no gateway is granted the gateway filters as well (H10). */
const grantedFilters: ReadonlySet<string> = new Set([
  'v1/gateway/attributes',
  'v1/gateway/attributes/response',
  'v1/gateway/rpc',
  'v1/devices/me/attributes',
  'v1/devices/me/attributes/response/+',
  'v1/devices/me/rpc/request/+',
  'v1/devices/me/rpc/response/+',
  'v2/a',
  'v2/a/j',
  'v2/a/p',
  'v2/fw/response/+/chunk/+',
  'v2/fw/error',
  'v2/sw/response/+/chunk/+',
  'v2/sw/error',
  // Spelled from memory (U): the facts name the family only.
  ...['v2/a/res', 'v2/r/req', 'v2/r/res'].flatMap((base) => [`${base}/+`, `${base}/j/+`, `${base}/p/+`]),
]);

/** Granted QoS, or the code of a refusal. A refused filter never ends the connection. */
export const answerFilter = (filter: string, wantedQos: number, mqtt5: boolean): number =>
  grantedFilters.has(filter) ? Math.min(wantedQos, 1) : mqtt5 ? 0x8f : 0x80;
