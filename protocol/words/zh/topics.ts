/** 平台的主题：做什么用，要注意什么（facts B1、C）。 */
import { type Words } from '../shape.ts';

export const topic: Words['topic'] = {
  'gateway-connect': {
    purpose: '告诉平台：这个子设备由本网关接入',
    note: '可以不发：第一次发遥测或属性时，平台会自动建设备、自动接入（设备配置为 default）。',
  },
  'gateway-disconnect': {
    purpose: '告诉平台：这个子设备已离开本网关',
    note: '子设备不存在也会应答。之后再发遥测会重新接入。',
  },
  'gateway-attributes': {
    purpose: '上报子设备的属性（不带时间，只留最新值）',
    note: '没有数组，也没有 ts：设备名下面直接是键和值。平台下发的共享属性也走这个主题。',
  },
  'gateway-telemetry': {
    purpose: '上报子设备的遥测（带时间的数据）',
    note: '设备名下面必须是数组，每项是 {ts, values}。ts 用毫秒。设备名里的“/”没有层级含义。',
  },
  'gateway-attributes-request': {
    purpose: '向平台查询子设备的属性',
    note: '回复在 v1/gateway/attributes/response。client 为 true 查客户端属性，否则查共享属性。',
  },
  'gateway-attributes-response': {
    purpose: '平台对属性查询的回复',
    note: '查一个键时回 value，查几个键时回 values。',
  },
  'gateway-rpc': {
    purpose: '平台下发命令，网关在同一主题上回复',
    note: '没有订阅也会推送：子设备最后由哪条连接接入，就推给哪条连接。',
  },
  'gateway-claim': {
    purpose: '允许用户认领子设备',
    note: '一般用不到。',
  },
  'own-telemetry': {
    purpose: '网关自己的遥测',
    note: '不需要“是否网关”标志。这里有 PUBACK 而网关主题没有，就说明没有勾选该标志。',
  },
  'own-attributes': {
    purpose: '网关自己的属性；平台也在这里下发共享属性',
    note: '不需要“是否网关”标志。',
  },
  'own-attributes-request': {
    purpose: '查询网关自己的属性',
    note: '末尾是请求编号，例如 …/request/1；回复的编号相同。',
  },
  'own-attributes-response': {
    purpose: '平台对网关自身属性查询的回复',
    note: '先订阅，再查询。',
  },
  'own-rpc-request': {
    purpose: '平台给网关自己的命令；网关也可以在这里向平台提问',
    note: '发 getSessionLimits 可问到平台的限额：回复里有 gatewayRateLimits，就说明已勾选“是否网关”（3.8.1 及以后）。',
  },
  'own-rpc-response': {
    purpose: '对命令的回复',
    note: '末尾的编号要与请求相同。',
  },
};

export const subscription: Words['subscription'] = {
  granted: '设备令牌可以订阅。',
  refused: '设备令牌不能订阅：平台会回 SUBACK 失败，通配符也一样。所以用令牌连上，也看不到网关正在发的心跳。',
};
