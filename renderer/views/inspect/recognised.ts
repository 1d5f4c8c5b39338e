/** What a text was recognised as, in one line: `Whole telemetry payload · 1 node · 13 keys`. */
import { type Decoded } from '../../../protocol/profile/annotation.ts';
import { type useWords } from '../../i18n.ts';

type Translate = ReturnType<typeof useWords>['t'];
export type Recognised = { readonly what: string; readonly counts: readonly string[] };

export const recognised = ({ shape, entries }: Decoded, t: Translate): Recognised => {
  const what = t(`inspect.shape.${shape}`);
  const fields = entries.flatMap((entry) => entry.fields);
  const keys = fields.filter(({ parent }) => parent === undefined).length;
  const nodes = new Set(entries.map(({ node }) => node)).size;
  switch (shape) {
    case 'nothing':
      return { what, counts: [] };
    case 'frame':
      return {
        what,
        counts: fields.flatMap(({ frame }) => (frame ? [t('inspect.byteCount', frame.lengthBytes)] : [])),
      };
    case 'index-map':
      return { what, counts: [t('inspect.indices', fields.filter(({ parent }) => parent !== undefined).length)] };
    case 'telemetry':
      return {
        what,
        counts: [
          t('inspect.nodes', nodes),
          ...(entries.length > nodes ? [t('inspect.entries', entries.length)] : []),
          t('inspect.keys', keys),
        ],
      };
    case 'attributes':
      return { what, counts: [t('inspect.nodes', nodes), t('inspect.keys', keys)] };
    default:
      return { what, counts: [t('inspect.keys', keys)] };
  }
};
