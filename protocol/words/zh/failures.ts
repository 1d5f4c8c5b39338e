/** 预料之中的失败：发生了什么，什么没受影响，现在怎么做。末尾的代码便于电话里报给同事。 */
import { type Words } from '../shape.ts';

export const failure: Words['failure'] = {
  'address-form':
    '“{address}”不是 broker 地址。请写成 10.20.0.8:1883 或 mqtts://broker.example:8883 的样子。 [ADDR-FORM]',
  'address-secret':
    '地址里带了用户名或密码。请从地址中删掉，把令牌填到令牌栏。地址没有保存，也没有连接。 [ADDR-SECRET]',
  'scheme-unsupported': '不支持“{scheme}”开头的地址。请用 mqtt:// 或 mqtts://。没有连接。 [ADDR-SCHEME]',
  'port-range': '端口“{port}”不能用，应是 1 到 65535 的整数。MQTT 一般是 1883，TLS 是 8883。 [ADDR-PORT]',
  'token-missing': '还没有填访问令牌。到平台设备页的“管理凭据”里复制。没有连接。 [TOKEN-MISSING]',
  'token-form': '令牌{problem}，平台会逐字比较，这样一定不认。请重新复制。没有连接。 [TOKEN-FORM]',
  'live-gateway':
    '平台每个令牌只保留一个会话：网关若正用着这个令牌，连接会把它挤下线。还没有连接，确认后再连。 [TOKEN-LIVE]',
  'setting-range': '“{setting}”应在 {min} 到 {max} 之间。设置没有改动。 [SET-RANGE]',
  'not-connected': '现在没有连接，这条数据没有发出。先连接，再发布。 [MQTT-OFFLINE]',
  'topic-form': '不能向主题“{topic}”发布：主题名不能为空，也不能含 #、+ 或控制字符。没有发出。 [TOPIC-FORM]',
  'payload-too-large':
    '这条数据加上 MQTT 头共 {lengthBytes} 字节，上限 {limitBytes} 字节，超过平台会直接断开。没有发出，请拆成几条。 [PAYLOAD-SIZE]',
  'no-such-connection': '这个已存连接已经不在了，可能在别处被删除。请另选一个，或重新填写。 [CONN-GONE]',
  'no-such-request': '界面请求了程序没有的功能“{name}”。界面和程序版本可能不一致，请重新启动。 [API-NAME]',
  'bad-argument':
    '请求“{request}”的参数“{path}”不合要求，没有执行。请重新打开窗口；再出现请反馈此代码。 [API-ARGUMENT]',
  'too-large': '请求“{request}”的内容超过 {limitBytes} 字节，没有执行。请减少一次的数据量。 [API-SIZE]',
  'too-fast': '操作太快：每秒最多 {perSecond} 次。这一次没有执行，稍后再试。 [API-RATE]',
  'key-store-missing': '这台机器没有可用的系统密钥库，令牌只保留到程序关闭，不会写入磁盘。 [KEY-NONE]',
  'key-store-changed':
    '保存的令牌用现在的密钥库打不开（当时是“{backend}”）。请重新填令牌，其他设置都还在。 [KEY-CHANGED]',
  'file-unreadable': '读不了文件“{file}”（{why}）。文件没有改动。请检查路径和权限。 [FILE-READ]',
  'file-unwritable': '写不了文件“{file}”（{why}）。原有内容没有改动。请检查磁盘空间和权限。 [FILE-WRITE]',
  'port-in-use': '本机端口 {port} 已被别的程序占用。请换一个端口，或让系统挑选。 [PORT-USED]',
  'not-in-this-host': '“{request}”在浏览器模式下不能用。请在桌面程序里操作。 [HOST-ONLY]',
  'link-to-host-lost':
    '窗口与后台程序断开了，画面停在断开那一刻。程序若还在运行会自动恢复，否则请重新启动。 [HOST-LOST]',
  internal: '程序内部出错，这一步没有完成，其他功能不受影响。请反馈事件号 {incident}。 [INTERNAL]',
};

export const tokenProblem: Words['tokenProblem'] = {
  control: '里有看不见的控制字符',
  'not-ascii': '里有非 ASCII 字符（例如全角字母或中文引号）',
  'too-long': '太长',
};

export const setting: Words['setting'] = {
  keepAliveSeconds: '保活（秒）',
  connackTimeoutMs: '等 CONNACK 的时间（毫秒）',
  surviveMs: '确认保持的时间（毫秒）',
};
