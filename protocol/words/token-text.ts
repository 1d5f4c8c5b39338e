/** What is odd about a token, in one sentence: which characters, where. Of the token itself nothing else is quoted. */
import { codePointName } from '../token-characters.ts';
import { type TokenNote, type TokenPlace } from '../token.ts';
import { fill } from './fill.ts';
import { foreignText } from './foreign-text.ts';
import { type NamedCharacter, type Words } from './shape.ts';

/** More of the same kind say nothing new. */
const shownPlaces = 3;

export const tokenSentence = (note: TokenNote, gatewayName: string, words: Words): string => {
  const shown = note.places.slice(0, shownPlaces).map((place) => placeText(place, words));
  const hidden = note.places.length - shown.length;
  const more = hidden === 0 ? [] : [fill(words.tokenPlace.more, { n: hidden })];
  return fill(words.tokenNote[note.rule], {
    places: [...shown, ...more].join(' · '),
    name: foreignText(gatewayName, 40),
  });
};

const placeText = ({ start, end, character, meant }: TokenPlace, words: Words): string => {
  const { one, meant: withMeant, range, name } = words.tokenPlace;
  if (character === undefined) return fill(range, { from: start + 1, to: end });
  const code = codePointName(character);
  if (meant !== undefined) return fill(withMeant, { code, meant, n: start + 1 });
  const known = Object.hasOwn(name, code) ? ` ${name[code as NamedCharacter]}` : '';
  return fill(one, { code: `${code}${known}`, n: start + 1 });
};
