import { parseTagList, tagValue } from './tag-list.ts';

export interface StandardIssue {
  readonly message: string;
  /** `RFC 8461 section 3.2` */
  readonly source: string;
}

/** The TXT record at `_mta-sts.<domain>` (RFC 8461 section 3.1). */
export interface MtaStsRecord {
  readonly id: string | null;
  readonly issues: readonly StandardIssue[];
}

/** All texts at the name; null when none is an MTA-STS record. */
export function readMtaStsRecord(texts: readonly string[]): MtaStsRecord | null {
  const records = texts.filter((text) => /^v=STSv1[ \t]*;/.test(text) || /^v=STSv1[ \t]*$/.test(text));
  const [text] = records;
  if (text === undefined) return null;
  const id = tagValue(parseTagList(text).tags, 'id');
  const issues: StandardIssue[] = [];
  if (records.length > 1)
    issues.push({
      message: `${records.length} records: senders must act as if there were none`,
      source: 'RFC 8461 section 3.1',
    });
  if (id === null || !/^[A-Za-z0-9]{1,32}$/.test(id))
    issues.push({
      message: `"id=${id?.slice(0, 40) ?? ''}" is not 1 to 32 letters and digits`,
      source: 'RFC 8461 section 3.1',
    });
  return { id, issues };
}

/** The policy file at `https://mta-sts.<domain>/.well-known/mta-sts.txt` (RFC 8461 section 3.2). */
export interface MtaStsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none' | null;
  readonly mx: readonly string[];
  readonly maxAgeSeconds: number | null;
  readonly issues: readonly StandardIssue[];
}

/** Longest policy read; the RFC lets senders limit it, real ones are below 1 kB. */
const maxPolicyLength = 64_000;
const modes = ['enforce', 'testing', 'none'] as const;

export function parseMtaStsPolicy(body: string): MtaStsPolicy {
  const issues: StandardIssue[] = [];
  const wrong = (message: string): number => issues.push({ message, source: 'RFC 8461 section 3.2' });
  const fields = body.slice(0, maxPolicyLength).split(/\r?\n/).flatMap(readField);
  const first = (name: string): string | null => fields.find((field) => field.name === name)?.value ?? null;
  if (body.length > maxPolicyLength) wrong(`longer than ${maxPolicyLength} characters`);
  if (first('version') !== 'STSv1')
    wrong(`"version" is "${first('version')?.slice(0, 20) ?? ''}", not "STSv1"`);
  const mode = modes.find((one) => one === first('mode')) ?? null;
  if (mode === null) wrong(`"mode" is "${first('mode')?.slice(0, 20) ?? ''}", not enforce, testing or none`);
  const age = first('max_age') ?? '';
  const maxAgeSeconds = /^\d{1,10}$/.test(age) && Number(age) <= 31_557_600 ? Number(age) : null;
  if (maxAgeSeconds === null) wrong(`"max_age" is "${age.slice(0, 20)}", not 0 to 31557600 seconds`);
  const mx = fields.filter(({ name }) => name === 'mx').map(({ value }) => value.toLowerCase());
  for (const pattern of mx.slice(0, 50))
    if (!isMxPattern(pattern)) wrong(`mx "${pattern.slice(0, 60)}" is not a host or *.domain`);
  if (mode !== 'none' && mx.length === 0) wrong('there is no "mx"');
  return { mode, mx, maxAgeSeconds, issues };
}

function readField(line: string): readonly { readonly name: string; readonly value: string }[] {
  const colon = line.indexOf(':');
  return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
}

const isMxPattern = (text: string): boolean =>
  text.length <= 253 && /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(text);

/** A wildcard stands for exactly one label (RFC 8461 section 4.1). */
export const isMxCovered = (exchange: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) =>
    pattern.startsWith('*.')
      ? exchange.slice(exchange.indexOf('.') + 1) === pattern.slice(2)
      : exchange === pattern,
  );
