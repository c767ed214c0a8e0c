import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dmarc } from 'mailauth';
import { z } from 'zod';
import type { DnsQuestion } from '../../src/model/outside-dns.ts';
import { answerAll, type DnsAnswer, found, noData, nxDomain } from '../../src/protocols/mail/dns-answer.ts';
import { type DmarcVerdict, evaluateDmarc } from '../../src/protocols/mail/dmarc/evaluate.ts';

const file = new URL('../../../shared/data/dmarc/rfc9989-cases.json', import.meta.url);
const name =
  'dmarc-9989: every case of the public RFC 9989 suite, but for the written disputes (needs ../shared/data/dmarc)';

/** Cases decided against the suite by the RFC's own text: see dmarc-9989.disputes.md. */
const disputes: readonly string[] = [
  'does not inherit the org policy when the author domain publishes multiple records (§4.10 step 2)',
];

const zone = z.record(z.string(), z.record(z.string(), z.array(z.unknown())));
const identifiers = z.array(z.object({ domain: z.string() }));
const suite = z.array(
  z.object({
    name: z.string(),
    calls: z.array(
      z.object({ zone, headerFrom: z.string(), spfDomains: identifiers, dkimDomains: identifiers }),
    ),
    expect: z.array(
      z.object({
        path: z.unknown(),
        not: z.boolean().optional(),
        op: z.string(),
        args: z.array(z.unknown()).optional(),
      }),
    ),
  }),
);
type Case = z.infer<typeof suite>[number];
type Call = Case['calls'][number];

function answerFrom(names: Call['zone'], { name: asked, type }: DnsQuestion): DnsAnswer {
  const entry = names[asked];
  if (entry === undefined) return nxDomain;
  const records = entry[type];
  return records === undefined
    ? noData
    : found(records.map((texts) => (Array.isArray(texts) ? texts.join('') : String(texts))));
}

function run(call: Call): { readonly verdict: DmarcVerdict; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const input = {
    author: call.headerFrom.slice(call.headerFrom.indexOf('@') + 1),
    spfDomain: call.spfDomains[0]?.domain ?? null,
    dkimDomains: call.dkimDomains.map(({ domain }) => domain),
  };
  const verdict = answerAll(evaluateDmarc(input), (question) => {
    if (question.type === 'TXT') asked.push(question.name);
    return answerFrom(call.zone, question);
  });
  return { verdict, asked };
}

/** Our verdict in the words of the suite's paths. */
function view({ verdict, asked }: ReturnType<typeof run>, path: unknown): unknown {
  const { discovery, spf, dkim } = verdict;
  const views: Readonly<Record<string, unknown>> = {
    'result.status.result': verdict.result,
    'result.policy': discovery.applied,
    'result.domain': discovery.walk.organization,
    'result.alignment.spf.result': spf?.isAligned === true ? spf.organization : false,
    'result.alignment.dkim.result': dkim.some(({ isAligned }) => isAligned),
    'result.alignment.dkim.strict': discovery.record?.adkim === 'strict',
    'result.rr': discovery.record?.text,
  };
  if (Array.isArray(path)) return asked;
  if (typeof path !== 'string') return discovery.applied === null ? {} : { policy: discovery.applied };
  expect(Object.keys(views)).toContain(path);
  return views[path];
}

function holds(actual: unknown, wanted: Case['expect'][number]): boolean {
  const argument = wanted.args?.[0];
  switch (wanted.op) {
    case 'equal':
      return JSON.stringify(actual) === JSON.stringify(argument);
    case 'contain':
      return String(actual).includes(String(argument));
    case 'property':
      return Object.hasOwn(Object(actual), String(argument));
    default:
      return Boolean(actual);
  }
}

/** Expectation n of a case with several calls belongs to call n, else all belong to the one call. */
function failures(one: Case): readonly string[] {
  const runs = one.calls.map(run);
  return one.expect.flatMap((wanted, index) => {
    const of = runs.length > 1 ? runs[index] : runs[0];
    if (of === undefined) return [`${one.name}: no call for expectation ${index}`];
    const actual = view(of, wanted.path);
    const isRight = holds(actual, wanted) !== (wanted.not === true);
    return isRight ? [] : [`${one.name}: ${JSON.stringify(wanted)}, got ${JSON.stringify(actual)}`];
  });
}

test.runIf(existsSync(file))(name, () => {
  const cases = suite.parse(JSON.parse(readFileSync(file, 'utf8')));
  const missed = cases.filter((one) => failures(one).length > 0);
  process.stdout.write(
    `dmarc-9989 ${cases.length - missed.length}/${cases.length}, ${disputes.length} disputed in writing\n`,
  );
  expect(missed.filter((one) => !disputes.includes(one.name)).flatMap(failures)).toEqual([]);
  expect(missed.map((one) => one.name)).toEqual(disputes);
  expect(cases.length).toBe(29);
});

/** What the library whose suite this is answers today, in strict mode. */
async function libraryAnswer({ zone: names, headerFrom, dkimDomains }: Call): Promise<string> {
  const result = await dmarc({
    headerFrom: headerFrom.slice(headerFrom.indexOf('@') + 1),
    spfDomains: [],
    dkimDomains: dkimDomains.map(({ domain }) => ({ domain })),
    strict: true,
    resolver: async (name: string, type: string) => {
      const { status, values } = answerFrom(names, { name, type });
      if (status === 'found') return values.map((text) => [text]);
      throw Object.assign(new Error(status), { code: status === 'nxdomain' ? 'ENOTFOUND' : 'ENODATA' });
    },
  });
  return result === false ? 'none' : `${result.status.result} ${result.policy ?? ''}`.trim();
}

test.runIf(existsSync(file))(
  'dmarc-9989: in each dispute the library itself now decides as we do',
  async () => {
    const cases = suite
      .parse(JSON.parse(readFileSync(file, 'utf8')))
      .filter(({ name: one }) => disputes.includes(one));
    for (const { calls } of cases)
      for (const call of calls) {
        const { result, discovery } = run(call).verdict;
        expect(await libraryAnswer(call)).toBe(`${result} ${discovery.applied ?? ''}`.trim());
      }
    expect(cases.length).toBe(disputes.length);
  },
);
