import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnPage, type Frame } from '../../../electron/api/ipc-sender.ts';

const own = 'app://gatescope';
const frame = (origin: string, detached = false): Frame => ({ origin, detached });

describe('who may call the process behind the window', () => {
  it('lets in the main frame of the window while it shows our page', () => {
    const main = frame(own);
    expect(isOwnPage(main, main, own)).toBe(true);
  });

  it('refuses a frame that has gone since it called', () => {
    expect(isOwnPage(null, frame(own), own)).toBe(false);
    const gone = frame(own, true);
    expect(isOwnPage(gone, gone, own)).toBe(false);
  });

  it('refuses a frame inside our page, even one of our own origin', () => {
    expect(isOwnPage(frame(own), frame(own), own)).toBe(false);
  });

  it.each([
    'null',
    '',
    'app://',
    'app://gatescope.evil',
    'app://gatescope/',
    'app://GATESCOPE',
    'app://gatescope:1',
    'https://gatescope',
    'http://gatescope',
    'file://',
    'data:',
    'about:blank',
    'devtools://devtools',
    'chrome-extension://gatescope',
    'blob:app://gatescope',
  ])('refuses a main frame that shows %s', (origin) => {
    const main = frame(origin);
    expect(isOwnPage(main, main, own)).toBe(false);
  });

  it('refuses every origin but ours', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (origin) => {
        const main = frame(origin);
        expect(isOwnPage(main, main, own)).toBe(origin === own);
      }),
      { numRuns: 200 },
    );
  });
});
