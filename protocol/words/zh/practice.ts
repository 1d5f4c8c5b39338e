import { type Words } from '../shape.ts';

export const practiceRule: Words['practiceRule'] = {
  1: { name: '令牌认识', meaning: '令牌与平台上的一台设备完全一致；密码和客户端 ID 不起作用。' },
  2: { name: '令牌不认识', meaning: '没有设备用这个令牌，平台逐字比对，多一个空格也不行。' },
  3: { name: '没有令牌', meaning: 'CONNECT 里没有用户名，或用户名是空的。' },
  4: { name: '后台或限流', meaning: '令牌没有错：平台后台没有应答、超出限额，或这个地址被封。' },
  5: { name: '不是 MQTT，或版本不支持', meaning: '收到的不是这个版本认得的 MQTT 报文，例如 TLS 连到了明文端口。' },
  6: { name: '长时间没有数据', meaning: '太久没有任何报文。平台只看这个时限，不看保活时间。' },
  8: { name: '同一令牌在别处连接', meaning: '每个令牌只保留一个会话：后来的留下，先来的被断开。' },
  9: { name: 'CONNACK 之前发得太多', meaning: '客户端没等 CONNACK 就发送，超出了平台肯暂存的数量。' },
  10: { name: '设备没有勾选“是否网关”', meaning: '平台不处理它的 v1/gateway 消息：不应答、不存储，也不断开。' },
  14: { name: 'JSON 有错', meaning: '载荷不能按 JSON 读完，例如括号没有闭合，或后面多了字符。' },
  15: { name: '内容不是 JSON 对象', meaning: '最外层必须是花括号；空载荷、数组、数字和字符串都不行。' },
  16: { name: '没有设备名', meaning: '消息里没有 device，或设备名是空的。' },
  17: { name: '设备的值形式不对', meaning: '遥测里每台设备的值必须是数组，属性里必须是对象；这台被跳过。' },
  18: { name: '设备下没有数据', meaning: '数组是空的：没有可存的记录，也就没有东西可确认。' },
  19: { name: 'ts 或 values 不能用', meaning: '有一条记录读不出来：ts 不是整数毫秒，或 values 不是对象。' },
  24: { name: '键为空、过长或含标记', meaning: '已经确认，但规则引擎不收这样的键，同一条记录里的值都没有存下。' },
  25: { name: '超过 65536 字节', meaning: '整个报文的剩余长度超过上限，平台不读内容就断开。' },
  26: { name: '主题不认识或含通配符', meaning: '平台不处理这个主题；主题里有 + 或 # 时直接断开。' },
  31: { name: '消息太多', meaning: '超出平台设定的消息速率。' },
  32: { name: '凭据已更换', meaning: '有人在平台上更换了令牌或删除了设备，正在进行的会话被断开。' },
};

export const practiceFault: Words['practiceFault'] = {
  'address-blocked': {
    name: '封锁地址',
    does: '接受 TCP 后立即关闭，不说任何话',
    seen: 'TCP 连得上，CONNECT 发出后没有 CONNACK，连接就断了。',
  },
  refuse: {
    name: '拒绝，回指定代码',
    does: '每次 CONNECT 都回这个代码（默认 5）',
    seen: 'CONNACK 带着这个代码，随后断开。令牌对不对都一样。',
  },
  'core-down': {
    name: '后台无应答',
    does: '后台不应答：到时限（默认 10000）才回代码 3',
    seen: '等很久才收到代码 3。等待时间设得太短，会误以为平台没有应答。',
  },
  'rate-limited': {
    name: '连接超出限额',
    does: '令牌正确，但立即回代码 3',
    seen: '令牌正确，却立刻收到代码 3（MQTT 5 是 0x9F）。',
  },
  evict: {
    name: '被别处挤掉',
    does: '连接成功后过一会儿被挤掉（默认 1000）',
    seen: '代码 0，过一会儿断开；重连后又断开。MQTT 5 会说明 0x8E。',
  },
  slow: {
    name: '应答缓慢',
    does: '每个应答都推迟（默认 2000）',
    seen: 'CONNACK 和 PUBACK 都晚到，时延一目了然。',
  },
  'half-open': {
    name: '半开连接',
    does: '连接成功后不再应答，也不关闭',
    seen: '看起来在线，发什么都没有回音，像 NAT 表项被丢弃。已有的连接也一样。',
  },
  'no-puback': {
    name: '存储但不确认',
    does: '照常保存，但从不确认',
    seen: '数据到了平台，PUBACK 却一直不来。重发会重复存储。',
  },
  'close-on-publish': {
    name: '收到发布就断开',
    does: '收到发布就关闭，不确认',
    seen: '发出一条就断线，没有 PUBACK，也没有存下。像 JSON 有错时那样。',
  },
  'puback-then-close': {
    name: '先确认再断开',
    does: '先确认再关闭，不保存',
    seen: '收到 PUBACK，随后断线，什么也没有存下：PUBACK 不等于已保存。',
  },
  'publish-rate-limited': {
    name: '消息超出限额',
    does: '每条消息都超出限额',
    seen: '每条都不存；4.2.1 先确认再断开，更早的版本直接断开。',
  },
  'ack-on-validation-error': {
    name: '内容有错也确认',
    does: '内容有错也确认，不保存',
    seen: '写错的 JSON 也收到 PUBACK 且不断线，但没有存下。3.5 起才有这个选项。',
  },
};

export const practiceVersion: Words['practiceVersion'] = {
  '4.2.1': '一条消息无论几台设备，处理完只回一个 PUBACK；外层写错时先确认再断开。支持 MQTT 5。',
  '3.5.0': '令牌不认识回代码 4，不是 5。消息里有几台设备就回几个 PUBACK。最早支持 MQTT 5。',
  '3.3': '没有令牌也回代码 5。外层写错不确认，直接断开。只有 MQTT 3.1.1。',
  '3.2': '消息写错既不确认也不断开。CONNACK 之前发送就断开。Session Present 总是 1。',
  '3.1': '没有令牌或用户名为空回代码 4。不认识的网关主题不确认。其余同 3.2。',
};
