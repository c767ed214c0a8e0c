import { describe, expect, it } from 'vitest';
import { loadChecks } from '../../src/cli/audit/plugins.ts';
import { FactBook } from '../../src/engine/fact-book.ts';
import { judgeFacts, type CheckPlugin } from '../../src/engine/judge.ts';
import { impliedManifest } from '../../src/manifest/implied.ts';
import { unixMs } from '../../src/model/brand.ts';
import type { Verdict } from '../../src/model/check.ts';
import { unknownFact } from '../../src/model/fact.ts';
import type { StoredFact } from '../../src/model/facts-file.ts';
import { tokenOf, type Need } from '../../src/model/need.ts';
import { target, type TargetKind } from '../../src/model/target.ts';
import { createFiles } from '../../src/outside/real/files.ts';
import waitlist from '../../src/profiles/waitlist.ts';

// AUD-1: unknown is never shown as pass.
const names: Readonly<Record<TargetKind, string>> = {
  site: 'shop.test',
  zone: 'shop.test',
  host: 'shop.test',
  page: 'https://shop.test/',
  mailDomain: 'shop.test',
  repository: '/srv/shop',
  database: 'main',
  endpoint: 'GET https://shop.test/api',
};
// Guarantee: the keys of `names` are the kinds.
const targets = (Object.keys(names) as TargetKind[]).map((kind) => target(kind, names[kind]));

const checks = await loadChecks(createFiles({ bytes: (count) => new Uint8Array(count), integer: () => 0 }));

/** The verdict of a check when every fact it could ask for is unknown. */
function inTheDark({ id, definition }: CheckPlugin): Verdict {
  const facts = Object.values(definition.needs).map((need): StoredFact => {
    const token = tokenOf(need);
    return {
      id: token.id,
      target: target(token.target, names[token.target]),
      fact: unknownFact('nobody answered', `ask for ${token.id}`),
    };
  });
  const [judgement] = judgeFacts({
    checks: [{ id, definition }],
    facts: new FactBook(targets, facts),
    manifest: impliedManifest('shop.test'),
    profile: waitlist,
    now: unixMs(0),
  });
  return judgement?.verdict ?? { outcome: 'pass', found: 'no judgement at all' };
}

const isPlain = (need: Need): boolean => !('mode' in need);

describe('what cannot be known is never fine', () => {
  it('every check of every theme is held to it', () => {
    expect(checks.length).toBeGreaterThan(300);
  });

  it('a check that needs a fact answers unknown without it, and says how to find out', () => {
    const wrong = checks
      .filter(({ definition }) => Object.values(definition.needs).some(isPlain))
      .map((each) => ({ id: each.id, verdict: inTheDark(each) }))
      .filter(({ verdict }) => verdict.outcome !== 'unknown' || verdict.remedy === '');
    expect(wrong).toEqual([]);
  });

  it('a check that could do without any single fact passes and fails for none of them', () => {
    const wrong = checks
      .filter(({ definition }) => {
        const needs = Object.values(definition.needs);
        // Some judge a name alone and ask nobody.
        return needs.length > 0 && !needs.some(isPlain);
      })
      .map((each) => ({ id: each.id, verdict: inTheDark(each) }))
      .filter(({ verdict }) => verdict.outcome === 'pass' || verdict.outcome === 'fail');
    expect(wrong).toEqual([]);
  });
});
