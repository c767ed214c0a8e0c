import { z } from 'zod';
import { absoluteName, plainName } from '../../protocols/dns/name.ts';
import { quoteText, tokens } from '../../protocols/dns/presentation.ts';
import type { RecordSet } from '../../protocols/zone/records/record-set.ts';
import { canonicalSet } from '../../protocols/zone/records/record-set.ts';
import { canonicalValue } from '../../protocols/zone/records/value.ts';

const fieldValue = z.union([z.string(), z.number(), z.null()]);
export const apiRecord = z.object({
  id: z.string(),
  name: z.string().max(1_100),
  type: z.string().max(20),
  content: z.string().optional(),
  ttl: z.number(),
  proxied: z.boolean().optional(),
  priority: z.number().optional(),
  comment: z.string().nullish(),
  data: z.record(z.string(), fieldValue).optional(),
});
export type ApiRecord = z.infer<typeof apiRecord>;

/** Fields of `data` in the order of the presentation value, per type (API contract of 2026-08). */
const dataFields: Readonly<Record<string, readonly string[]>> = {
  SRV: ['priority', 'weight', 'port', 'target'],
  CAA: ['flags', 'tag', 'value'],
  TLSA: ['usage', 'selector', 'matching_type', 'certificate'],
  SMIMEA: ['usage', 'selector', 'matching_type', 'certificate'],
  SSHFP: ['algorithm', 'type', 'fingerprint'],
  DS: ['key_tag', 'algorithm', 'digest_type', 'digest'],
  NAPTR: ['order', 'preference', 'flags', 'service', 'regex', 'replacement'],
  URI: ['priority', 'weight', 'target'],
  HTTPS: ['priority', 'target', 'value'],
  SVCB: ['priority', 'target', 'value'],
};
const quotedFields = new Set(['CAA value', 'NAPTR flags', 'NAPTR service', 'NAPTR regex', 'URI target']);
const nameFields = new Set(['SRV target', 'NAPTR replacement', 'HTTPS target', 'SVCB target']);
const numberFields = new Set([
  'priority',
  'weight',
  'port',
  'flags',
  'usage',
  'selector',
  'matching_type',
  'key_tag',
  'digest_type',
  'order',
  'preference',
  'algorithm',
]);
const bareNames = new Set(['CNAME', 'NS', 'PTR']);

/** The value of a record as presentation format; names get their final dot back. */
export function valueOf(record: ApiRecord): string {
  const { type, content = '', data, priority } = record;
  const fields = dataFields[type];
  if (fields !== undefined && data !== undefined) {
    const all: ApiRecord['data'] = { ...(priority === undefined ? {} : { priority }), ...data };
    return canonical(
      type,
      fields
        .map((field) => fieldText(type, field, all?.[field] ?? ''))
        .join(' ')
        .trim(),
    );
  }
  if (type === 'MX') return canonical(type, `${priority ?? 0} ${absoluteName(plainName(content))}`);
  if (bareNames.has(type)) return canonical(type, absoluteName(plainName(content)));
  if (type === 'TXT') return canonical(type, content.startsWith('"') ? content : quoteText(content));
  return canonical(type, content);
}

function fieldText(type: string, field: string, value: string | number | null): string {
  const [text, key] = [String(value ?? ''), `${type} ${field}`];
  if (nameFields.has(key)) return absoluteName(plainName(text === '' ? '.' : text));
  return quotedFields.has(key) ? quoteText(text) : text;
}

const canonical = (type: string, value: string): string => {
  const result = canonicalValue(type, value);
  return typeof result === 'string' ? result : value;
};

/** Records of one zone as sets, each with the ids that make it up. */
export interface HeldSet {
  readonly set: RecordSet;
  readonly records: readonly ApiRecord[];
}

export function heldSets(records: readonly ApiRecord[]): readonly HeldSet[] {
  const groups = Map.groupBy(records, (record) => `${plainName(record.name)} ${record.type}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const comments = group
      .filter((record) => (record.comment ?? '') !== '')
      .map((record) => [valueOf(record), record.comment ?? '']);
    const set = canonicalSet({
      name: plainName(first.name),
      type: first.type,
      ttlSeconds: first.ttl === 1 ? 'auto' : first.ttl,
      values: group.map(valueOf),
      isProxied: group.some((record) => record.proxied === true),
      ...(comments.length > 0 ? { comments: Object.fromEntries(comments) as Record<string, string> } : {}),
    });
    return 'problem' in set ? [] : [{ set, records: group }];
  });
}

/** One value of a set as the body of a create or overwrite call. */
export function recordBody(set: RecordSet, value: string): Readonly<Record<string, unknown>> {
  const { name, type } = set;
  const base = {
    name,
    type,
    ttl: set.ttlSeconds === 'auto' || set.isProxied === true ? 1 : set.ttlSeconds,
    ...(['A', 'AAAA', 'CNAME'].includes(type) ? { proxied: set.isProxied === true } : {}),
    ...(set.comments?.[value] === undefined ? {} : { comment: set.comments[value] }),
  };
  const words = (tokens(value) ?? []).map((token) => token.text);
  const fields = dataFields[type];
  if (fields !== undefined) {
    const last = fields.length - 1;
    const parts = fields.map((_, index) =>
      index < last ? (words[index] ?? '') : rest(type, value, words.slice(last)),
    );
    const data = Object.fromEntries(
      fields.map((field, index) => [field, typed(type, field, parts[index] ?? '')]),
    );
    if (type !== 'URI') return { ...base, data };
    const { priority, ...target } = data;
    return { ...base, priority, data: target };
  }
  if (type === 'MX') return { ...base, priority: Number(words[0]), content: bare(words[1] ?? '.') };
  if (bareNames.has(type)) return { ...base, content: bare(value) };
  return { ...base, content: value };
}

/** The last field: service parameters keep their quotes, everything else is one word. */
const rest = (type: string, value: string, words: readonly string[]): string =>
  type === 'HTTPS' || type === 'SVCB' ? value.split(' ').slice(2).join(' ') : words.join('');

const typed = (type: string, field: string, text: string): string | number => {
  if (nameFields.has(`${type} ${field}`)) return type === 'SRV' ? bare(text) : text;
  const isNumber = numberFields.has(field) && !(type === 'NAPTR' && field === 'flags');
  return isNumber || (type === 'SSHFP' && field === 'type') ? Number(text) : text;
};

const bare = (name: string): string => (name === '.' ? '.' : name.replace(/\.$/, ''));
