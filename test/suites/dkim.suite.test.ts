import { existsSync, readFileSync } from 'node:fs';
import { dkimVerify } from 'mailauth';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerAll, type DnsAnswer, failure, found, nxDomain } from '../../src/protocols/mail/dns-answer.ts';
import { verifyDkim } from '../../src/protocols/mail/dkim/verify.ts';

const folder = new URL('../../../shared/data/dkim/mail-dkim/', import.meta.url);
const name =
  'dkim: every DKIM message of the public corpus is decided by RFC 6376 (needs ../shared/data/dkim)';

const row = z.object({ file: z.string(), expect: z.enum(['pass', 'fail', 'invalid']), note: z.string() });
const expectations = z.object({ 't/verifier.t': z.array(row) });

/** Old DomainKeys (RFC 4870, historic): another protocol with its own header field. */
const isDomainKeys = (file: string): boolean => /(^|_)dk_/.test(file);

/** Decided against the corpus; each with its reason in dkim.differences.md, in groups in dkim.disputes.md. File to our verdict. */
const disputes: Readonly<Record<string, 'pass' | 'fail' | 'invalid'>> = {
  ...Object.fromEntries(
    [
      ...[1, 2, 3, 4, 5].map((n) => `good_ietf00_${n}.txt`),
      ...[1, 2, 3, 4].map((n) => `mine_ietf01_${n}.txt`),
      'good_ietf01_1.txt',
      'good_ietf01_2.txt',
      'multiple_1.txt',
      'mine_ietf05_1.txt',
      'bad_ietf01_1.txt',
      'bad_ietf01_2.txt',
      'bad_ietf01_3.txt',
      'bad_1.txt',
      ...[1, 2, 3].map((n) => `no_body_${n}.txt`),
    ].map((file) => [file, 'invalid'] as const),
  ),
  ...Object.fromEntries([8, 9, 12, 13].map((n) => [`badkey_${n}.txt`, 'pass'] as const)),
};

function keys(): (question: { readonly name: string }) => DnsAnswer {
  const lines = readFileSync(new URL('FAKE_DNS.dat', folder), 'utf8').split('\n');
  const answers = new Map(
    lines.flatMap((line): [string, DnsAnswer][] => {
      const match = /^([^#\s]\S*)\s+(.*)$/.exec(line);
      return match === null ? [] : [[match[1] ?? '', answerOf(match[2] ?? '')]];
    }),
  );
  return (question) => answers.get(question.name) ?? nxDomain;
}

function answerOf(text: string): DnsAnswer {
  if (text.startsWith('~~')) return failure(text.replaceAll('~', ''));
  if (text === 'NXDOMAIN') return nxDomain;
  return found([text === '""' ? '' : text]);
}

/** The corpus' words; `policy` is a right signature that only RFC 8301 refuses, so a pass by RFC 6376 alone. */
function verdictOf(
  file: string,
  answer: ReturnType<typeof keys>,
): { readonly word: string; readonly why: string } {
  const bytes = readFileSync(new URL(`corpus/${file}`, folder));
  const verdicts = answerAll(verifyDkim(bytes, 1_700_000_000), answer);
  const why = verdicts.map(({ result, reason, source }) => `${result}: ${reason} (${source})`).join('; ');
  if (verdicts.some(({ result }) => result === 'pass' || result === 'policy')) return { word: 'pass', why };
  return { word: verdicts.some(({ result }) => result === 'fail') ? 'fail' : 'invalid', why };
}

test.runIf(existsSync(folder))(name, () => {
  const rows = expectations.parse(JSON.parse(readFileSync(new URL('expectations.json', folder), 'utf8')))[
    't/verifier.t'
  ];
  const ours = rows.filter(({ file }) => !isDomainKeys(file));
  const answer = keys();
  const differences = ours.flatMap(({ file, expect: wanted }) => {
    const { word, why } = verdictOf(file, answer);
    return word === wanted ? [] : [{ file, wanted, word, why }];
  });
  process.stdout.write(
    `dkim ${ours.length - differences.length}/${ours.length}, ${Object.keys(disputes).length} disputed in writing, ${rows.length - ours.length} old DomainKeys skipped\n`,
  );
  expect(ours.length).toBe(62);
  const undecided = differences.filter(({ file, word }) => disputes[file] !== word);
  expect(undecided).toEqual([]);
  expect(differences.map(({ file }) => file).toSorted()).toEqual(Object.keys(disputes).toSorted());
});

/** Second opinion: the library people use, in strict mode, which does not count SHA-1 and short keys either. */
async function libraryOpinion(
  file: string,
  answer: ReturnType<typeof keys>,
): Promise<{ readonly word: string; readonly said: string }> {
  const { results } = await dkimVerify(readFileSync(new URL(`corpus/${file}`, folder)), {
    curTime: new Date(1_700_000_000_000),
    strict: true,
    resolver: async (name: string) => {
      const { status, values, reason } = answer({ name });
      if (status === 'found') return values.map((text) => [text]);
      throw Object.assign(new Error(reason ?? status), {
        code: status === 'nxdomain' ? 'ENOTFOUND' : status === 'nodata' ? 'ENODATA' : 'ESERVFAIL',
      });
    },
  });
  const said = results.map(({ status }) => `${status.result}${status.comment ? ` (${status.comment})` : ''}`);
  const isGood = results.some(({ status }) => status.result === 'pass' || status.result === 'policy');
  const isWrong = results.some(({ status }) => status.result === 'fail');
  return { word: isGood ? 'pass' : isWrong ? 'fail' : 'invalid', said: said.join('; ') || 'none' };
}

const cell = (text: string): string =>
  text
    .replaceAll('|', String.raw`\|`)
    .replace(/\s+/g, ' ')
    .slice(0, 160);

test.runIf(existsSync(folder))(
  'dkim: every difference stands in dkim.differences.md, with both sides and the section',
  async () => {
    const rows = expectations.parse(JSON.parse(readFileSync(new URL('expectations.json', folder), 'utf8')))[
      't/verifier.t'
    ];
    const answer = keys();
    const lines: string[] = [];
    const contradicted: string[] = [];
    for (const { file, expect: wanted, note } of rows.filter((row) => !isDomainKeys(row.file))) {
      const { word, why } = verdictOf(file, answer);
      if (word === wanted) continue;
      const library = await libraryOpinion(file, answer);
      if (library.word !== word) contradicted.push(`${file}: ${library.said}`);
      const cells = [file, `${wanted}${note === '' ? '' : ` (${note})`}`, word, why, library.said];
      lines.push(`| ${cells.map(cell).join(' | ')} |`);
    }
    const text = [
      '# DKIM corpus: every difference, made by the suite',
      '',
      'Written by `vitest run test/suites/dkim.suite.test.ts -u`; the decisions and their grounds are in dkim.disputes.md.',
      '',
      '| File | Corpus | We | Why, with the section | mailauth 7.1, strict |',
      '| --- | --- | --- | --- | --- |',
      ...lines.toSorted(),
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('dkim.differences.md');
    process.stdout.write(
      `dkim-differences ${lines.length - contradicted.length}/${lines.length} decided as mailauth does\n`,
    );
    expect(contradicted).toEqual([]);
    expect(lines.length).toBe(Object.keys(disputes).length);
  },
);
