/** What the glance at a payload's meaning is made of. Apart from `decode-preview.ts`, so that the view can load that later. */
import { type SourceKind } from '../../../protocol/profile/annotation.ts';
import { type Language } from '../../../protocol/settings.ts';

export type PreviewValue = {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly source: SourceKind;
  readonly sourceLabel: string;
};
/** `name`: the key, and of a frame the layout it is read by. */
export type PreviewLine = { readonly id: string; readonly name: string; readonly values: readonly PreviewValue[] };
export type PreviewOf = (payload: string, topic: string, language: Language) => readonly PreviewLine[];
