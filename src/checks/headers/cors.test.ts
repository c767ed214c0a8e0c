import { describe, expect, it } from 'vitest';
import type { Cors, CorsTrial } from '../../facts/headers/cors.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import varyOrigin from '../cache/vary-origin.ts';
import credentials from './cors-credentials.ts';
import lookAlike from './cors-look-alike.ts';
import nullOrigin from './cors-null.ts';
import reflection from './cors-reflection.ts';
import subdomains from './cors-subdomains.ts';

// EDGE-5, EDGE-7: what an API grants to five origins.
const url = 'https://api.shop.test/';
const origins: Readonly<Record<CorsTrial['kind'], string>> = {
  foreign: 'https://launch-ready-probe.example',
  null: 'null',
  'look-alike': 'https://shop.test.launch-ready-probe.example',
  subdomain: 'https://launch-ready-probe.shop.test',
  own: 'https://shop.test',
};
type Rule = (kind: CorsTrial['kind'], origin: string) => Partial<NonNullable<CorsTrial['direct']>> | null;

function asked(rule: Rule): Cors {
  const trials = Object.entries(origins).map(([kind, origin]) => {
    const known = kind as CorsTrial['kind'];
    const given = rule(known, origin);
    const silent = {
      allowOrigin: null,
      allowCredentials: null,
      allowMethods: null,
      allowHeaders: null,
      vary: null,
      cacheControl: 'no-store',
    };
    const reply = given === null ? null : { status: 200, ...silent, ...given };
    return { url, kind: known, origin, direct: reply, preflight: reply };
  });
  return { isAsked: true, trials };
}
const grant = (origin: string) => ({ allowOrigin: origin, allowCredentials: 'true', vary: 'Origin' });

const closed = asked((kind, origin) => (kind === 'own' ? grant(origin) : {}));
const mirror = asked((_kind, origin) => grant(origin));
const careless = asked((kind, origin) => (kind === 'look-alike' || kind === 'own' ? grant(origin) : {}));
const sandbox = asked((kind, origin) => (kind === 'null' ? grant(origin) : {}));
const family = asked((kind, origin) => (kind === 'subdomain' || kind === 'own' ? grant(origin) : {}));
const star = asked(() => ({ allowOrigin: '*' }));
const contradiction = asked(() => ({ allowOrigin: '*', allowCredentials: 'true' }));
const cached = asked((_kind, origin) => ({
  allowOrigin: origin,
  vary: null,
  cacheControl: 'public, max-age=60',
}));
const cut = asked(() => null);
const elsewhere: Cors = { isAsked: false, why: 'it is not for the web' };

describe('other origins', () => {
  it.each([
    ['own pages only', reflection, closed, { outcome: 'pass', found: 'a foreign origin is given nothing' }],
    [
      'a mirror',
      reflection,
      mirror,
      { outcome: 'fail', found: `${url} lets ${origins.foreign} read with the visitor's cookies` },
    ],
    ['public data on purpose', reflection, star, { outcome: 'pass' }],
    ['nobody answers', reflection, cut, { outcome: 'unknown' }],
    [
      'the origin null is let in',
      nullOrigin,
      sandbox,
      { outcome: 'fail', found: `${url} lets the origin null read with the visitor's cookies` },
    ],
    ['a mirror is told once', nullOrigin, mirror, { outcome: 'notApplicable' }],
    ['null gets nothing', nullOrigin, closed, { outcome: 'pass' }],
    ['nobody answers null', nullOrigin, cut, { outcome: 'unknown' }],
    ['compared by its beginning', lookAlike, careless, { outcome: 'fail' }],
    ['compared as a whole', lookAlike, closed, { outcome: 'pass' }],
    ['nobody answers look-alikes', lookAlike, cut, { outcome: 'unknown' }],
    ['every subdomain', subdomains, family, { outcome: 'fail' }],
    ['listed subdomains', subdomains, closed, { outcome: 'pass' }],
    ['nobody answers subdomains', subdomains, cut, { outcome: 'unknown' }],
    [
      '* with credentials',
      credentials,
      contradiction,
      { outcome: 'fail', found: `${url} answers * with credentials, which browsers refuse` },
    ],
    ['permissions that work', credentials, closed, { outcome: 'pass' }],
    ['no permissions', credentials, asked(() => ({})), { outcome: 'notApplicable' }],
    ['nobody answers at all', credentials, cut, { outcome: 'unknown' }],
    ['kept without Vary', varyOrigin, cached, { outcome: 'fail' }],
    ['kept apart', varyOrigin, closed, { outcome: 'pass' }],
    ['nobody answers Vary', varyOrigin, cut, { outcome: 'unknown' }],
  ])('%s', (...[, each, cors, expected]) => {
    expect(each.judge({ cors }, samplePageContext('api.shop.test'))).toMatchObject(expected);
  });

  it.each([reflection, nullOrigin, lookAlike, subdomains, credentials, varyOrigin])(
    'a host that is not asked is not judged',
    (each) => {
      expect(each.judge({ cors: elsewhere }, samplePageContext())).toEqual({
        outcome: 'notApplicable',
        why: elsewhere.why,
      });
    },
  );
});
