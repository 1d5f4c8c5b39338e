/** Codes of PUBACK, DISCONNECT and SUBACK (facts B2, C, E3, E4). */
import { type Words } from '../shape.ts';

const notSent = {
  onThisPlatform: 'ThingsBoard does not send this code: most likely another broker, or a proxy stands in between.',
  nextCheck: 'Check address and port.',
};

export const puback5: Words['code']['puback5'] = {
  0x00: {
    meaning: 'The message is accepted.',
    onThisPlatform: 'The message is in the queue of the rule engine. That is not yet "stored".',
    nextCheck: 'Open "Latest telemetry" of the sub-device on the platform and compare the time column.',
  },
  0x10: { meaning: 'The message is accepted but there are no subscribers.', ...notSent },
  0x80: {
    meaning: 'Not accepted; the receiver does not wish to reveal the reason, or no other code applies.',
    onThisPlatform:
      "The platform's queue failed, or the device name is empty (the answer then takes about 10 s). Not stored.",
    nextCheck: 'Check the device name; if it is filled, ask the platform administrator about the queue.',
  },
  0x83: {
    meaning: 'The PUBLISH is valid but not accepted by this receiver.',
    onThisPlatform: 'Not a JSON object, no device name, or no device with a usable value. The platform closes next.',
    nextCheck: 'Is the outermost value an object, the device name filled, and the telemetry of a device an array?',
  },
  0x87: { meaning: 'The PUBLISH is not authorized.', ...notSent },
  0x90: {
    meaning: 'The topic name is not malformed, but not accepted.',
    onThisPlatform: 'The platform has no such topic. The connection stays up.',
    nextCheck: 'Choose the topic from the list instead of typing it.',
  },
  0x91: { meaning: 'The packet identifier is in use: the two sides may disagree about the session.', ...notSent },
  0x97: {
    meaning: 'An implementation or administrative limit has been exceeded.',
    onThisPlatform: 'A rate limit of tenant, gateway or device, or the tenant has no device left. It may close next.',
    nextCheck: 'Send less often; ask the platform administrator about limits and number of devices.',
  },
  0x99: {
    meaning: 'The payload does not match its payload format indicator.',
    onThisPlatform:
      'JSON incomplete or followed by something, or ts or values not as it has to be. The connection stays up; not stored.',
    nextCheck: 'See the place marked in the editor, correct it and send again.',
  },
};

export const disconnect5: Words['code']['disconnect5'] = {
  0x00: {
    meaning: 'Normal disconnection.',
    onThisPlatform: 'The answer to the DISCONNECT from here.',
    nextCheck: 'Nothing to do.',
  },
  0x04: { meaning: 'Normal disconnection, but the will is to be published. Only clients send it.', ...notSent },
  0x80: {
    meaning: 'Closed; the sender does not wish to reveal the reason, or no other code applies.',
    ...notSent,
  },
  0x81: {
    meaning: 'A received packet does not conform to the specification.',
    onThisPlatform: 'A packet over 65,536 bytes, # or + in a topic name, or a packet that could not be read.',
    nextCheck: 'Look at size and topic of the last publish before it.',
  },
  0x82: {
    meaning: 'An unexpected or out of order packet was received.',
    onThisPlatform: 'Data without a packet header arrived.',
    nextCheck: 'See whether a proxy in between alters the data.',
  },
  0x83: {
    meaning: 'The packet is valid but cannot be processed by this receiver.',
    onThisPlatform:
      'A publish that is no JSON object or has no device name; or no packet for 10 min, so that the session expired.',
    nextCheck: 'See what was sent before it; if it was idle, set keep alive to 30 to 60 s.',
  },
  0x87: {
    meaning: 'The request is not authorized.',
    onThisPlatform: 'A fault with the client certificate; or the code of the refused CONNACK just before, repeated.',
    nextCheck: 'Check the client certificate, or use the token alone.',
  },
  0x89: {
    meaning: 'The server is busy and cannot continue processing requests from this client.',
    onThisPlatform: 'Its back end failed or timed out while checking the credentials.',
    nextCheck: 'Connect later; ask the platform administrator about the core service.',
  },
  0x8b: {
    meaning: 'The server is shutting down.',
    onThisPlatform: "An unexpected error in the platform's connection, not necessarily a shutdown.",
    nextCheck: 'Connect again; if it comes back, give the time to the platform administrator for the log.',
  },
  0x8d: {
    meaning: 'No packet was received for 1.5 times the keep alive time.',
    onThisPlatform: 'ThingsBoard never sends this code: it does not enforce keep alive. It may be another broker.',
    nextCheck: 'See whether PINGREQ really leaves; check the address.',
  },
  0x8e: {
    meaning: 'Another connection uses the same client identifier, so this one is closed.',
    onThisPlatform:
      'The same token connected elsewhere and took over. Client identifiers play no part. This is direct evidence.',
    nextCheck: 'Stop the other client: the live gateway, a tool left open, a cloned configuration.',
  },
  0x8f: { meaning: 'The topic filter is correctly formed, but not accepted.', ...notSent },
  0x90: { meaning: 'The topic name is correctly formed, but not accepted.', ...notSent },
  0x93: { meaning: 'More unacknowledged QoS 1 and 2 publishes than Receive Maximum allows.', ...notSent },
  0x94: { meaning: 'The topic alias is out of range.', ...notSent },
  0x95: {
    meaning: 'The packet exceeds the maximum packet size.',
    onThisPlatform:
      'ThingsBoard does not send this code: for an oversized packet it sends 0x81. It may be another broker.',
    nextCheck: 'Check the address; look at the size of the last publish.',
  },
  0x96: {
    meaning: 'The received data rate is too high.',
    onThisPlatform: 'A rate limit was exceeded at the opening of the session.',
    nextCheck: 'Pause for some minutes; ask the platform administrator about the limits.',
  },
  0x97: {
    meaning: 'An implementation or administrative limit has been exceeded.',
    onThisPlatform: 'More than 100 packets were sent before the CONNACK.',
    nextCheck: 'Wait for the CONNACK before publishing.',
  },
  0x98: {
    meaning: 'Closed due to an administrative action.',
    onThisPlatform:
      'The token was replaced on the platform, the device was deleted, or an RPC could not be delivered in time.',
    nextCheck: 'Make sure the device still exists and fetch its present token.',
  },
  0x99: {
    meaning: 'The payload does not match its payload format indicator.',
    onThisPlatform: 'Broken JSON was published with QoS 0.',
    nextCheck: 'Publish it with QoS 1 and read the reason code of the PUBACK.',
  },
  0x9a: { meaning: 'The server does not support retained messages.', ...notSent },
  0x9b: { meaning: 'A QoS was used that the server does not support.', ...notSent },
  0x9c: { meaning: 'The client should temporarily use another server.', ...notSent },
  0x9d: { meaning: 'The server has moved; the client should permanently use another one.', ...notSent },
  0x9e: { meaning: 'The server does not support shared subscriptions.', ...notSent },
  0x9f: {
    meaning: 'Closed because the connection rate is too high.',
    onThisPlatform:
      'ThingsBoard sends this code in a CONNACK only; in a DISCONNECT it uses 0x96. It may be another broker.',
    nextCheck: 'Check the address; stop automatic reconnects.',
  },
  0xa0: {
    meaning: 'The maximum time authorized for this connection has been exceeded.',
    onThisPlatform: 'No packet for so long that the core service ended the session (10 min by default).',
    nextCheck: 'Set keep alive to 30 to 60 s and see whether PINGREQ really leaves.',
  },
  0xa1: { meaning: 'The server does not support subscription identifiers.', ...notSent },
  0xa2: { meaning: 'The server does not support wildcard subscriptions.', ...notSent },
};

