/** MQTT 3.1.1 over a bare socket, with nothing around it: the floor that everything else is compared with. */
import { connect, type Socket } from 'node:net';

const counted = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
};

const packetOf = (first: number, body: Buffer): Buffer => {
  const lengths: number[] = [];
  for (let rest = body.length; ; rest >>= 7) {
    lengths.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    if (rest <= 0x7f) return Buffer.concat([Buffer.from([first, ...lengths]), body]);
  }
};

const connectPacket = (): Buffer => {
  // Level 4; user name, clean session; keep alive 60.
  const head = Buffer.concat([counted('MQTT'), Buffer.from([0x04, 0x82, 0x00, 0x3c])]);
  return packetOf(0x10, Buffer.concat([head, counted('bench'), counted('GP1109N12345678')]));
};

/** ms from before the TCP connect to the CONNACK. */
export const bareConnect = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const startMs = performance.now();
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(connectPacket()));
    socket.on('error', reject);
    socket.once('data', () => {
      const ms = performance.now() - startMs;
      socket.destroy();
      resolve(ms);
    });
  });

/** Acknowledged publishes a second. */
export const barePublish = (
  port: number,
  topic: string,
  payload: string,
  count: number,
  window: number,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(connectPacket()));
    const body = (identifier: number): Buffer =>
      Buffer.concat([counted(topic), Buffer.from([identifier >> 8, identifier & 0xff]), Buffer.from(payload)]);
    let sent = 0;
    let acked = 0;
    let received = 0;
    let startMs = 0;
    const fill = (): void => {
      socket.cork();
      while (sent < count && sent - acked < window) {
        sent += 1;
        socket.write(packetOf(0x32, body((sent % 65_535) + 1)));
      }
      socket.uncork();
    };
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (startMs === 0) startMs = performance.now();
      // CONNACK and PUBACK are four bytes each; the first is the CONNACK.
      acked = Math.floor(received / 4) - 1;
      if (acked < count) {
        fill();
        return;
      }
      socket.destroy();
      resolve((count / (performance.now() - startMs)) * 1_000);
    });
  });
