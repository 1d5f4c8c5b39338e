/** What a device's own topics make of their payload; a gateway is a device as well (facts C). One row a topic. */
import { deviceAttributeResponse } from './attribute-response.ts';
import { type Handle, type Handled } from './handling.ts';
import { readRecords, saveAttributes, saveRecords } from './records.ts';
import { sessionLimits } from './session-limits.ts';

const done: Handled = { devices: 1 };
/** Here the platform turns every wrong shape into a validation error (I). */
const wrongShape: Handled = { devices: 0, trouble: 'bad-record' };

/** One record or a list of them, each with or without `ts`. */
const telemetry: Handle = (payload, sender, dropped) => {
  const items = payload.kind === 'array' ? payload.items : [payload];
  if (items.length === 0) return { devices: 0, trouble: 'no-records' };
  const records = readRecords(items, sender);
  if (records === undefined) return wrongShape;
  saveRecords(sender.identity.name, records, sender, dropped);
  return done;
};

const attributes: Handle = (payload, sender, dropped) =>
  payload.kind === 'object' && saveAttributes(sender.identity.name, payload.members, sender, dropped)
    ? done
    : wrongShape;

const attributesRequest =
  (id: string): Handle =>
  (payload, { store, identity }) =>
    payload.kind === 'object'
      ? { ...done, messages: [deviceAttributeResponse(id, payload.members, identity.name, store)] }
      : wrongShape;

/** H30. Other methods go to the rule chains, and this platform has none that answers. */
const rpcRequest =
  (id: string): Handle =>
  (payload, { identity, profile }) => {
    if (payload.kind !== 'object') return wrongShape;
    const method = payload.members.get('method');
    const asked = method?.kind === 'string' && method.value === 'getSessionLimits';
    if (!asked || !profile.sessionLimits) return done;
    return { ...done, messages: [sessionLimits(id, identity.isGateway)] };
  };

const accepted: Handle = () => done;

const byName: Readonly<Partial<Record<string, Handle>>> = {
  'v1/devices/me/telemetry': telemetry,
  'v1/devices/me/attributes': attributes,
  'v1/devices/me/claim': accepted,
  // The short names, from memory (U).
  'v2/t': telemetry,
  'v2/t/j': telemetry,
  'v2/a': attributes,
  'v2/a/j': attributes,
};

const withNumber: readonly { readonly form: RegExp; readonly handle: (id: string) => Handle }[] = [
  { form: /^v1\/devices\/me\/attributes\/request\/(\d{1,9})$/, handle: attributesRequest },
  { form: /^v1\/devices\/me\/rpc\/request\/(\d{1,9})$/, handle: rpcRequest },
  { form: /^v1\/devices\/me\/rpc\/response\/(\d{1,9})$/, handle: () => accepted },
];

export const deviceTopic = (topic: string): Handle | undefined => {
  if (Object.hasOwn(byName, topic)) return byName[topic];
  for (const { form, handle } of withNumber) {
    const id = form.exec(topic)?.[1];
    if (id !== undefined) return handle(id);
  }
  return undefined;
};
