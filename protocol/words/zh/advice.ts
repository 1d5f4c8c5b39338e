/** 可能的原因和对应的检查（facts I）。 */
import { type Words } from '../shape.ts';

export const advice: Words['advice'] = {
  'token-unknown': {
    cause: '平台不认识这个令牌：可能抄错、少字符或大小写不对',
    check: '在平台打开该设备的“管理凭据”，重新复制整个令牌，核对长度。',
  },
  'token-digits-differ': {
    cause: '令牌里的数字与网关编号不一致，可能拿了别的网关的令牌',
    check: '核对机身铭牌的网关编号，再到平台找同一台设备复制令牌。',
  },
  'token-whitespace': {
    cause: '令牌复制时带进了空格、换行，或看不见的、全角的字符',
    check: '清空后重新粘贴，看字符数是否与平台上一致。',
  },
  'token-regenerated': {
    cause: '设备已被删除，或令牌已在平台上更换',
    check: '到平台确认设备还在，再复制现在的令牌。',
  },
  'token-other-server': {
    cause: '这个令牌属于另一个平台（测试环境、其他租户）',
    check: '核对地址和令牌是否来自同一个平台。',
  },
  'credential-type-differs': {
    cause: '该设备的凭据类型是 MQTT Basic 或 X.509，不是访问令牌',
    check: '在“管理凭据”里看凭据类型，改为 Access token。',
  },
  'username-empty': {
    cause: '令牌没有到达平台：用户名字段为空',
    check: '看 CONNECT 字节里的用户名标志和长度；确认令牌栏不是空的。',
  },
  'not-thingsboard': {
    cause: '对方可能不是本平台，而是别的 broker',
    check: '核对地址和端口，看中间有没有别的 broker 或代理。',
  },
  'use-mqtt-311': {
    cause: '对方不支持所选的 MQTT 版本',
    check: '把版本改为 3.1.1 再连。',
  },
  'backend-down': {
    cause: '平台的后台服务或消息队列没有应答（约 10 s 才回复就是这种情况）',
    check: '令牌没有被拒绝。请平台管理员查看核心服务和队列，稍后再连。',
  },
  'rate-or-tenant-limit': {
    cause: '超过平台的限速，或租户被停用（立即回复多半是这种情况）',
    check: '令牌没有被拒绝。请平台管理员查看租户状态和限速设置。',
  },
  'profile-transport-differs': {
    cause: '设备配置的传输类型不是 Default 或 MQTT',
    check: '在平台打开设备配置，把传输类型改为 Default 或 MQTT。',
  },
  'check-host-spelling': {
    cause: '主机名或 IP 地址写错了',
    check: '逐字核对地址；主机名解析不了时直接填 IP 地址。',
  },
  'check-network-sim': {
    cause: '本机没有可用的网络，或 SIM 卡、APN 不通',
    check: '打开一个网页试试；检查 SIM 卡和 APN；换一个网络再试。',
  },
  'check-port': {
    cause: '端口不对',
    check: 'MQTT 一般是 1883，TLS 是 8883，向平台管理员核对。',
  },
  firewall: {
    cause: '防火墙或运营商拦住了这个端口',
    check: '换成手机热点再试；请网络管理员放行到该端口的 TCP。',
  },
  'tls-on-plain-port': {
    cause: '向明文端口发了 TLS',
    check: '改用 mqtt:// 地址，或换成 TLS 端口 8883。',
  },
  'plain-on-tls-port': {
    cause: '向 TLS 端口发了明文',
    check: '改用 mqtts:// 地址，或换成明文端口 1883。',
  },
  'address-blocked': {
    cause: '多次登录失败后，平台暂时封锁了本机的公网地址',
    check: '停止所有重试，等 60 到 90 s 再连；或换一个网络。',
  },
  'mqtt-level-unsupported': {
    cause: '平台不支持这个 MQTT 版本，不回 CONNACK 就断开',
    check: '把版本改为 3.1.1 再连。',
  },
  'proxy-or-balancer': {
    cause: '中间的代理或负载均衡改动或断开了连接',
    check: '请网络管理员看转发规则和后端是否在线；能绕开就直连。',
  },
  'server-overloaded': {
    cause: '平台过载，来不及处理',
    check: '过几分钟再连；请平台管理员看负载。',
  },
  middlebox: {
    cause: '中间的网络设备接通了 TCP，却吞掉了数据',
    check: '换一个网络再试；现场可能需要登录认证网页。',
  },
  'another-service': {
    cause: '这个端口上是别的服务',
    check: '核对端口；看收到的字节像什么协议。',
  },
  'certificate-expired': {
    cause: '平台的证书已过期或尚未生效',
    check: '看证书的有效期；过期请平台管理员更换。',
  },
  'certificate-clock': {
    cause: '本机时钟不准，有效的证书也会显示过期',
    check: '核对本机的日期和时间。',
  },
  'certificate-self-signed': {
    cause: '平台用的是自签名证书',
    check: '向平台管理员要 CA 证书，在 TLS 设置里添加。',
  },
  'certificate-unknown-ca': {
    cause: '本机不认识证书的签发机构，或平台没有发中间证书',
    check: '向平台管理员要 CA 证书，在 TLS 设置里添加。',
  },
  'certificate-wrong-host': {
    cause: '填的主机名不在证书里（常见于填了 IP 地址）',
    check: '改填证书上的主机名；不要跳过校验。',
  },
  'tls-version-differs': {
    cause: '平台只支持旧版 TLS，或双方没有共同的加密套件',
    check: '请平台管理员启用 TLS 1.2 或 1.3。',
  },
  'token-used-elsewhere': {
    cause: '同一个令牌在别处登录：本平台每个令牌只留一个会话，新的挤掉旧的',
    check: '停掉另一个客户端（现场网关、旧工具、复制出来的配置）；改用 MQTT 5 看是否收到 0x8E。',
  },
  'client-certificate-refused': {
    cause: '客户端证书未在平台登记或已过期；带了证书，平台就不再看令牌',
    check: '去掉客户端证书只用令牌，或在平台登记这张证书。',
  },
  'reconnect-slower': {
    cause: '连接太频繁',
    check: '停几分钟再连；看有没有别的程序在不停重连。',
  },
  'run-gateway-flag-test': {
    cause: '还不知道该设备是否勾选了“是否网关”',
    check: '往 v1/gateway/telemetry 发一条，没有 PUBACK 就是没勾选；勾选后要重新连接。',
  },
};
