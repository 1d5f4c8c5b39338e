/** How one row of the platform's log looks: its tone and its codes. Pure; the words are in the component. */
import { type PracticeLogRow } from '../../../protocol/practice.ts';

export type Tone = 'ok' | 'bad' | 'warn' | 'info' | 'idle';

export const toneOf = (event: PracticeLogRow['event']): Tone => {
  switch (event.event) {
    case 'listening':
      return 'info';
    case 'connack':
      return event.code === 0 ? 'ok' : 'bad';
    case 'stored-run':
      return event.altered === 0 ? 'ok' : 'warn';
    case 'dropped':
      return 'warn';
    case 'closed':
      return 'bad';
    case 'left':
      return 'idle';
  }
};

/** As engineers say it: decimal for 3.1.1, hex for 5.0. */
export const connackCode = ({ code, protocol }: { readonly code: number; readonly protocol: string }): string =>
  protocol === '5' ? hex(code) : String(code);

export const hex = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
