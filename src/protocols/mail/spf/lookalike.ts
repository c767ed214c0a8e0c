import { selectSpf } from './record.ts';

/** A text pasted with its quotation marks. */
export const isPasted = (text: string): boolean => /^\s*\\?["'\u201c\u201d\u201e]\s*v=spf1/i.test(text);

/** A text that was meant to be SPF and is not selected as such (RFC 7208 section 4.5): `spf1 ...`, `v=spf1;`, ` v=spf1 ...`. */
export const isLookalike = (text: string): boolean =>
  selectSpf([text]).length === 0 &&
  !isPasted(text) &&
  /^\s*(?:v\s*=\s*)?spf\s*\d?\s*[\s;:,=].*\b(?:include|ip4|ip6|all|mx|a)\b|^\s*v\s*=\s*spf/i.test(text);
