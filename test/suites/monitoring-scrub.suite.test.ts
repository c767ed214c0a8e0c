import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPersonal, type PersonalKind } from '../../src/protocols/logs/personal.ts';

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
