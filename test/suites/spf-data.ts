import { existsSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type DnsAnswer, failure, found, noData, nxDomain } from '../../src/protocols/mail/dns-answer.ts';
import type { DnsQuestion } from '../../src/model/outside-dns.ts';

const file = new URL('../../../shared/data/spf/pyspf/rfc7208-tests.yml', import.meta.url);
export const hasSpfSuite = existsSync(file);

const word = z.union([z.string(), z.number()]).transform(String);
const texts = z.union([z.array(z.union([word, z.null()])), word]);
const entry = z.union([z.string(), z.record(z.string(), texts)]);
const group = z.object({
  description: z.string(),
  tests: z.record(
    z.string(),
    z.object({
      helo: word,
      host: word,
      mailfrom: word,
      result: z.union([z.string(), z.array(z.string())]),
      explanation: z.string().optional(),
    }),
  ),
  zonedata: z.record(z.string(), z.array(entry)),
});
type Zone = z.infer<typeof group>['zonedata'];

export interface SpfCase {
  readonly name: string;
  readonly helo: string;
  readonly host: string;
  readonly mailFrom: string;
  readonly results: readonly string[];
  readonly explanation: string | undefined;
  readonly answer: (question: DnsQuestion) => DnsAnswer;
}

export function spfCases(): readonly SpfCase[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: false });
  const groups = documents.flatMap((document) => ('toJS' in document ? [group.parse(document.toJS())] : []));
  return groups.flatMap(({ tests, zonedata, description }) => {
    const answer = zoneAnswers(zonedata);
    return Object.entries(tests).map(([name, test]) => ({
      name: `${description}: ${name}`,
      helo: test.helo,
      host: test.host,
      mailFrom: test.mailfrom,
      results: [test.result].flat(),
      explanation: test.explanation,
      answer,
    }));
  });
}

/** The suite's conventions: TIMEOUT is a server failure, SPF stands for TXT unless the name has TXT of its own. */
function zoneAnswers(zone: Zone): (question: DnsQuestion) => DnsAnswer {
  const names = new Map(Object.entries(zone).map(([name, entries]) => [bare(name), entries]));
  const ask = ({ name, type }: DnsQuestion, depth = 0): DnsAnswer => {
    const entries = names.get(bare(name));
    if (entries === undefined) return nxDomain;
    const alias = valuesOf(entries, 'CNAME')[0];
    if (alias !== undefined) return depth > 8 ? failure('alias loop') : ask({ name: alias, type }, depth + 1);
    const values = valuesOf(entries, type === 'TXT' && !hasType(entries, 'TXT') ? 'SPF' : type);
    if (values.length > 0) return found(values);
    return entries.includes('TIMEOUT') ? failure('timeout') : noData;
  };
  return ask;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const hasType = (entries: Zone[string], type: string): boolean =>
  entries.some((one) => typeof one !== 'string' && type in one);

function valuesOf(entries: Zone[string], type: string): string[] {
  return entries.flatMap((one) => {
    const value = typeof one === 'string' ? undefined : one[type];
    if (value === undefined || value === 'NONE') return [];
    if (type === 'MX' && Array.isArray(value)) return [`${value[0]} ${bare(String(value[1])) || '.'}`];
    if (Array.isArray(value)) return [value.map((part) => part ?? '').join('')];
    return [type === 'TXT' || type === 'SPF' ? value : bare(value)];
  });
}
