/** 进一步的检查：事先说明会做什么、会影响谁，事后说明结果说明什么。 */
import { type Words } from '../shape.ts';

export const probe: Words['probe'] = {
  'gateway-flag': {
    name: '查网关标志',
    does: '在现有连接上向平台提问 getSessionLimits，最多等 5 s。只有网关的回答里有 gatewayRateLimits。',
    harms: '不写数据，不影响任何设备。',
    doesNotProve: '3.8.1 之前的平台从不回答，没有回答不说明缺少标志。',
  },
  'gateway-write': {
    name: '用两次发布查网关标志',
    does: '依次发布下面两条：先发设备自己的遥测，再发网关遥测。前者有 PUBACK、后者没有，就是缺少标志。',
    harms: '会写入数据：平台存下这两条；若是网关，还会建出下面这个设备，事后要在平台上自行删除。',
    doesNotProve: '有 PUBACK 只说明平台收进了队列，不等于已经入库。',
  },
  'ask-v5': {
    name: '用 MQTT 5 问原因',
    does: '用同一个地址和令牌以 MQTT 5 短暂连接一次，不发布数据。MQTT 5 的拒绝和断开带原因码。',
    harms: '平台每个令牌只保留一个会话：正在用这个令牌的网关会掉线。这里现有的连接会先断开。',
    doesNotProve: '3.5 之前的平台不支持 MQTT 5，会直接关闭，不给原因。',
  },
  ports: {
    name: '查端口和 TLS',
    does: '向 1883、8883 和所填端口各开一次 TCP，发一个 TLS 握手包，看对方回什么。',
    harms: '不发 MQTT，不发令牌，不会被当作登录失败。',
    doesNotProve: '不是 TLS 的端口不一定就是 MQTT。',
  },
  'address-block': {
    name: '等封锁解除，再试一次',
    does: '等 75 s，然后只连接一次。平台在 10 次登录失败后会封锁来源地址约 60 s。',
    harms: '自动重连先停下；等待期间什么也不发，可以随时取消。',
    doesNotProve: '仍被关闭时，也可能是同一出口地址下别的设备还在不停登录失败。',
  },
};

export const gatewayFlag: Words['gatewayFlag'] = {
  present: '这个令牌的设备勾选了“是否网关”。',
  missing: '这个令牌的设备没有勾选“是否网关”：网关主题上的数据不会应答，也不会入库。请在平台上勾选，然后重新连接。',
  unknown: '还不能判断有没有勾选“是否网关”。',
};

export const portAnswer: Words['portAnswer'] = {
  refused: '端口拒绝：这里没有程序在听',
  'timed-out': '没有应答：多半被防火墙挡住',
  unreachable: '到不了：没有地址，或没有路由',
  'closed-at-once': '刚接通就被关闭：来源地址被封锁，或中间有代理',
  tls: '说 TLS：地址用 mqtts://',
  'not-tls': '不说 TLS：多半是明文 MQTT，地址用 mqtt://',
  silent: '接通后一声不响：中间可能有设备吞掉了数据',
  http: '是网页服务器（HTTP），不是 MQTT',
  ssh: '是 SSH 服务器，不是 MQTT',
  other: '是别的服务，不是 MQTT',
};

export const askedV5: Words['askedV5'] = {
  refused: 'MQTT 5 的回答是 CONNACK {code} {name}。{meaning}',
  ended: '接受之后又被断开，原因是 DISCONNECT {code} {name}。{meaning}',
  lives: '用 MQTT 5 连得上，也保持住了：令牌没有问题，差别在 3.1.1 的连接上。',
  nothing: '用 MQTT 5 也没有得到原因码：{verdict}。',
};
