import { judgeFacts, type CheckPlugin } from '../src/engine/judge.ts';
import { FactBook } from '../src/engine/fact-book.ts';
import { readdirSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { factsSchema, type FactsFile } from '../src/model/facts-file.ts';
import { deepFreeze } from '../src/model/json.ts';
import { collectMail, domain as sample, type MailCase } from '../test/fixtures/mail-facts.ts';
import { now } from '../test/fixtures/domain-facts.ts';
import waitlist from '../src/profiles/waitlist.ts';
import type { BenchLine } from './run.ts';

const domains = 1000;
const rounds = 6;

/** Judging 1,000 domains' mail records from facts, on one core, beside reading the same facts as JSON: the least any judge must do. */
export async function bench(): Promise<readonly BenchLine[]> {
  const checks = await mailChecks();
  const texts = await seededFacts();
  const failed = new Set<string>();
  const read = best(() => {
    for (const text of texts) JSON.parse(text);
  });
  let files: readonly FactsFile[] = [];
  const judged = best(
    () => {
      for (const file of files) for (const one of judge(checks, file)) failed.add(one);
    },
    // Fresh objects each round: nothing remembered about a fact may help.
    () => {
      // Guarantee: each text was written from a FactsFile below.
      files = texts.map((text) => deepFreeze(JSON.parse(text) as FactsFile));
    },
  );
  const perSecond = Math.round((domains / judged) * 1000);
  const floor = Math.round((domains / read) * 1000);
  process.stderr.write(
    `${checks.length} checks, ${domains} domains in ${judged.toFixed(0)} ms, ${failed.size} different checks failed\n`,
  );
  return [
    {
      name: 'mail-domains-judged',
      figure: `${perSecond}/s/core`,
      peer: `JSON.parse-of-the-same-facts:${floor}/s`,
      ratio: (judged / read).toFixed(1),
    },
  ];
}

/** Milliseconds of processor time of the best of some rounds: what else runs on the machine does not count. */
function best(work: () => void, prepare: () => void = () => undefined): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    prepare();
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function judge(checks: readonly CheckPlugin[], file: FactsFile): readonly string[] {
  const facts = new FactBook(file.targets, file.facts);
  return judgeFacts({ checks, facts, manifest: file.manifest, profile: waitlist, now })
    .filter(({ verdict }) => verdict.outcome === 'fail')
    .map(({ check }) => check);
}

async function mailChecks(): Promise<readonly CheckPlugin[]> {
  const folder = new URL('../src/checks/mail/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return Promise.all(
    names.map(async (name) => {
      // Guarantee: every file of the folder exports a check; test/tidy reads them all.
      const module = (await import(new URL(name, folder).href)) as {
        readonly default: CheckPlugin['definition'];
      };
      return { id: `mail/${name.slice(0, -3)}`, definition: module.default };
    }),
  );
}

/** A linear congruential generator (Numerical Recipes): the same domains in every run. */
function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % limit;
  };
}

async function seededFacts(): Promise<readonly string[]> {
  const pick = chance(20_261_122);
  const texts: string[] = [];
  // Keys are slow to make and read: each domain has one of its own, of fifty, renamed so that no text is seen twice.
  const keys = Array.from({ length: 50 }, () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'der' })
      .toString('base64'),
  );
  for (let index = 0; index < domains; index += 1) {
    const file = await collectMail(caseOf(index, pick, keys[index % keys.length] ?? ''));
    texts.push(JSON.stringify({ ...file, schema: factsSchema }).replaceAll(sample, `shop${index}.example`));
  }
  return texts;
}

function caseOf(index: number, pick: (limit: number) => number, key: string): MailCase {
  const includes = Array.from({ length: pick(12) }, (_, each) => `_spf${each}.vendor.example`);
  const vendor = Object.fromEntries(
    includes.map((name, each) => [
      name,
      {
        TXT: [
          `v=spf1 ${Array.from({ length: 1 + pick(20) }, (_, at) => `ip4:185.${each}.${at}.0/24`).join(' ')} ~all`,
        ],
      },
    ]),
  );
  const end = ['-all', '~all', '?all', '+all', ''][pick(5)] ?? '';
  const policy = ['none', 'quarantine', 'reject'][pick(3)] ?? 'none';
  const reports = pick(3) === 0 ? '' : `; rua=mailto:dmarc@${sample}`;
  return {
    zones: {
      ...vendor,
      [sample]: {
        TXT: [
          `v=spf1 ${includes.map((name) => `include:${name}`).join(' ')} ip4:185.30.0.${index % 250} ${end}`,
        ],
      },
      [`_dmarc.${sample}`]: { TXT: pick(6) === 0 ? [] : [`v=DMARC1; p=${policy}${reports}`] },
      'pb1.shop.dkim.post.example': { TXT: pick(8) === 0 ? [] : [`v=DKIM1; k=rsa; n=${index}; p=${key}`] },
      [`_mta-sts.${sample}`]: { TXT: pick(2) === 0 ? [] : ['v=STSv1; id=1'] },
    },
  };
}
