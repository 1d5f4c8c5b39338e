/** What each `v1/gateway/…` topic makes of its payload: one row a topic (facts B1). Reached on gateway tokens only (H10). */
import { gatewayAttributeResponse } from './attribute-response.ts';
import { type Handle, type Handled } from './handling.ts';
import { scalarText } from './lenient-json.ts';
import { readRecords, saveAttributes, saveRecords } from './records.ts';

const done: Handled = { devices: 1 };
const notAnObject: Handled = { devices: 0, trouble: 'not-an-object' };

/** H13: an absent or null type is the profile `default`. */
const connect: Handle = (payload, { store, connection }) => {
  if (payload.kind !== 'object') return notAnObject;
  const device = scalarText(payload.members.get('device'));
  if (device === undefined) return { devices: 0, trouble: 'no-device-name' };
  store.connectDevice(device, connection, scalarText(payload.members.get('type')));
  return done;
};

/** H13: a device that nobody knows is acknowledged as well. */
const disconnect: Handle = (payload, { store }) => {
  if (payload.kind !== 'object') return notAnObject;
  const device = scalarText(payload.members.get('device'));
  if (device === undefined) return { devices: 0, trouble: 'no-device-name' };
  store.disconnectDevice(device);
  return done;
};

/** H13, H17-H21 */
const telemetry: Handle = (payload, sender, dropped) => {
  if (payload.kind !== 'object') return notAnObject;
  let devices = 0;
  let waits: Handled['trouble'];
  let left = 0;
  for (const [node, items] of payload.members) {
    if (items.kind !== 'array') {
      dropped(17, node);
      continue;
    }
    left += 1;
    if (node === '') {
      waits ??= 'empty-device-name';
      continue;
    }
    sender.store.connectDevice(node, sender.connection);
    if (items.items.length === 0) {
      waits = 'no-records';
      continue;
    }
    const records = readRecords(items.items, sender);
    // H19: devices before this one are stored; those behind it are not (I).
    if (records === undefined) return { devices, trouble: 'bad-record', node };
    saveRecords(node, records, sender, dropped);
    devices += 1;
  }
  if (left === 0) return { devices: 0, trouble: 'no-device-left' };
  return waits === undefined ? { devices } : { devices, trouble: waits };
};

/** H17. An empty device name takes the same way as in telemetry (I). */
const attributes: Handle = (payload, sender, dropped) => {
  if (payload.kind !== 'object') return notAnObject;
  let devices = 0;
  let left = 0;
  let nameless = false;
  for (const [node, members] of payload.members) {
    if (members.kind !== 'object') {
      dropped(17, node);
      continue;
    }
    left += 1;
    if (node === '') {
      nameless = true;
      continue;
    }
    sender.store.connectDevice(node, sender.connection);
    if (!saveAttributes(node, members.members, sender, dropped)) return { devices, trouble: 'bad-record', node };
    devices += 1;
  }
  if (left === 0) return { devices: 0, trouble: 'no-device-left' };
  return nameless ? { devices, trouble: 'empty-device-name' } : { devices };
};

/** H29. What is missing in a request makes a run-time error in the platform, as a payload that is no object does (I). */
const attributesRequest: Handle = (payload, { store }) => {
  if (payload.kind !== 'object') return notAnObject;
  const response = gatewayAttributeResponse(payload.members, store);
  return response === undefined ? notAnObject : { ...done, messages: [response] };
};

/** A reply to an RPC; nobody waits for it here. */
const rpc: Handle = (payload) => {
  if (payload.kind !== 'object') return notAnObject;
  return scalarText(payload.members.get('device')) === undefined ? { devices: 0, trouble: 'no-device-name' } : done;
};

const claim: Handle = (payload) => (payload.kind === 'object' ? done : notAnObject);

export const gatewayTopics: Readonly<Partial<Record<string, Handle>>> = {
  'v1/gateway/connect': connect,
  'v1/gateway/disconnect': disconnect,
  'v1/gateway/telemetry': telemetry,
  'v1/gateway/attributes': attributes,
  'v1/gateway/attributes/request': attributesRequest,
  'v1/gateway/rpc': rpc,
  'v1/gateway/claim': claim,
};
