/** Further questions: said before, what they do and whom they touch; said after, what the answer means. */
import { type Words } from '../shape.ts';

export const probe: Words['probe'] = {
  'gateway-flag': {
    name: 'Look for the gateway flag',
    does: 'Asks the platform getSessionLimits on the present connection and waits 5 s at most. Only a gateway is told gatewayRateLimits.',
    harms: 'Writes no data and touches no device.',
    doesNotProve: 'Platforms before 3.8.1 never answer, so no answer does not mean that the flag is missing.',
  },
  'gateway-write': {
    name: 'Look for the gateway flag by two publishes',
    does: "Publishes the two messages below: the device's own telemetry, then gateway telemetry. A PUBACK to the first only means that the flag is missing.",
    harms:
      'Writes data: the platform stores both, and for a gateway it creates the device below, which somebody has to delete there afterwards.',
    doesNotProve: 'A PUBACK says that the platform has queued the data, not that it is stored.',
  },
  'ask-v5': {
    name: 'Ask why in MQTT 5',
    does: 'Connects once more for a moment, same address and token, in MQTT 5, whose refusals and ends carry a reason code. Publishes nothing.',
    harms:
      'The platform keeps one session per token: a gateway that is using it is thrown off. The present connection here is ended first.',
    doesNotProve: 'Platforms before 3.5 know no MQTT 5 and close without a reason.',
  },
  ports: {
    name: 'Look at the ports and TLS',
    does: 'Opens TCP to 1883, 8883 and the given port, sends the first packet of TLS, and looks at what comes back.',
    harms: 'Sends neither MQTT nor the token; cannot count as a failed log-in.',
    doesNotProve: 'A port that does not speak TLS need not speak MQTT.',
  },
  'address-block': {
    name: 'Wait for a block to end, then try once',
    does: 'Waits 75 s, then connects once. After 10 failed log-ins the platform blocks the source address for about 60 s.',
    harms: 'Stops reconnecting first, sends nothing while it waits, and can be cancelled at any time.',
    doesNotProve: 'If it is closed again, another device behind the same address may still be failing to log in.',
  },
};

export const gatewayFlag: Words['gatewayFlag'] = {
  present: 'The device of this token is flagged "Is gateway".',
  missing:
    'The device of this token is not flagged "Is gateway": data on gateway topics is neither acknowledged nor stored. Set the flag on the platform, then connect again.',
  unknown: 'Whether the device is flagged "Is gateway" cannot be told yet.',
};

export const portAnswer: Words['portAnswer'] = {
  refused: 'refused: nothing listens here',
  'timed-out': 'no answer: most likely a firewall',
  unreachable: 'cannot be reached: no address, or no route',
  'closed-at-once': 'opened and closed at once: the source address is blocked, or there is a proxy',
  tls: 'speaks TLS: write the address with mqtts://',
  'not-tls': 'does not speak TLS: most likely plain MQTT, write the address with mqtt://',
  silent: 'opened and says nothing: something in between may swallow the data',
  http: 'is a web server (HTTP), not MQTT',
  ssh: 'is an SSH server, not MQTT',
  other: 'is another service, not MQTT',
};

export const askedV5: Words['askedV5'] = {
  refused: 'In MQTT 5 the answer is CONNACK {code} {name}. {meaning}',
  ended: 'Accepted, then ended with DISCONNECT {code} {name}. {meaning}',
  lives: 'In MQTT 5 it connects and stays connected: the token is fine, the difference lies in the 3.1.1 connection.',
  nothing: 'No reason code came in MQTT 5 either: {verdict}.',
};
