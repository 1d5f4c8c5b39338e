import { type Words } from '../shape.ts';

export const practiceRule: Words['practiceRule'] = {
  1: {
    name: 'token known',
    meaning: 'The token equals that of a device; password and client identifier play no part.',
  },
  2: {
    name: 'unknown token',
    meaning: 'No device has this token. It is compared letter by letter; one space is enough.',
  },
  3: { name: 'no token', meaning: 'The CONNECT carries no user name, or an empty one.' },
  4: {
    name: 'back end or rate limit',
    meaning: 'The token is not at fault: no answer from the back end, a limit reached, or this address is blocked.',
  },
  5: {
    name: 'not MQTT, or a version it does not speak',
    meaning: 'What came is no MQTT packet of a version it speaks, such as TLS on the plain port.',
  },
  6: {
    name: 'nothing came for too long',
    meaning: 'No packet of any kind for too long. The platform counts this, not the keep alive.',
  },
  8: {
    name: 'same token connected elsewhere',
    meaning: 'One session for each token: the newer connection stays, the older one is closed.',
  },
  9: {
    name: 'too much before the CONNACK',
    meaning: 'The client sent on without waiting for the CONNACK, more than the platform holds.',
  },
  10: {
    name: 'device is not flagged "Is gateway"',
    meaning: 'Its v1/gateway messages are not handled: no answer, nothing stored, and no close.',
  },
  14: {
    name: 'broken JSON',
    meaning: 'The payload cannot be read to its end, such as an open brace or something behind the last one.',
  },
  15: {
    name: 'not a JSON object',
    meaning: 'The outermost must be an object; an empty payload, an array, a number or a string will not do.',
  },
  16: { name: 'no device name', meaning: 'The message names no device, or its name is empty.' },
  17: {
    name: "a device's value has the wrong form",
    meaning: 'In telemetry each device has an array, in attributes an object; this one was skipped.',
  },
  18: {
    name: 'a device without records',
    meaning: 'The array is empty: nothing to store, and so nothing to acknowledge.',
  },
  19: {
    name: 'ts or values of no use',
    meaning: 'A record cannot be read: ts is no whole number of ms, or values is no object.',
  },
  24: {
    name: 'key empty, too long or with markup',
    meaning: 'Acknowledged, but the rule engine refuses such a key, and with it all of its record.',
  },
  25: {
    name: 'over 65536 bytes',
    meaning: 'The remaining length of the packet is over the limit; the platform closes without reading on.',
  },
  26: {
    name: 'unknown topic, or one with a wildcard',
    meaning: 'Nothing handles this topic; one with + or # is answered with a close.',
  },
  31: { name: 'too many messages', meaning: 'More messages than the platform allows.' },
  32: {
    name: 'credentials were changed',
    meaning: 'Somebody reset the token or deleted the device on the platform; the open session is closed.',
  },
};

export const practiceFault: Words['practiceFault'] = {
  'address-blocked': {
    name: 'Block the address',
    does: 'TCP accepted, closed with nothing said',
    seen: 'TCP opens, CONNECT goes out, and the connection is gone without a CONNACK.',
  },
  refuse: {
    name: 'Refuse with a code',
    does: 'this code for every CONNECT (5)',
    seen: 'A CONNACK with this code, then a close. Whether the token is right makes no difference.',
  },
  'core-down': {
    name: 'No back end',
    does: 'no back end: code 3 after its time limit (10000)',
    seen: 'Code 3 after a long wait. Who waits too short a time takes the platform for dead.',
  },
  'rate-limited': {
    name: 'Too many connects',
    does: 'code 3 at once for a token that is right',
    seen: 'Code 3 at once (0x9F in MQTT 5), though the token is right.',
  },
  evict: {
    name: 'Taken over elsewhere',
    does: 'taken over so long after CONNACK 0 (1000)',
    seen: 'Code 0, then a close, and again after each reconnect. MQTT 5 says 0x8E.',
  },
  slow: {
    name: 'Slow answers',
    does: 'every answer so much later (2000)',
    seen: 'CONNACK and PUBACK come late, and the latencies show it.',
  },
  'half-open': {
    name: 'Half-open',
    does: 'after CONNACK 0 no answer and no close',
    seen: 'Looks online, and nothing ever comes back, as behind a dropped NAT entry. Open connections too.',
  },
  'no-puback': {
    name: 'Store, no PUBACK',
    does: 'stored, never acknowledged',
    seen: 'The data is there, its PUBACK never comes. Sending again stores it again.',
  },
  'close-on-publish': {
    name: 'Close on publish',
    does: 'closes on a publish, no PUBACK',
    seen: 'One publish and the link is gone: no PUBACK, nothing stored, as for broken JSON.',
  },
  'puback-then-close': {
    name: 'PUBACK, then close',
    does: 'PUBACK, then closed; nothing stored',
    seen: 'A PUBACK, then a close, and nothing stored: a PUBACK does not mean saved.',
  },
  'publish-rate-limited': {
    name: 'Too many messages',
    does: 'every publish is one too many',
    seen: 'Nothing is stored; 4.2.1 acknowledges and closes, older versions just close.',
  },
  'ack-on-validation-error': {
    name: 'PUBACK for bad content',
    does: 'broken payloads acknowledged, not stored',
    seen: 'Broken JSON gets its PUBACK and the link lives, yet nothing is stored. From 3.5 on.',
  },
};

export const practiceVersion: Words['practiceVersion'] = {
  '4.2.1':
    'One PUBACK for a message, however many devices are in it; a wrong envelope is acknowledged, then cut off. Speaks MQTT 5.',
  '3.5.0': 'An unknown token gets code 4, not 5. One PUBACK for each device in a message. The first to speak MQTT 5.',
  '3.3': 'No token gets code 5 as well. A wrong envelope is cut off without a PUBACK. MQTT 3.1.1 only.',
  '3.2':
    'A wrong message gets neither PUBACK nor close. Sending before the CONNACK closes. Session Present is always 1.',
  '3.1': 'No token, or an empty one, gets code 4. Unknown gateway topics get no PUBACK. Otherwise as 3.2.',
};
