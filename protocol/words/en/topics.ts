/** The platform's topics: what each is for and what to know (facts B1, C). */
import { type Words } from '../shape.ts';

export const topic: Words['topic'] = {
  'gateway-connect': {
    purpose: 'Tells the platform that a sub-device is reached through this gateway',
    note: 'Optional: with its first telemetry or attributes a device is created and connected by itself (profile "default").',
  },
  'gateway-disconnect': {
    purpose: 'Tells the platform that a sub-device has left this gateway',
    note: 'Acknowledged for an unknown sub-device as well. Later telemetry connects it again.',
  },
  'gateway-attributes': {
    purpose: 'Attributes of sub-devices (no time; only the latest is kept)',
    note: 'No array and no ts: keys and values stand right under the device name. Shared attributes come down here too.',
  },
  'gateway-telemetry': {
    purpose: 'Telemetry of sub-devices (data with a time)',
    note: 'Under a device name stands an array of {ts, values}. ts is in milliseconds. A "/" in a device name has no meaning.',
  },
  'gateway-attributes-request': {
    purpose: 'Asks the platform for attributes of a sub-device',
    note: 'The reply comes on v1/gateway/attributes/response. "client": true asks for client attributes, else for shared ones.',
  },
  'gateway-attributes-response': {
    purpose: "The platform's reply to such a question",
    note: 'It holds "value" for one key and "values" for several.',
  },
  'gateway-rpc': {
    purpose: 'Commands from the platform; the gateway replies on the same topic',
    note: 'Sent without a subscription as well: to the connection that last connected the sub-device.',
  },
  'gateway-claim': {
    purpose: 'Lets users claim a sub-device',
    note: 'Rarely needed.',
  },
  'own-telemetry': {
    purpose: 'Telemetry of the gateway itself',
    note: 'Works without the "Is gateway" flag. A PUBACK here but none on gateway topics shows that the flag is missing.',
  },
  'own-attributes': {
    purpose: 'Attributes of the gateway itself; its shared attributes come down here too',
    note: 'Works without the "Is gateway" flag.',
  },
  'own-attributes-request': {
    purpose: 'Asks for attributes of the gateway itself',
    note: 'Ends in a request number, such as …/request/1; the reply carries the same number.',
  },
  'own-attributes-response': {
    purpose: "The platform's reply about attributes of the gateway itself",
    note: 'Subscribe first, then ask.',
  },
  'own-rpc-request': {
    purpose: 'Commands to the gateway itself; the gateway may ask the platform here too',
    note: 'getSessionLimits asks for the limits: gatewayRateLimits in the reply shows that the "Is gateway" flag is set (3.8.1 and later).',
  },
  'own-rpc-response': {
    purpose: 'Reply to a command',
    note: 'Ends in the number of the request.',
  },
};

export const subscription: Words['subscription'] = {
  granted: 'A device token may subscribe to it.',
  refused:
    'A device token may not subscribe to it: the platform answers with a SUBACK failure, wildcards included. So a token alone does not let you hear the heartbeats of a gateway.',
};
