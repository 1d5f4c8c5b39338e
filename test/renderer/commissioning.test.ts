import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type ConnectionSettings } from '../../protocol/connection.ts';
import { type Step } from '../../protocol/diagnosis.ts';
import { createWindowI18n } from '../../renderer/i18n.ts';
import CauseList from '../../renderer/views/commissioning/CauseList.vue';
import ConnectionForm from '../../renderer/views/commissioning/ConnectionForm.vue';
import SavedPicker from '../../renderer/views/commissioning/SavedPicker.vue';
import StepLadder from '../../renderer/views/commissioning/StepLadder.vue';
import VerdictCard from '../../renderer/views/commissioning/VerdictCard.vue';

const global = { plugins: [createWindowI18n('en')] };

const steps: Step[] = [
  { id: 'resolve-host', outcome: 'passed', startedMs: 0, ms: 1.2, finding: '10.20.0.8' },
  { id: 'open-tcp', outcome: 'failed', startedMs: 1.2, ms: 12.4, finding: 'ECONNREFUSED' },
  { id: 'negotiate-tls', outcome: 'skipped' },
];

describe('the ladder', () => {
  it('shows each step with its outcome, what was found and the time it took', () => {
    const rows = mount(StepLadder, { props: { steps }, global }).findAll('tr');
    expect(rows.map((row) => row.attributes('data-outcome'))).toEqual(['passed', 'failed', 'skipped']);
    expect(rows[1]!.text()).toContain('ECONNREFUSED');
    expect(rows[1]!.text()).toContain('12.4 ms');
  });
  it('draws no bar for a step that was skipped', () => {
    const rows = mount(StepLadder, { props: { steps }, global }).findAll('tr');
    expect(rows.map((row) => row.find('i').exists())).toEqual([true, true, false]);
  });
});

describe('a step of the ladder', () => {
  const opened: Step[] = [
    {
      id: 'resolve-host',
      outcome: 'passed',
      ms: 1,
      finding: '10.20.0.8',
      details: { id: 'resolve-host', host: 'b.example', addresses: [{ address: '10.20.0.8', family: 4 }] },
    },
    {
      id: 'open-tcp',
      outcome: 'failed',
      ms: 2,
      finding: 'ECONNREFUSED',
      details: {
        id: 'open-tcp',
        attempts: [{ address: '<img src=x onerror=1>', port: 1883, outcome: 'refused', code: 'ECONNREFUSED', ms: 2 }],
      },
    },
    { id: 'negotiate-tls', outcome: 'skipped' },
  ];
  const ladder = () => mount(StepLadder, { props: { steps: opened }, global, attachTo: document.body });

  it('opens and closes by click, and says so', async () => {
    const mounted = ladder();
    const button = mounted.find('[data-step="open-tcp"] button');
    expect(button.attributes('aria-expanded')).toBe('false');
    await mounted.find('[data-step="open-tcp"]').trigger('click');
    expect(button.attributes('aria-expanded')).toBe('true');
    expect(mounted.find(`[id="${button.attributes('aria-controls')}"]`).attributes('data-detail')).toBe('open-tcp');
    await button.trigger('click');
    expect(button.attributes('aria-expanded')).toBe('false');
    expect(mounted.find('[data-detail]').exists()).toBe(false);
    mounted.unmount();
  });

  it('opens with Right, closes with Left, and lets Up and Down go to its neighbours', async () => {
    const mounted = ladder();
    const [first, second] = mounted.findAll('button');
    await first!.trigger('keydown', { key: 'ArrowRight' });
    expect(first!.attributes('aria-expanded')).toBe('true');
    await first!.trigger('keydown', { key: 'ArrowLeft' });
    expect(first!.attributes('aria-expanded')).toBe('false');
    (first!.element as HTMLButtonElement).focus();
    await first!.trigger('keydown', { key: 'ArrowDown' });
    expect(document.activeElement).toBe(second!.element);
    await second!.trigger('keydown', { key: 'ArrowUp' });
    expect(document.activeElement).toBe(first!.element);
    mounted.unmount();
  });

  it('that has nothing more to show cannot be opened', () => {
    const mounted = ladder();
    expect(mounted.find('[data-step="negotiate-tls"] button').exists()).toBe(false);
    mounted.unmount();
  });

  it('shows what came from outside as text', async () => {
    const mounted = ladder();
    await mounted.find('[data-step="open-tcp"] button').trigger('click');
    expect(mounted.find('[data-detail="open-tcp"] img').exists()).toBe(false);
    expect(mounted.find('[data-detail="open-tcp"]').text()).toContain('<img src=x onerror=1>:1883');
    mounted.unmount();
  });
});

