import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import check from './open-redirect.ts';

it.each<{ story: string; facts: Parameters<typeof check.judge>[0]; expected: object }>([
  {
    story: 'none',
    facts: { openParameters: { isAsked: true, paths: ['/'], parameters: ['next', 'url'], open: [] } },
    expected: { outcome: 'pass', found: '2 parameters on 1 path lead nowhere else' },
  },
  {
    story: 'one',
    facts: {
      openParameters: {
        isAsked: true,
        paths: ['/'],
        parameters: ['next'],
        open: [
          {
            url: 'https://shop.test/login?next=x',
            parameter: 'next',
            location: 'https://launch-ready-probe.example/',
          },
        ],
      },
    },
    expected: { outcome: 'fail', found: '"next" at /login leads to https://launch-ready-probe.example/' },
  },
  {
    story: 'not allowed',
    facts: { openParameters: { isAsked: false, why: 'active probes were not allowed (--active)' } },
    expected: { outcome: 'notApplicable', why: 'active probes were not allowed (--active)' },
  },
])('$story', ({ facts, expected }) => {
  expect(check.judge(facts, sampleContext())).toMatchObject(expected);
});

it('what is not known about the page stays unknown: the engine never calls this check without it', () => {
  expect('mode' in check.needs.openParameters).toBe(false);
});
