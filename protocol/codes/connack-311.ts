/**
 * CONNACK return codes of MQTT 3.1.1, table 3.1, without the words "Connection" and "Connection Refused," before each.
 * 6 to 255 are reserved: they have no row.
 */
import { type CodeRow } from './code-row.ts';

/** Codes 4 and 5 are one family here: which of them a wrong token gets depends on the platform's version (facts 0.1, A1). */
export const credentialCauses = [
  'token-unknown',
  'token-whitespace',
  'token-digits-differ',
  'token-regenerated',
  'token-other-server',
  'credential-type-differs',
  'username-empty',
] as const satisfies CodeRow['causes'];

export const connack311 = [
  {
    code: 0,
    name: 'accepted',
    tone: 'ok',
    sentByPlatform: true,
    causes: ['run-gateway-flag-test'],
    vendor: { title: '连接成功', text: '成功连接' },
  },
  {
    code: 1,
    name: 'unacceptable protocol version',
    tone: 'bad',
    // It closes without a CONNACK instead (facts A1).
    sentByPlatform: false,
    causes: ['not-thingsboard', 'use-mqtt-311', 'proxy-or-balancer'],
  },
  {
    code: 2,
    name: 'identifier rejected',
    tone: 'bad',
    sentByPlatform: true,
    causes: ['username-empty', 'not-thingsboard'],
  },
  {
    code: 3,
    name: 'server unavailable',
    tone: 'bad',
    sentByPlatform: true,
    causes: ['backend-down', 'rate-or-tenant-limit', 'profile-transport-differs'],
  },
  {
    code: 4,
    name: 'bad user name or password',
    tone: 'bad',
    sentByPlatform: true,
    causes: credentialCauses,
    vendor: { title: '连接失败', text: '用户名或密码错误。' },
  },
  {
    code: 5,
    name: 'not authorized',
    tone: 'bad',
    sentByPlatform: true,
    causes: [...credentialCauses, 'client-certificate-refused'],
    vendor: { title: '连接未授权', text: '用户名包含无效的 $ACCESS_TOKEN。' },
  },
] as const satisfies readonly CodeRow[];

export type Connack311Code = (typeof connack311)[number]['code'];
