import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import {
  collectMail,
  domain,
  judgeCollected,
  type MailCase,
  manifestOf,
} from '../../../test/fixtures/mail-facts.ts';
import type { Check } from '../../model/check.ts';
import { now } from '../../../test/fixtures/domain-facts.ts';
import waitlist from '../../profiles/waitlist.ts';

const names = readdirSync(new URL('.', import.meta.url)).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);
const checks = await Promise.all(
  names.map(async (name) => ({
    id: name.replace('.ts', ''),
    check: ((await import(`./${name}`)) as { default: AnyCheck }).default,
  })),
);

/** Ids and outcomes of all judgements of one case. */
async function outcomes(given: MailCase): Promise<ReadonlyMap<string, string>> {
  const file = await collectMail(given);
  return new Map(checks.map(({ id, check }) => [id, judgeCollected(check, file, given).outcome]));
}

const idsOf = (all: ReadonlyMap<string, string>, outcome: string): readonly string[] =>
  [...all].filter(([, one]) => one === outcome).map(([id]) => id);

test('every judgement of the folder is seen', () => {
  expect(checks.length).toBeGreaterThanOrEqual(67);
});

test('a healthy domain: nothing fails, nothing is unknown', async () => {
  const all = await outcomes({});
  expect(idsOf(all, 'fail')).toEqual([]);
  expect(idsOf(all, 'unknown')).toEqual([]);
});

test('a domain whose name servers are all silent: nothing passes, nothing fails', async () => {
  const silent = [
    '',
    '_domainkey.',
    '_dmarc.',
    '_mta-sts.',
    'mta-sts.',
    '_smtp._tls.',
    'default._bimi.',
    'pb1._domainkey.',
  ];
  const failures = Object.fromEntries(silent.map((label) => [`${label}${domain}`, 'timed-out' as const]));
  const lists = ['zen.spamhaus.org', 'bl.spamcop.net', 'b.barracudacentral.org'].map(
    (zone) => `2.0.0.127.${zone}`,
  );
  const others = ['dbl.spamhaus.org', 'multi.surbl.org', 'multi.uribl.com'].map((zone) => `test.${zone}`);
  const dead = Object.fromEntries([...lists, ...others].map((name) => [name, 'timed-out' as const]));
  const all = await outcomes({ failures: { ...failures, ...dead } });
  expect(idsOf(all, 'pass')).toEqual([]);
  expect(idsOf(all, 'fail')).toEqual([]);
});

const faults: readonly (readonly [string, MailCase, readonly string[]])[] = [
  ['no SPF', { zones: { [domain]: { TXT: [] } } }, ['spf-presence']],
  ['no DKIM', { zones: { [`pb1._domainkey.${domain}`]: { CNAME: [] } } }, ['dkim-presence']],
  ['no DMARC', { zones: { [`_dmarc.${domain}`]: { TXT: [] } } }, ['dmarc-presence']],
  ['no exchanger', { zones: { [domain]: { MX: [] } } }, ['mx-presence']],
  ['SPF twice', { zones: { [domain]: { TXT: ['v=spf1 -all', 'v=spf1 ~all'] } } }, ['spf-single']],
  ['an SPF mistake', { zones: { [domain]: { TXT: ['v=spf1 inclde:x.example'] } } }, ['spf-syntax']],
];
test.each(faults)('%s: exactly the judgements that own it fail', async (_story, given, expected) => {
  expect(idsOf(await outcomes(given), 'fail')).toEqual(expected);
});

test('every judgement cites a source, says what to do and names a command of a standard tool', () => {
  const context = {
    target: { kind: 'mailDomain', name: domain },
    manifest: manifestOf({}),
    profile: waitlist,
    now,
  } as const;
  const poor = checks.filter(({ check }) => {
    const { sources, fix, why, reproduce } = check as unknown as Check;
    return (
      sources.length === 0 ||
      fix === '' ||
      why === '' ||
      !/^(dig|curl|openssl|grep|for m in) ?/.test(reproduce(context))
    );
  });
  expect(poor.map(({ id }) => id)).toEqual([]);
});

test('a domain nobody registered: that is told once, by its delegation, and no mail judgement fails', async () => {
  const own = [
    domain,
    `_dmarc.${domain}`,
    `pb1._domainkey.${domain}`,
    `_mta-sts.${domain}`,
    `mta-sts.${domain}`,
    `_smtp._tls.${domain}`,
  ];
  const nothing = { A: [], MX: [], TXT: [], CNAME: [] };
  const all = await outcomes({
    zones: Object.fromEntries(own.map((name) => [name, nothing])),
    facts: {
      'domain/delegation': {
        zone: domain,
        parent: 'example',
        isMissing: true,
        nameServers: [],
        asked: [],
      },
    },
  });
  expect(idsOf(all, 'fail')).toEqual([]);
  expect(all.get('spf-presence')).toBe('notApplicable');
});
