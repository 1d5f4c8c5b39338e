/** PUBACK、DISCONNECT、SUBACK 的代码（facts B2、C、E3、E4）。 */
import { type Words } from '../shape.ts';

const notSent = {
  onThisPlatform: 'ThingsBoard 不发这个码：对方多半不是本平台，或中间有代理。',
  nextCheck: '核对地址和端口。',
};

export const puback5: Words['code']['puback5'] = {
  0x00: {
    meaning: '消息已接受。',
    onThisPlatform: '数据已进入规则引擎的队列。不等于已经入库。',
    nextCheck: '在平台打开子设备的“最新遥测”，核对时间列。',
  },
  0x10: { meaning: '消息已接受，但没有订阅者。', ...notSent },
  0x80: {
    meaning: '接收方没有接受，又不愿说明原因，或没有更贴切的原因码。',
    onThisPlatform: '平台内部队列出错，或设备名为空（约 10 s 后才回）。数据没有保存。',
    nextCheck: '先查设备名；不为空就请平台管理员看队列。',
  },
  0x83: {
    meaning: 'PUBLISH 有效，但接收方的实现不接受。',
    onThisPlatform: '内容不是 JSON 对象，或缺少设备名，或没有一个设备的值可用。平台随后会断开。',
    nextCheck: '检查最外层是否为对象，设备名是否为空，遥测的值是否为数组。',
  },
  0x87: { meaning: '这个 PUBLISH 没有被授权。', ...notSent },
  0x90: {
    meaning: '主题名格式没错，但不被接受。',
    onThisPlatform: '平台没有这个主题。连接保持。',
    nextCheck: '从主题列表里选，不要手写。',
  },
  0x91: { meaning: '报文标识符正在使用中：两边的会话状态可能不一致。', ...notSent },
  0x97: {
    meaning: '超过了实现或管理上的限额。',
    onThisPlatform: '超过租户、网关或设备的限速，或租户的设备数已满。平台可能随后断开。',
    nextCheck: '降低发送频率；请平台管理员查看限速和设备数。',
  },
  0x99: {
    meaning: '内容与声明的格式不符。',
    onThisPlatform: 'JSON 不完整、结尾多了字符，或 ts、values 不合要求。连接保持，数据没有保存。',
    nextCheck: '看编辑器标出的位置，改正后再发。',
  },
};

export const disconnect5: Words['code']['disconnect5'] = {
  0x00: {
    meaning: '正常断开。',
    onThisPlatform: '对本机 DISCONNECT 的回应。',
    nextCheck: '无需处理。',
  },
  0x04: { meaning: '正常断开，但要求发布遗嘱。只有客户端会发。', ...notSent },
  0x80: { meaning: '连接关闭，发送方不愿说明原因，或没有更贴切的原因码。', ...notSent },
  0x81: {
    meaning: '收到的报文不符合本规范。',
    onThisPlatform: '报文超过 65,536 字节，主题里有 # 或 +，或报文无法解析。',
    nextCheck: '看断开前最后一条发布的字节数和主题。',
  },
  0x82: {
    meaning: '收到意外的或次序不对的报文。',
    onThisPlatform: '收到没有报文头的数据。',
    nextCheck: '看中间有没有改动数据的代理。',
  },
  0x83: {
    meaning: '报文有效，但这个接收方的实现无法处理。',
    onThisPlatform: '发布的内容不是 JSON 对象或缺少设备名；或者 10 min 没有任何报文，会话到期。',
    nextCheck: '看断开前发了什么；空闲断开就把保活设为 30 到 60 s。',
  },
  0x87: {
    meaning: '这个请求没有被授权。',
    onThisPlatform: '客户端证书出错；或紧跟在被拒的 CONNACK 之后，重复同一个码。',
    nextCheck: '检查客户端证书，或去掉证书只用令牌。',
  },
  0x89: {
    meaning: '服务器忙，不能继续处理这个客户端的请求。',
    onThisPlatform: '校验凭据时后台出错或超时。',
    nextCheck: '稍后再连；请平台管理员看核心服务。',
  },
  0x8b: {
    meaning: '服务器正在停机。',
    onThisPlatform: '平台的连接处理出了未捕获的异常，不一定是停机。',
    nextCheck: '再连一次；反复出现就把时间告诉平台管理员查日志。',
  },
  0x8d: {
    meaning: '在 1.5 倍保活时间内没有收到报文。',
    onThisPlatform: 'ThingsBoard 从不发这个码：它不检查保活。对方可能是别的 broker。',
    nextCheck: '看 PINGREQ 是否真的发出；核对地址。',
  },
  0x8e: {
    meaning: '另一个连接使用了同一个客户端标识，本连接因此关闭。',
    onThisPlatform: '同一个令牌在别处登录，本连接被挤掉。与客户端标识无关。这是直接证据。',
    nextCheck: '停掉另一个客户端：现场网关、没关的工具、复制出来的配置。',
  },
  0x8f: { meaning: '主题过滤器格式没错，但不被接受。', ...notSent },
  0x90: { meaning: '主题名格式没错，但不被接受。', ...notSent },
  0x93: { meaning: '未确认的 QoS 1、QoS 2 发布超过了 Receive Maximum。', ...notSent },
  0x94: { meaning: '主题别名超出范围。', ...notSent },
  0x95: {
    meaning: '报文超过了最大长度。',
    onThisPlatform: 'ThingsBoard 不发这个码：报文过大时它发 0x81。对方可能是别的 broker。',
    nextCheck: '核对地址；看最后一条发布的字节数。',
  },
  0x96: {
    meaning: '收到数据的速率过高。',
    onThisPlatform: '建立会话时超过了限速。',
    nextCheck: '停几分钟再连；请平台管理员查看限速。',
  },
  0x97: {
    meaning: '超过了实现或管理上的限额。',
    onThisPlatform: '在 CONNACK 之前就发了 100 条以上的报文。',
    nextCheck: '等到 CONNACK 再发布。',
  },
  0x98: {
    meaning: '因管理操作而断开。',
    onThisPlatform: '令牌已在平台上更换，设备被删除，或 RPC 投递超时。',
    nextCheck: '到平台确认设备还在，取现在的令牌。',
  },
  0x99: {
    meaning: '内容与声明的格式不符。',
    onThisPlatform: '用 QoS 0 发了不完整的 JSON。',
    nextCheck: '用 QoS 1 重发，看 PUBACK 的原因码。',
  },
  0x9a: { meaning: '服务器不支持保留消息。', ...notSent },
  0x9b: { meaning: '使用了服务器不支持的 QoS。', ...notSent },
  0x9c: { meaning: '请暂时改用另一个服务器。', ...notSent },
  0x9d: { meaning: '服务器已迁移，请以后都改用另一个服务器。', ...notSent },
  0x9e: { meaning: '服务器不支持共享订阅。', ...notSent },
  0x9f: {
    meaning: '连接频率过高，连接因此关闭。',
    onThisPlatform: 'ThingsBoard 只在 CONNACK 里发这个码，DISCONNECT 里用 0x96。对方可能是别的 broker。',
    nextCheck: '核对地址；停止自动重连。',
  },
  0xa0: {
    meaning: '超过了这个连接允许的最长时间。',
    onThisPlatform: '长时间没有任何报文，核心服务判定会话到期（默认 10 min）。',
    nextCheck: '把保活设为 30 到 60 s，看 PINGREQ 是否真的发出。',
  },
  0xa1: { meaning: '服务器不支持订阅标识符。', ...notSent },
  0xa2: { meaning: '服务器不支持通配符订阅。', ...notSent },
};