const granted = {
  onThisPlatform:
    'Messages to this topic will be pushed. It does not tell whether the device is a gateway: it is granted without the "Is gateway" flag as well.',
  nextCheck: 'Nothing to do.',
};

export const suback311: Words['code']['suback311'] = {
  0x00: { meaning: 'Subscribed, at most QoS 0.', ...granted },
  0x01: { meaning: 'Subscribed, at most QoS 1.', ...granted },
  0x02: {
    meaning: 'Subscribed, at most QoS 2.',
    onThisPlatform: 'ThingsBoard never grants 2; asked for 2 it grants 1. Most likely another broker.',
    nextCheck: 'Check address and port.',
  },
  0x80: {
    meaning: 'The subscription failed.',
    onThisPlatform:
      "The topic filter is not in the platform's fixed list. Wildcards (such as v1/gateway/#) and the telemetry topics cannot be subscribed to. The connection stays up.",
    nextCheck: 'Use a full name from the list, such as v1/gateway/attributes.',
  },
};

export const suback5: Words['code']['suback5'] = {
  0x00: { meaning: 'Subscribed, at most QoS 0.', ...granted },
  0x01: { meaning: 'Subscribed, at most QoS 1.', ...granted },
  0x02: suback311[0x02],
  0x80: {
    meaning: 'Not accepted; the server does not wish to reveal the reason, or no other code applies.',
    ...notSent,
  },
  0x83: {
    meaning: 'The SUBSCRIBE is valid but not accepted by this server.',
    onThisPlatform: 'The platform failed on this subscription.',
    nextCheck: 'Try again; if it comes back, ask the platform administrator for the log.',
  },
  0x87: {
    meaning: 'The client is not authorized to make this subscription.',
    onThisPlatform: 'The SUBSCRIBE came before the session was ready.',
    nextCheck: 'Wait for the CONNACK before subscribing.',
  },
  0x8f: { ...suback311[0x80], meaning: 'The topic filter is correctly formed but not allowed for this client.' },
  0x91: { meaning: 'The packet identifier is in use.', ...notSent },
  0x97: { meaning: 'An implementation or administrative limit has been exceeded.', ...notSent },
  0x9e: { meaning: 'The server does not support shared subscriptions.', ...notSent },
  0xa1: { meaning: 'The server does not support subscription identifiers.', ...notSent },
  0xa2: { meaning: 'The server does not support wildcard subscriptions.', ...notSent },
};

export const reserved: Words['reserved'] = {
  meaning: 'The standard has no such code ({hex}); it is reserved.',
  onThisPlatform:
    'A conforming broker does not send it: perhaps no MQTT service at all, or a device in between alters the data.',
  nextCheck: 'Look at the raw bytes; check address and port.',
};
