import { describe, expect, it } from 'vitest';
import { manifest, now } from '../../../test/fixtures/domain-facts.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Profile } from '../../model/profile.ts';
import { target } from '../../model/target.ts';
import community from '../../profiles/community.ts';
import ecommerce from '../../profiles/ecommerce.ts';
import fallbackPlan from './fallback-plan.ts';

const sender = { provider: 'postmark', domain: 'shop.example', purpose: null, selectors: [] };
const plan = 'Unsent mails wait for a day and are sent again every ten minutes';
const judged = (
  mail: Partial<Manifest['mail']>,
  rest: Partial<Manifest> = {},
  profile: Profile = ecommerce,
): string => {
  const base = manifest();
  const given = { ...base, isDeclared: true, ...rest, mail: { ...base.mail, senders: [sender], ...mail } };
  const verdict = fallbackPlan.judge(
    {},
    { target: target('site', 'shop.example'), manifest: given, profile, now },
  );
  return verdict.outcome === 'unknown'
    ? `unknown: ${verdict.missing}`
    : verdict.outcome === 'notApplicable'
      ? verdict.outcome
      : `${verdict.outcome}: ${verdict.found}`;
};

describe('the fallback plan (MAIL-7)', () => {
  it.each([
    ['a plan', { fallback: plan }, `pass: "${plan}"`],
    ['no plan', { fallback: null }, 'fail: launch.yaml has no mail.fallback'],
    ['a word that promises nothing', { fallback: 'TBD' }, 'fail: mail.fallback says "TBD", which is no plan'],
    [
      'too short to be one',
      { fallback: 'try again' },
      'fail: mail.fallback says "try again", which is no plan',
    ],
    ['no mail is declared at all', { fallback: null, senders: [] }, 'unknown: which mails the product sends'],
  ])('%s', (_story, mail, expected) => expect(judged(mail)).toBe(expected));

  it('is not asked of a product that promised nothing', () => {
    expect(judged({ fallback: null }, { isDeclared: false })).toBe('notApplicable');
  });

  it('is not asked where the profile does not need it', () => {
    const without = { ...community, mail: { ...community.mail, needsFallback: false } };
    expect(judged({ fallback: null }, {}, without)).toBe('notApplicable');
  });
});
