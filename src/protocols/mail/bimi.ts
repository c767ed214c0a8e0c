import type { StandardIssue } from './mta-sts.ts';
import { parseTagList, tagValue } from './tag-list.ts';

const draft = 'draft-brand-indicators-for-message-identification section 4.3';
const svgDraft = 'draft-svg-tiny-ps-abrotman section 2';

/** The TXT record at `default._bimi.<domain>`. */
export interface BimiRecord {
  /** Logo; empty says "no logo, on purpose"; null when there is no usable one. */
  readonly location: string | null;
  /** Certificate (VMC or CMC) in PEM. */
  readonly authority: string | null;
  readonly isDeclined: boolean;
  readonly issues: readonly StandardIssue[];
}

/** All texts at the name; null when none is a BIMI record. */
export function readBimi(texts: readonly string[]): BimiRecord | null {
  const records = texts.filter((text) => /^v=BIMI1[ \t]*(?:;|$)/i.test(text));
  const [text] = records;
  if (text === undefined) return null;
  const { tags, errors } = parseTagList(text);
  const issues: StandardIssue[] = errors.map(({ message }) => ({ message, source: draft }));
  if (records.length > 1)
    issues.push({ message: `${records.length} records: receivers ignore all`, source: draft });
  const location = tagValue(tags, 'l');
  const authority = tagValue(tags, 'a');
  if (location === null) issues.push({ message: 'there is no "l="', source: draft });
  for (const [name, value] of [
    ['l', location],
    ['a', authority],
  ] as const)
    if (value !== null && value !== '' && !/^https:\/\/[^\s]+$/i.test(value))
      issues.push({ message: `"${name}=" is not an https address`, source: draft });
  return {
    location: location || null,
    authority: authority || null,
    isDeclined: location === '' && !authority,
    issues,
  };
}

/** Largest logo receivers promise to show. */
export const maxLogoBytes = 32_768;

/** What keeps a logo from being SVG Tiny Portable/Secure. Looks at text, renders nothing. */
export function judgeLogo(svg: string): readonly StandardIssue[] {
  const issues: StandardIssue[] = [];
  const wrong = (message: string): number => issues.push({ message, source: svgDraft });
  const bytes = Buffer.byteLength(svg);
  if (bytes > maxLogoBytes) wrong(`${bytes} bytes, at most ${maxLogoBytes} are shown`);
  const text = svg.slice(0, 4 * maxLogoBytes);
  const root = /<svg\b[^>]{0,4000}>/i.exec(text)?.[0];
  if (root === undefined) return [...issues, { message: 'there is no <svg> element', source: svgDraft }];
  if (!/\bbaseProfile\s*=\s*["']tiny-ps["']/.test(root)) wrong('baseProfile is not "tiny-ps"');
  if (!/\bversion\s*=\s*["']1\.2["']/.test(root)) wrong('version is not "1.2"');
  if (/\s[xy]\s*=/.test(root)) wrong('the <svg> element has x or y');
  if (!/<title\b[^>]{0,500}>\s*[^<\s]/i.test(text)) wrong('there is no <title>');
  const banned = /<(script|image|animate\w*|set|foreignObject|a|video|audio)\b/i.exec(text)?.[1];
  if (banned !== undefined) wrong(`<${banned}> is not allowed`);
  if (/(?:href|src)\s*=\s*["']\s*[^\s#"']/i.test(text)) wrong('it refers to something outside of itself');
  return issues;
}
