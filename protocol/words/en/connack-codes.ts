/** CONNACK return codes (3.1.1) and reason codes (5.0): the standard, this platform (facts A1, A2, E), the next check. */
import { type Words } from '../shape.ts';

export const connack311: Words['code']['connack311'] = {
  0: {
    meaning: 'Connection accepted.',
    onThisPlatform:
      'The token is valid; a password plays no part. It does not show that the device is a gateway: without the "Is gateway" flag the code is 0 as well.',
    nextCheck: 'Publish to v1/gateway/telemetry and watch for the PUBACK.',
    vendor: {
      rendering: 'Connected - connection succeeded',
      caution:
        'The vendor only says that the connection succeeded; whether gateway data is taken needs a test of its own.',
    },
  },
  1: {
    meaning: 'The server does not support the level of the MQTT protocol requested by the client.',
    onThisPlatform:
      'ThingsBoard never sends 1: on a wrong level it just closes. With 1 the other side is most likely another broker, or a proxy stands in between.',
    nextCheck: 'Check address and port; connect with 3.1.1.',
  },
  2: {
    meaning: 'The client identifier is correct UTF-8 but not allowed by the server.',
    onThisPlatform:
      '3.5 and later: neither user name nor password, and an unknown client identifier. So the token did not reach the platform. Earlier versions never send 2.',
    nextCheck: 'Look at the user name flag and length in the CONNECT bytes.',
  },
  3: {
    meaning: 'The network connection has been made but the MQTT service is unavailable.',
    onThisPlatform:
      'The token was not rejected; the fault is on the platform. After about 10 s: its back end or queue does not answer. At once: rate limit, disabled tenant, or a device profile with another transport.',
    nextCheck: 'Read the time from CONNECT to CONNACK and tell it to the platform administrator.',
  },
  4: {
    meaning: 'The data in the user name or password is malformed.',
    onThisPlatform:
      'One family with 5: credentials not accepted. Up to 3.1: empty user name. 3.5.0: unknown token. Other versions do not send 4 to a 3.1.1 client.',
    nextCheck: 'Compare token length, look for hidden spaces, copy it again from "Manage credentials".',
    vendor: {
      rendering: 'Connection failed - user name or password is wrong.',
      caution: 'True for platforms up to 3.1 only. A password plays no part with tokens: check the token alone.',
    },
  },
  5: {
    meaning: 'The client is not authorized to connect.',
    onThisPlatform:
      'The platform received the request but does not know this token. From 3.2 on (except 3.5.0) nearly every credential fault gets 5; up to 3.1 it means an unknown token.',
    nextCheck: 'Copy the token again from "Manage credentials" and make sure the credentials type is Access token.',
    vendor: {
      rendering: 'Connection not authorized - the user name holds an invalid $ACCESS_TOKEN.',
      caution: 'True for most versions; 3.5.0 says the same with 4, so check 4 and 5 together.',
    },
  },
};

const notSent = {
  onThisPlatform:
    'ThingsBoard does not send this code in a CONNACK: most likely another broker, or a proxy stands in between.',
  nextCheck: 'Check address and port.',
};
const olderVersion = {
  onThisPlatform:
    'ThingsBoard does not send this code in a CONNACK. It may be another broker with incomplete support of MQTT 5.',
  nextCheck: 'Connect with 3.1.1.',
};

export const connack5: Words['code']['connack5'] = {
  0x00: {
    meaning: 'Connection accepted.',
    onThisPlatform:
      'The token is valid. It does not show that the device is a gateway: without the "Is gateway" flag the code is 0 as well. The platform adds no properties here.',
    nextCheck: 'Publish to v1/gateway/telemetry and watch for the PUBACK.',
  },
  0x80: { meaning: 'The server does not wish to reveal the reason, or no other code applies.', ...notSent },
  0x81: { meaning: 'Data within the CONNECT could not be correctly parsed.', ...olderVersion },
  0x82: { meaning: 'Data in the CONNECT does not conform to the specification.', ...olderVersion },
  0x83: { meaning: 'The CONNECT is valid but not accepted by this server.', ...notSent },
  0x84: { meaning: 'The server does not support the MQTT version requested by the client.', ...olderVersion },
  0x85: {
    meaning: 'The client identifier is a valid string but not allowed by the server.',
    onThisPlatform:
      'Neither user name nor password, and an unknown client identifier: the token did not reach the platform. Like 2 of 3.1.1.',
    nextCheck: 'Look at the user name flag and length in the CONNECT bytes.',
  },
  0x86: {
    meaning: 'The server does not accept the user name or password given by the client.',
    onThisPlatform:
      'The platform received the request but does not know this token. Like 4 and 5 of 3.1.1. A password plays no part with tokens.',
    nextCheck: 'Copy the token again from "Manage credentials" and make sure the credentials type is Access token.',
  },
  0x87: {
    meaning: 'The client is not authorized to connect.',
    onThisPlatform:
      'No credentials at all and an empty client identifier; or a client certificate that is unknown or expired. A mistyped token gets 0x86, not this.',
    nextCheck: 'Make sure the token field is filled; with a certificate, check the certificate.',
  },
  0x88: {
    meaning: 'The MQTT server is not available.',
    onThisPlatform:
      'The token was not rejected; the fault is on the platform. After about 10 s: its back end does not answer. At once: a device profile with another transport, before 3.7 also a rate limit.',
    nextCheck: 'Read the time from CONNECT to CONNACK and tell it to the platform administrator.',
  },
  0x89: {
    meaning: 'The server is busy. Try again later.',
    onThisPlatform:
      'ThingsBoard does not send this code in a CONNACK; overloaded it sends 0x88. It may be another broker.',
    nextCheck: 'Connect again in some minutes; if it stays, check the address.',
  },
  0x8a: {
    meaning: 'This client has been banned by administrative action.',
    onThisPlatform: 'ThingsBoard does not send this code: where it blocks an address it closes without a CONNACK.',
    nextCheck: 'Check the address; ask the administrator of that server.',
  },
  0x8c: {
    meaning: 'The authentication method is not supported or differs from the one in use.',
    ...notSent,
  },
  0x90: { meaning: 'The topic name of the will is not accepted.', ...notSent },
  0x95: { meaning: 'The CONNECT exceeded the maximum permissible size.', ...notSent },
  0x97: { meaning: 'An implementation or administrative limit has been exceeded.', ...notSent },
  0x99: { meaning: 'The will payload does not match its payload format indicator.', ...notSent },
  0x9a: { meaning: 'The server does not support retained messages, and the will asked for one.', ...notSent },
  0x9b: { meaning: 'The server does not support the QoS set in the will.', ...notSent },
  0x9c: { meaning: 'The client should temporarily use another server.', ...notSent },
  0x9d: { meaning: 'The client should permanently use another server.', ...notSent },
  0x9f: {
    meaning: 'The connection rate limit has been exceeded.',
    onThisPlatform:
      '3.7 and later: a rate limit of tenant or device at the opening of the session, or a disabled tenant. Like code 3 of 3.1.1 at once. The token was not rejected.',
    nextCheck: 'Stop automatic reconnects; ask the platform administrator about the tenant and its limits.',
  },
};
