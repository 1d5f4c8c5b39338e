/**
 * A glance at what the payload means: the frames by layout, else the values that have a unit. Owns the choice of what fits
 * on a line or two; everything else about a value is the inspect workspace's. Loaded after the view, with the profile.
 */
import { decode } from '../../../protocol/profile/decode.ts';
import { type Field } from '../../../protocol/profile/annotation.ts';
import { sourceWords, unitText } from '../../../protocol/profile/words.ts';
import { defaultProfile } from '../../../protocol/profiles/index.ts';
import { type PreviewOf, type PreviewValue, type PreviewLine } from './preview-line.ts';

/** A glance must not cost a noticeable pause while typing. */
const previewLimitChars = 16_384;
const linesShown = 2;
const valuesShown = 8;

export const previewOf: PreviewOf = (payload, topic, language) => {
  if (payload.length > previewLimitChars) return [];
  const [entry] = decode(payload, { profile: defaultProfile().profile, topic }).entries;
  if (entry === undefined) return [];

  const value = (field: Field): PreviewValue[] =>
    typeof field.value === 'number' && field.form !== 'derived'
      ? [
          {
            path: field.path,
            label: field.label?.[language] ?? field.key,
            // A true minus sign: as wide as the digits.
            value: String(field.value).replace('-', '−'),
            unit: field.unit === undefined ? '' : unitText(field.unit),
            source: field.source,
            sourceLabel: sourceWords[field.source][language],
          },
        ]
      : [];

  const frames = entry.fields.flatMap(({ key, frame }) =>
    (frame?.layouts ?? []).map(({ id, fields }): PreviewLine => ({
      id: `${key} ${id}`,
      name: `${key} · ${id}`,
      values: fields.flatMap(value).slice(0, valuesShown),
    })),
  );
  if (frames.length > 0) return frames.slice(0, linesShown);
  const measured = entry.fields.filter(({ unit }) => unit !== undefined).flatMap(value);
  return measured.length === 0 ? [] : [{ id: 'values', name: '', values: measured.slice(0, valuesShown) }];
};
