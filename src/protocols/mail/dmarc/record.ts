import { parseTagList, type Tag } from '../tag-list.ts';
import { parseReportUris, type ReportUri } from './report-uri.ts';

export const dmarcPolicies = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof dmarcPolicies)[number];

/** RFC 9989 section 4.7. A null policy tag is absent or not valid: `issues` says which. */
export interface DmarcRecord {
  readonly text: string;
  readonly p: DmarcPolicy | null;
  readonly sp: DmarcPolicy | null;
  readonly np: DmarcPolicy | null;
  readonly psd: 'y' | 'n' | 'u';
  readonly isTesting: boolean;
  readonly adkim: 'strict' | 'relaxed';
  readonly aspf: 'strict' | 'relaxed';
  readonly fo: readonly string[];
  readonly rua: readonly ReportUri[];
  readonly ruf: readonly ReportUri[];
  /** Obsolete, still read by RFC 7489 receivers; null when absent. */
  readonly pct: number | null;
  readonly issues: readonly DmarcIssue[];
  /** Tag names in order, for readers that care about order. */
  readonly order: readonly string[];
}

export interface DmarcIssue {
  readonly id:
    | 'syntax'
    | 'value'
    | 'unknown-tag'
    | 'obsolete-tag'
    | 'p-missing'
    | 'p-order'
    | 'fo-without-ruf';
  readonly message: string;
  /** For `value`: the tag whose value is wrong. */
  readonly tag?: string;
  /** Section of RFC 9989. */
  readonly section: string;
  readonly at?: number;
}

/** Case-sensitive version, first tag (section 4.7): anything else is no DMARC record at all. */
export const isDmarcRecord = (text: string): boolean => /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text);

const known = new Set(['v', 'p', 'sp', 'np', 'psd', 't', 'adkim', 'aspf', 'fo', 'rua', 'ruf']);
const obsolete = new Set(['pct', 'rf', 'ri']);

/** Reads a text that `isDmarcRecord` accepted. Wrong values fall back to their defaults (section 4.8). */
export function parseDmarc(text: string): DmarcRecord {
  const list = parseTagList(text);
  const tags = list.tags.map((tag) => ({ ...tag, name: tag.name.toLowerCase() }));
  const issues: DmarcIssue[] = list.errors.map(({ at, message }) => ({
    id: 'syntax',
    message,
    section: '4.8',
    at,
  }));
  const pick = <T extends string>(name: string, values: readonly T[]): T | null =>
    pickValue({ tags, issues }, name, values);
  const rors = ['r', 's'] as const;
  const record = {
    text,
    p: pick('p', dmarcPolicies),
    sp: pick('sp', dmarcPolicies),
    np: pick('np', dmarcPolicies),
    psd: pick('psd', ['y', 'n', 'u']) ?? 'u',
    isTesting: pick('t', ['y', 'n']) === 'y',
    adkim: pick('adkim', rors) === 's' ? 'strict' : 'relaxed',
    aspf: pick('aspf', rors) === 's' ? 'strict' : 'relaxed',
    fo: failureOptions({ tags, issues }),
    rua: uris({ tags, issues }, 'rua'),
    ruf: uris({ tags, issues }, 'ruf'),
    pct: percentage(tags),
    order: tags.map(({ name }) => name),
  } as const;
  return { ...record, issues: [...issues, ...tagIssues(tags)] };
}

interface Reading {
  readonly tags: readonly Tag[];
  readonly issues: DmarcIssue[];
}

/** ABNF strings are case-insensitive (RFC 5234 section 2.3), so `p=Reject` is fine. */
function pickValue<T extends string>(
  { tags, issues }: Reading,
  name: string,
  values: readonly T[],
): T | null {
  const tag = tags.find((one) => one.name === name);
  if (tag === undefined) return null;
  const value = values.find((one) => one === tag.value.toLowerCase());
  if (value !== undefined) return value;
  const message = `"${name}=${tag.value.slice(0, 40)}" is not one of ${values.join(', ')}`;
  issues.push({ id: 'value', message, tag: name, section: '4.7', at: tag.at });
  return null;
}

function failureOptions({ tags, issues }: Reading): readonly string[] {
  const tag = tags.find(({ name }) => name === 'fo');
  if (tag === undefined) return ['0'];
  const options = tag.value
    .toLowerCase()
    .split(':')
    .map((option) => option.trim());
  const isValid =
    options.every((option) => ['0', '1', 'd', 's'].includes(option)) &&
    new Set(options).size === options.length &&
    !(options.includes('0') && options.includes('1'));
  if (isValid) return options;
  issues.push({
    id: 'value',
    message: `"fo=${tag.value.slice(0, 40)}" is not valid`,
    section: '4.7',
    at: tag.at,
  });
  return ['0'];
}

function uris({ tags, issues }: Reading, name: 'rua' | 'ruf'): readonly ReportUri[] {
  const tag = tags.find((one) => one.name === name);
  if (tag === undefined) return [];
  const { uris: valid, errors } = parseReportUris(tag.value);
  issues.push(
    ...errors.map((message) => ({
      id: 'value' as const,
      message: `${name}: ${message}`,
      section: '4.7',
      at: tag.at,
    })),
  );
  return valid;
}

function percentage(tags: readonly Tag[]): number | null {
  const value = tags.find(({ name }) => name === 'pct')?.value ?? '';
  return /^\d{1,3}$/.test(value) && Number(value) <= 100 ? Number(value) : null;
}

function tagIssues(tags: readonly Tag[]): readonly DmarcIssue[] {
  const names = tags.map(({ name }) => name);
  const issues = tags.flatMap(({ name, at }): DmarcIssue[] => {
    if (obsolete.has(name))
      return [
        {
          id: 'obsolete-tag',
          message: `"${name}=" is obsolete and ignored by RFC 9989 receivers`,
          section: 'A.6',
          at,
        },
      ];
    if (known.has(name)) return [];
    return [
      { id: 'unknown-tag', message: `"${name}=" is not a DMARC tag and is ignored`, section: '4.7', at },
    ];
  });
  if (!names.includes('p')) issues.push({ id: 'p-missing', message: 'there is no "p="', section: '4.10.1' });
  else if (names[1] !== 'p')
    issues.push({
      id: 'p-order',
      message: '"p=" does not follow "v=" at once, which RFC 7489 receivers expect',
      section: '4.7',
    });
  if (names.includes('fo') && !names.includes('ruf'))
    issues.push({ id: 'fo-without-ruf', message: '"fo=" is ignored without "ruf="', section: '4.7' });
  return issues;
}
