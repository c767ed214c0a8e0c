import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPersonal, type PersonalKind } from '../../src/protocols/logs/personal.ts';
import { scrubText } from '../../src/protocols/logs/scrub.ts';
import { allRules } from '../../src/protocols/secrets/all-rules.ts';
import { fillTemplate } from '../../src/protocols/secrets/example.ts';
import { sharedScanner } from '../../src/protocols/secrets/redact.ts';
import { seededPick } from '../../src/protocols/secrets/seeded-pick-sample.ts';

/** microsoft/presidio-research: 1,600 synthetic sentences with labelled spans. The phone rules were tuned on it. */
const root = new URL('../../../shared/data/monitoring/pii-presidio/', import.meta.url);
const isThere = existsSync(root);
const kinds: Readonly<Record<string, PersonalKind>> = {
  CREDIT_CARD: 'card',
  IBAN_CODE: 'iban',
  EMAIL_ADDRESS: 'mail address',
  PHONE_NUMBER: 'phone number',
};

interface Span {
  readonly entity_type: string;
  readonly start_position: number;
  readonly end_position: number;
}
interface Row {
  readonly full_text: string;
  readonly spans: readonly Span[];
}

const rows = (isThere ? ['generated_small.json', 'synth_dataset_v2.json'] : []).flatMap(
  (file) => JSON.parse(readFileSync(new URL(file, root), 'utf8')) as readonly Row[],
);

describe.skipIf(!isThere)('MON-8: labelled personal data (skipped without ../shared/data)', () => {
  it.each(Object.entries(kinds))('%s: at least 95 in 100 are found whole', (label, kind) => {
    let [found, all] = [0, 0];
    for (const { full_text: text, spans } of rows) {
      const matches = findPersonal(text).filter((each) => each.kind === kind);
      for (const { start_position: start, end_position: end } of spans.filter(
        (each) => each.entity_type === label,
      )) {
        all += 1;
        if (matches.some((match) => match.start <= start && match.end >= end)) found += 1;
      }
    }
    expect(all).toBeGreaterThan(20);
    expect(found / all).toBeGreaterThanOrEqual(0.95);
  });

  it('sentences without any personal number stay: at most one in a hundred is touched', () => {
    const other = new Set([...Object.keys(kinds), 'US_SSN', 'US_DRIVER_LICENSE']);
    const clean = rows.filter(({ spans }) => !spans.some(({ entity_type: type }) => other.has(type)));
    expect(clean.length).toBeGreaterThan(1000);
    expect(
      clean.filter(({ full_text: text }) => findPersonal(text).length > 0).length / clean.length,
    ).toBeLessThanOrEqual(0.01);
  });
});

/** How programs come to log what they should not: in a message, as a field, in JSON, in what an error says. */
const logged: readonly ((text: string) => string)[] = [
  (text) => `2026-11-22T10:11:12.345Z INFO  [req-81b2] connecting with ${text} for order 17`,
  (text) => `level=warn ts=2026-11-22T10:11:12Z caller=main.go:41 msg="retry" config=${text} attempt=2`,
  (text) => JSON.stringify({ level: 50, time: 1_795_315_177_000, msg: `call failed: ${text}`, pid: 41 }),
  (text) => JSON.stringify({ level: 30, msg: 'starting', env: text }),
  (text) => `Error: 401 Unauthorized (${text})\n    at charge (/srv/shop/src/pay.ts:41:7)`,
  (text) => `10.0.0.7 - - [22/Nov/2026:10:11:12 +0000] "GET /callback HTTP/1.1" 200 17 "${text}" "curl/8"`,
];

it('MON-8: of every kind of secret, in lines as programs write them, at least 99 in 100 are gone', () => {
  const kept: string[] = [];
  let all = 0;
  for (const rule of allRules.filter(({ kind }) => kind === 'secret'))
    for (const seed of [1, 2, 3]) {
      const example = fillTemplate(rule.example, seededPick(seed));
      const own = sharedScanner().scan(Buffer.from(example, 'latin1'), { now: 0 });
      const value = own.find((match) => match.rule.id === rule.id)?.value ?? '';
      expect(value, rule.id).not.toBe('');
      for (const [form, write] of logged.entries()) {
        all += 1;
        const written = JSON.stringify(value).slice(1, -1);
        const scrubbed = scrubText(write(example));
        if (scrubbed.includes(value) || scrubbed.includes(written)) kept.push(`${rule.id} in form ${form}`);
      }
    }
  process.stdout.write(`secrets in log lines: ${all - kept.length} of ${all} gone\n`);
  expect(all).toBeGreaterThan(4_000);
  expect((all - kept.length) / all, [...new Set(kept)].join('\n')).toBeGreaterThanOrEqual(0.99);
});
