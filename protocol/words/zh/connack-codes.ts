/** CONNACK 的返回码（3.1.1）和原因码（5.0）：标准怎么说，在本平台上是什么意思（facts A1、A2、E），下一步查什么。 */
import { type Words } from '../shape.ts';

export const connack311: Words['code']['connack311'] = {
  0: {
    meaning: '连接已接受。',
    onThisPlatform: '令牌有效。3.1.1 下密码不参与校验。不能说明该设备是网关：没有勾选“是否网关”也会得到 0。',
    nextCheck: '发一条 v1/gateway/telemetry，看有没有 PUBACK。',
    vendor: { caution: '厂家文档只说成功连接；能不能发网关数据要另外验证。' },
  },
  1: {
    meaning: '服务器不支持客户端要求的 MQTT 协议级别。',
    onThisPlatform: 'ThingsBoard 从不发 1：协议级别不对时它直接断开。收到 1，说明对方多半不是本平台，或中间有代理。',
    nextCheck: '核对地址和端口，用 3.1.1 再连。',
  },
  2: {
    meaning: '客户端标识的格式正确，但服务器不允许使用。',
    onThisPlatform:
      '3.5 及以后：既没有用户名也没有密码，而客户端标识又不认识。也就是令牌没有到达平台。更早的版本不发 2。',
    nextCheck: '看 CONNECT 字节里的用户名标志和长度。',
  },
  3: {
    meaning: '网络连接已建立，但 MQTT 服务不可用。',
    onThisPlatform:
      '令牌没有被拒绝，问题在平台侧。约 10 s 后才回：后台或队列没有应答。立即回：超过限速、租户被停用，或设备配置的传输类型不是 MQTT。',
    nextCheck: '看从 CONNECT 到 CONNACK 的耗时，把它告诉平台管理员。',
  },
  4: {
    meaning: '用户名或密码的数据格式不对。',
    onThisPlatform: '与 5 同属“凭据不被接受”。3.1 及以前：用户名为空。3.5.0：令牌不认识。其他版本在 3.1.1 下不发 4。',
    nextCheck: '核对令牌长度、首尾空格，从“管理凭据”重新复制。',
    vendor: {
      caution: '厂家写的是“用户名或密码错误”。这个说法只符合 3.1 及以前的平台；密码不参与校验，请只查令牌。',
    },
  },
  5: {
    meaning: '客户端没有被授权连接。',
    onThisPlatform:
      '平台收到了连接请求，但不认识这个令牌。3.2 及以后（3.5.0 除外），几乎所有凭据问题都回 5；3.1 及以前专指令牌不认识。',
    nextCheck: '从“管理凭据”重新复制令牌，并核对凭据类型是 Access token。',
    vendor: { caution: '厂家的说法符合多数版本；3.5.0 会用 4 表示同一件事，所以 4 和 5 要一起查。' },
  },
};

const notSent = {
  onThisPlatform: 'ThingsBoard 不会在 CONNACK 里发这个码：对方多半不是本平台，或中间有代理。',
  nextCheck: '核对地址和端口。',
};
const olderVersion = {
  onThisPlatform: 'ThingsBoard 不会在 CONNACK 里发这个码。对方可能是别的 broker，对 MQTT 5 支持不全。',
  nextCheck: '改用 3.1.1 再连。',
};

export const connack5: Words['code']['connack5'] = {
  0x00: {
    meaning: '连接已接受。',
    onThisPlatform: '令牌有效。不能说明该设备是网关：没有勾选“是否网关”也会得到 0。平台在这里不带任何属性。',
    nextCheck: '发一条 v1/gateway/telemetry，看有没有 PUBACK。',
  },
  0x80: { meaning: '服务器不愿说明原因，或没有更贴切的原因码。', ...notSent },
  0x81: { meaning: 'CONNECT 的数据无法正确解析。', ...olderVersion },
  0x82: { meaning: 'CONNECT 不符合本规范。', ...olderVersion },
  0x83: { meaning: 'CONNECT 有效，但这个服务器的实现不接受。', ...notSent },
  0x84: { meaning: '服务器不支持客户端要求的 MQTT 版本。', ...olderVersion },
  0x85: {
    meaning: '客户端标识的格式正确，但服务器不允许使用。',
    onThisPlatform: '既没有用户名也没有密码，而客户端标识又不认识：令牌没有到达平台。相当于 3.1.1 的 2。',
    nextCheck: '看 CONNECT 字节里的用户名标志和长度。',
  },
  0x86: {
    meaning: '服务器不接受客户端给出的用户名或密码。',
    onThisPlatform: '平台收到了连接请求，但不认识这个令牌。相当于 3.1.1 的 4 和 5。密码不参与令牌校验。',
    nextCheck: '从“管理凭据”重新复制令牌，并核对凭据类型是 Access token。',
  },
  0x87: {
    meaning: '客户端没有被授权连接。',
    onThisPlatform: '没有带任何凭据，客户端标识也为空；或客户端证书未登记、已过期。令牌抄错时回的是 0x86，不是这个。',
    nextCheck: '确认令牌栏不为空；用了证书就检查证书。',
  },
  0x88: {
    meaning: 'MQTT 服务器不可用。',
    onThisPlatform:
      '令牌没有被拒绝，问题在平台侧。约 10 s 后才回：后台没有应答。立即回：设备配置的传输类型不是 MQTT；3.7 以前也可能是限速。',
    nextCheck: '看从 CONNECT 到 CONNACK 的耗时，把它告诉平台管理员。',
  },
  0x89: {
    meaning: '服务器忙，请稍后再试。',
    onThisPlatform: 'ThingsBoard 在 CONNACK 里不发这个码，过载时回 0x88。对方可能是别的 broker。',
    nextCheck: '过几分钟再连；仍是此码就核对地址。',
  },
  0x8a: {
    meaning: '这个客户端已被管理员禁止。',
    onThisPlatform: 'ThingsBoard 不发这个码：它封锁地址时不回 CONNACK，直接断开。',
    nextCheck: '核对地址；问对方的管理员。',
  },
  0x8c: { meaning: '认证方法不受支持，或与正在使用的不一致。', ...notSent },
  0x90: { meaning: '遗嘱的主题名不被接受。', ...notSent },
  0x95: { meaning: 'CONNECT 超过了允许的最大长度。', ...notSent },
  0x97: { meaning: '超过了实现或管理上的限额。', ...notSent },
  0x99: { meaning: '遗嘱的内容与声明的格式不符。', ...notSent },
  0x9a: { meaning: '服务器不支持保留消息，而遗嘱要求保留。', ...notSent },
  0x9b: { meaning: '服务器不支持遗嘱要求的 QoS。', ...notSent },
  0x9c: { meaning: '请暂时改用另一个服务器。', ...notSent },
  0x9d: { meaning: '请以后都改用另一个服务器。', ...notSent },
  0x9f: {
    meaning: '超过了连接频率的限制。',
    onThisPlatform:
      '3.7 及以后：建立会话时超过租户或设备的限速，或租户被停用。相当于 3.1.1 立即回的 3。令牌没有被拒绝。',
    nextCheck: '停止自动重连，请平台管理员查看租户状态和限速。',
  },
};
