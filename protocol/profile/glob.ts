/**
 * Device names by pattern: `#` is one digit, `*` is any run without `/`, everything else is itself. Two wildcards and no
 * more, so that a profile from a stranger cannot make matching slow.
 */

/** At most pattern length times name length steps. */
export const matchesGlob = (pattern: string, name: string): boolean => {
  // No wildcard crosses a slash: the parts between slashes match one by one.
  const patternParts = pattern.split('/');
  const nameParts = name.split('/');
  return (
    patternParts.length === nameParts.length && patternParts.every((part, i) => matchesPart(part, nameParts[i] ?? ''))
  );
};

const matchesPart = (pattern: string, name: string): boolean => {
  let p = 0;
  let n = 0;
  // The last `*` can always take over what an earlier one might have, so only it is ever tried again.
  let star = -1;
  let starTook = 0;
  while (n < name.length) {
    const wanted = pattern.charAt(p);
    const found = name.charAt(n);
    if (p < pattern.length && wanted === '*') {
      star = p;
      starTook = n;
      p += 1;
    } else if (p < pattern.length && (wanted === '#' ? found >= '0' && found <= '9' : wanted === found)) {
      p += 1;
      n += 1;
    } else if (star >= 0) {
      starTook += 1;
      n = starTook;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern.charAt(p) === '*') p += 1;
  return p === pattern.length;
};