const granted = {
  onThisPlatform: '平台会把发往这个主题的消息推下来。不能用来判断是不是网关：没有勾选“是否网关”也会同意。',
  nextCheck: '无需处理。',
};

export const suback311: Words['code']['suback311'] = {
  0x00: { meaning: '订阅成功，最高 QoS 0。', ...granted },
  0x01: { meaning: '订阅成功，最高 QoS 1。', ...granted },
  0x02: {
    meaning: '订阅成功，最高 QoS 2。',
    onThisPlatform: 'ThingsBoard 从不给 2，要求 2 时给 1。对方多半不是本平台。',
    nextCheck: '核对地址和端口。',
  },
  0x80: {
    meaning: '订阅失败。',
    onThisPlatform: '这个主题过滤器不在平台的固定清单里。通配符（如 v1/gateway/#）和遥测主题都不允许订阅。连接保持。',
    nextCheck: '用清单里的完整名字，例如 v1/gateway/attributes。',
  },
};

export const suback5: Words['code']['suback5'] = {
  0x00: { meaning: '订阅成功，最高 QoS 0。', ...granted },
  0x01: { meaning: '订阅成功，最高 QoS 1。', ...granted },
  0x02: suback311[0x02],
  0x80: { meaning: '没有接受订阅，又不愿说明原因，或没有更贴切的原因码。', ...notSent },
  0x83: {
    meaning: 'SUBSCRIBE 有效，但服务器的实现不接受。',
    onThisPlatform: '平台处理这个订阅时出错。',
    nextCheck: '再试一次；反复出现就请平台管理员查日志。',
  },
  0x87: {
    meaning: '客户端没有被授权订阅。',
    onThisPlatform: '会话还没有建立好就发了 SUBSCRIBE。',
    nextCheck: '等到 CONNACK 再订阅。',
  },
  0x8f: { ...suback311[0x80], meaning: '主题过滤器格式没错，但不允许这个客户端使用。' },
  0x91: { meaning: '报文标识符正在使用中。', ...notSent },
  0x97: { meaning: '超过了实现或管理上的限额。', ...notSent },
  0x9e: { meaning: '服务器不支持共享订阅。', ...notSent },
  0xa1: { meaning: '服务器不支持订阅标识符。', ...notSent },
  0xa2: { meaning: '服务器不支持通配符订阅。', ...notSent },
};

export const reserved: Words['reserved'] = {
  meaning: '标准里没有这个码（{hex}），属于保留值。',
  onThisPlatform: '合格的 broker 不会发它：对方可能不是 MQTT 服务，或中间有设备改动了数据。',
  nextCheck: '看原始字节，核对地址和端口。',
};