describe('the verdict', () => {
  it('marks the byte of the CONNACK that holds the code', () => {
    const card = mount(VerdictCard, {
      props: {
        tone: 'bad',
        numeral: '5',
        name: 'n',
        latinName: 'l',
        meaning: 'm',
        codeAt: 3,
        connack: {
          protocol: '3.1.1',
          code: 5,
          hex: '0x05',
          name: 'not authorized',
          sessionPresent: false,
          bytes: '20020005',
          latencyMs: 84,
        },
      },
      global,
    });
    expect(card.findAll('.byte').map((byte) => byte.text())).toEqual(['20', '02', '00', '05']);
    expect(card.findAll('.byte.bad').map((byte) => byte.text())).toEqual(['05']);
    expect(card.attributes('data-code')).toBe('5');
  });
});

describe('the causes', () => {
  it('keep their order, and those that the tool ruled out stay in the list', () => {
    const list = mount(CauseList, {
      props: { advice: [{ id: 'token-unknown' }, { id: 'token-whitespace', ruledOut: true }] },
      global,
    });
    expect(list.findAll('li').map((item) => [item.attributes('data-advice'), item.classes('out')])).toEqual([
      ['token-unknown', false],
      ['token-whitespace', true],
    ]);
  });
});

describe('the connection form', () => {
  const mountForm = (address: string) => {
    const changed: ConnectionSettings[] = [];
    const form = mount(ConnectionForm, {
      props: {
        modelValue: { ...defaultSettings, address },
        'onUpdate:modelValue': (settings: ConnectionSettings) => changed.push(settings),
      },
      global,
    });
    return { form, changed };
  };

  it.each([
    ['10.0.0.8:1883', true, 'mqtts://10.0.0.8:8883'],
    ['10.0.0.8', true, 'mqtts://10.0.0.8'],
    ['mqtt://10.0.0.8:2883', true, 'mqtts://10.0.0.8:2883'],
    ['mqtts://10.0.0.8:8883', false, '10.0.0.8:1883'],
  ])('turns %s to TLS %s without touching a port of its own', async (address, on, becomes) => {
    const { form, changed } = mountForm(address);
    await form.find('#use-tls').setValue(on);
    expect(changed.at(-1)?.address).toBe(becomes);
  });

  it('says at the address what is wrong with it, and nothing while it is empty', () => {
    expect(mountForm('').form.find('#address-note').exists()).toBe(false);
    expect(mountForm('mqtt//host').form.find('#address-note').text()).toContain('[ADDR-FORM]');
    expect(mountForm('mqtt//host').form.find('#address').attributes('aria-invalid')).toBe('true');
  });
});

describe('a saved connection', () => {
  it('is deleted only after a second word', async () => {
    const picker = mount(SavedPicker, {
      props: {
        saved: [{ id: 'a', name: 'A 3', settings: defaultSettings, tokenKept: 'none' }],
        chosen: { id: 'a', name: 'A 3', settings: defaultSettings, tokenKept: 'none' },
      },
      global,
    });
    await picker.find('.forget button').trigger('click');
    expect(picker.emitted('forget')).toBeUndefined();
    await picker.find('.forget button').trigger('click');
    expect(picker.emitted('forget')).toEqual([['a']]);
  });
});
