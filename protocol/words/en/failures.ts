/** Expected trouble: what happened, to which thing, what is untouched, what to do now. The code is for the telephone. */
import { type Words } from '../shape.ts';

export const failure: Words['failure'] = {
  'address-form':
    '"{address}" is not a broker address. Write it like 10.20.0.8:1883 or mqtts://broker.example:8883. [ADDR-FORM]',
  'address-secret':
    'The address holds a user name or password. Remove it and put the token in the token field. Not saved, not connected. [ADDR-SECRET]',
  'scheme-unsupported':
    'Addresses that start with "{scheme}" are not supported. Use mqtt:// or mqtts://. Not connected. [ADDR-SCHEME]',
  'port-range':
    'Port "{port}" cannot be used; it is a whole number from 1 to 65535. MQTT is usually 1883, with TLS 8883. [ADDR-PORT]',
  'token-missing':
    'No access token yet. Copy it from "Manage credentials" of the device on the platform. Not connected. [TOKEN-MISSING]',
  'token-form':
    'The token {problem}. The platform compares every character, so it cannot match. Copy it again. Not connected. [TOKEN-FORM]',
  'live-gateway':
    'The platform keeps one session per token: a gateway that uses this one now would be thrown off. Not connected yet; confirm it to go on. [TOKEN-LIVE]',
  'setting-range': '"{setting}" has to be from {min} to {max}. The setting was not changed. [SET-RANGE]',
  'not-connected': 'There is no connection; this message was not sent. Connect first, then publish. [MQTT-OFFLINE]',
  'topic-form':
    'Cannot publish to "{topic}": a topic name is not empty and holds no #, + or control character. Not sent. [TOPIC-FORM]',
  'payload-too-large':
    'With its MQTT header this message has {lengthBytes} bytes; above {limitBytes} the platform just closes. Not sent: split it. [PAYLOAD-SIZE]',
  'no-such-connection':
    'This saved connection is gone; it may have been deleted elsewhere. Choose another or enter it again. [CONN-GONE]',
  'no-such-request':
    'The window asked for "{name}", which this program does not have. Their versions may differ: start it again. [API-NAME]',
  'bad-argument':
    'Request "{request}" was not carried out: "{path}" is not as expected. Reopen the window; if it comes back, report this code. [API-ARGUMENT]',
  'too-large':
    'Request "{request}" is over {limitBytes} bytes and was not carried out. Use less data at a time. [API-SIZE]',
  'too-fast': 'Too fast: at most {perSecond} requests a second. This one was not carried out; try again. [API-RATE]',
  'key-store-missing':
    'This machine has no usable key store, so the token is kept only until the program closes and never written to disk. [KEY-NONE]',
  'key-store-changed':
    'The stored token cannot be opened with the present key store (it was "{backend}"). Enter it again; all else is kept. [KEY-CHANGED]',
  'file-unreadable':
    'File "{file}" cannot be read ({why}). It was not changed. Check the path and the permissions. [FILE-READ]',
  'file-unwritable':
    'File "{file}" cannot be written ({why}). What was there is unchanged. Check disk space and permissions. [FILE-WRITE]',
  'port-in-use':
    'Port {port} of this machine is taken by another program. Choose another, or let the system pick. [PORT-USED]',
  'not-in-this-host': '"{request}" is not available in browser mode. Use the desktop program for it. [HOST-ONLY]',
  'link-to-host-lost':
    'The window lost its program; what you see is from that moment. It comes back by itself if the program still runs, else start it again. [HOST-LOST]',
  internal:
    'Something went wrong inside the program; this step was not finished, the rest is unaffected. Please report incident {incident}. [INTERNAL]',
};

export const tokenProblem: Words['tokenProblem'] = {
  control: 'holds an invisible control character',
  'not-ascii': 'holds characters outside ASCII (full-width letters or curly quotes, for example)',
  'too-long': 'is too long',
};

export const setting: Words['setting'] = {
  keepAliveSeconds: 'Keep alive (seconds)',
  connackTimeoutMs: 'Wait for CONNACK (milliseconds)',
  surviveMs: 'Time the connection has to stay up (milliseconds)',
};
