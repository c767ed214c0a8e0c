import { describe, expect, it } from 'vitest';
import { impliedManifest } from '../manifest/implied.ts';
import { unixMs } from '../model/brand.ts';
import type { Finding } from '../model/finding.ts';
import type { Fix, FixContext, FixProposal } from '../model/fix.ts';
import type { Json } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Needs } from '../model/need.ts';
import type { Target } from '../model/target.ts';
import { parseZone } from '../protocols/zone/file/parse.ts';
import { recordSets } from '../protocols/zone/records/record-set.ts';
import { setFrom, setResources } from '../protocols/zone/records/resources.ts';
import signInLimit from './api/sign-in-limit.ts';
import caa from './domain/caa.ts';
import deadName from './domain/dead-name.ts';
import dnssec from './domain/dnssec.ts';
import hostRecords from './domain/host-records.ts';
import pastedQuotes from './domain/pasted-quotes.ts';
import ttl from './domain/ttl.ts';
import servedFiles from './exposure/served-files.ts';
import protective from './headers/protective.ts';
import dmarcLadder from './mail/dmarc-ladder.ts';
import dmarcRecord from './mail/dmarc-record.ts';
import nullMx from './mail/null-mx.ts';
import serviceRecords from './mail/service-records.ts';
import silentDomain from './mail/silent-domain.ts';
import spfEnd from './mail/spf-end.ts';
import spfMerge from './mail/spf-merge.ts';
import transportReports from './mail/transport-reports.ts';
import canonicalHost from './redirects/canonical-host.ts';
import hsts from './tls/hsts.ts';

const zone = 'kiln.example';
type State = Readonly<Record<string, Json>>;

function stateOf(lines: readonly string[], edge: State = {}): State {
  const parsed = parseZone(['$TTL 300', ...lines].join('\n'), zone);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { ...setResources(recordSets(parsed.records)), ...edge };
}
const behind = (state: State, name: string): State => ({
  ...state,
  [`rrset:${name}./A`]: { ttlSeconds: 'auto', values: ['89.187.162.1'], isProxied: true },
});

interface Asked {
  readonly check: string;
  readonly target?: Target;
  readonly state: State;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly manifest?: Partial<Manifest>;
  readonly evidence?: FixContext['evidence'];
}

function propose<N extends Needs>(definition: Fix<N>, asked: Asked): FixProposal {
  const target = asked.target ?? { kind: 'mailDomain', name: zone };
  // Only what fixes read of a finding.
  const finding = { check: asked.check, target } as Finding;
  const manifest: Manifest = { ...impliedManifest(zone), ...asked.manifest };
  const context = {
    manifest,
    zone,
    state: asked.state,
    now: unixMs(Date.UTC(2026, 10, 22)),
    evidence: asked.evidence ?? {},
  };
  return definition.plan(finding, (asked.facts ?? {}) as never, context);
}

/** `name TYPE value | value`, relative to the zone; `gone` for what is to go. */
const words = ({ wanted }: FixProposal): readonly string[] =>
  wanted.map(({ resource, value }) => {
    const set = value === null ? null : setFrom(resource, value);
    const [, name = resource, type = ''] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
    const owner = name === zone ? '@' : name.replace(`.${zone}`, '');
    if (value === null) return `${owner} ${type} gone`;
    return set === null || 'problem' in set
      ? `${resource} ${JSON.stringify(value)}`
      : `${owner} ${type} ${set.values.join(' | ')}`;
  });

const none = { wanted: [] };
const host = (name: string): Target => ({ kind: 'host', name });

describe('FIX-5: mail records', () => {
  const two = stateOf([
    '@ TXT "v=spf1 include:a.example -all"',
    '@ TXT "v=spf1 include:b.example ip4:192.0.2.1 ~all"',
    '@ TXT "keep me"',
  ]);
  it('two SPF records become one with everything of both and the milder end; other texts stay', () => {
    expect(words(propose(spfMerge, { check: 'mail/spf-single', state: two }))).toEqual([
      '@ TXT "keep me" | "v=spf1 include:a.example include:b.example ip4:192.0.2.1 ~all"',
    ]);
    expect(propose(spfMerge, { check: 'mail/spf-single', state: stateOf(['@ TXT "v=spf1 -all"']) })).toEqual(
      none,
    );
  });

  it('SPF that lets everybody send ends in ~all', () => {
    const state = stateOf(['@ TXT "v=spf1 include:a.example +all"']);
    expect(words(propose(spfEnd, { check: 'mail/spf-permissive', state }))).toEqual([
      '@ TXT "v=spf1 include:a.example ~all"',
    ]);
  });

  it.each([
    ['none there', [], '_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@kiln.example"', 'mail/dmarc-presence'],
    [
      'two: the stricter stays',
      ['_dmarc TXT "v=DMARC1; p=none"', '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:x@kiln.example"'],
      '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:x@kiln.example"',
      'mail/dmarc-single',
    ],
    [
      'obsolete tags go',
      ['_dmarc TXT "v=DMARC1; p=quarantine; pct=50; rua=mailto:x@kiln.example"'],
      '_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:x@kiln.example"',
      'mail/dmarc-obsolete-tags',
    ],
    [
      'weaker subdomain policies go',
      ['_dmarc TXT "v=DMARC1; p=reject; sp=none; rua=mailto:x@kiln.example"'],
      '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:x@kiln.example"',
      'mail/dmarc-subdomain-policy',
    ],
  ])('DMARC, %s', (_, lines, expected, check) => {
    expect(words(propose(dmarcRecord, { check, state: stateOf(lines) }))).toEqual([expected]);
  });

  it('DMARC is tightened on evidence only', () => {
    const state = stateOf(['_dmarc TXT "v=DMARC1; p=none; rua=mailto:x@kiln.example"']);
    const record = 'v=DMARC1; p=none; rua=mailto:x@kiln.example';
    const ladder = {
      current: 'none',
      next: 'quarantine',
      isReady: true,
      blockers: [],
      record: record.replace('none', 'quarantine'),
      messages: 900,
    };
    const evidence = { 'dmarc-reports': [{ domain: zone, published: { record }, ladder }] };
    const asked = { check: 'mail/dmarc-policy', state };
    expect(propose(dmarcLadder, asked).byHand?.[0]?.what).toContain('Collect aggregate reports');
    expect(words(propose(dmarcLadder, { ...asked, evidence }))).toEqual([
      '_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:x@kiln.example"',
    ]);
    const notYet = {
      'dmarc-reports': [
        {
          domain: zone,
          published: { record },
          ladder: { ...ladder, isReady: false, blockers: ['the reports cover 3 days'] },
        },
      ],
    };
    expect(propose(dmarcLadder, { ...asked, evidence: notYet })).toEqual({
      wanted: [],
      byHand: [{ who: 'owner', what: 'Not yet: the reports cover 3 days.' }],
    });
  });

  it('"no mail here" beside mail servers goes; alone it stays', () => {
    expect(
      words(
        propose(nullMx, {
          check: 'domain/null-mx',
          state: stateOf(['@ MX 0 .', '@ MX 10 mx.other.example.']),
        }),
      ),
    ).toEqual(['@ MX 10 mx.other.example.']);
    expect(propose(nullMx, { check: 'domain/null-mx', state: stateOf(['@ MX 0 .']) })).toEqual(none);
  });

  it('a domain that never sends says so three times', () => {
    expect(words(propose(silentDomain, { check: 'mail/silent-domain', state: stateOf([]) }))).toEqual([
      '@ TXT "v=spf1 -all"',
      '_dmarc TXT "v=DMARC1; p=reject"',
      '@ MX 0 .',
    ]);
  });

  it('reports about encryption go to the address of the manifest', () => {
    const manifest = { mail: { ...impliedManifest(zone).mail, dmarcReports: 'post@kiln.example' } };
    expect(words(propose(transportReports, { check: 'mail/tls-rpt', state: stateOf([]), manifest }))).toEqual(
      ['_smtp._tls TXT "v=TLSRPTv1; rua=mailto:post@kiln.example"'],
    );
  });

  it('Google Workspace: the include goes into the one SPF record; the key only its console knows', () => {
    const evidence = {
      domain: zone,
      mx: [{ host: zone, exchanges: ['smtp.google.com'] }],
      spf: [{ host: zone, targets: [] }],
      cnames: [],
      dkim: [{ domain: zone, selector: 'google', target: null, state: 'missing' }],
      txt: [],
    };
    const state = stateOf(['@ TXT "v=spf1 ip4:192.0.2.9 -all"']);
    const manifest = {
      isDeclared: true,
      mail: {
        ...impliedManifest(zone).mail,
        senders: [{ provider: 'Google Workspace', domain: zone, purpose: null, selectors: [] }],
      },
    };
    const facts = { senders: { evidence } };
    expect(words(propose(serviceRecords, { check: 'mail/spf-senders', state, facts, manifest }))).toEqual([
      '@ TXT "v=spf1 ip4:192.0.2.9 include:_spf.google.com -all"',
    ]);
    expect(
      propose(serviceRecords, { check: 'mail/dkim-presence', state, facts, manifest }).byHand?.[0]?.what,
    ).toContain('google._domainkey.kiln.example');
  });
});

describe('FIX-1: records of the zone', () => {
  it('a name about to move gets a short TTL, its values stay', () => {
    const { wanted } = propose(ttl, {
      check: 'domain/ttl-launch',
      target: host(`api.${zone}`),
      state: stateOf(['api 86400 A 89.187.162.1']),
    });
    expect(wanted.map(({ value }) => value)).toEqual([{ ttlSeconds: 300, values: ['89.187.162.1'] }]);
  });

  it('pasted quotation marks go, other texts stay', () => {
    const state = stateOf([String.raw`@ TXT "\"verify=1\""`, '@ TXT "v=spf1 -all"']);
    const facts = { seen: { texts: [{ name: zone, type: 'TXT', ttlSeconds: 300, value: '' }] } };
    expect(words(propose(pastedQuotes, { check: 'domain/pasted-quotes', state, facts }))).toEqual([
      '@ TXT "verify=1" | "v=spf1 -all"',
    ]);
  });

  it('a host leads to the origins of the manifest: an alias takes the place of addresses', () => {
    const base = impliedManifest(zone);
    const [first] = base.hosts;
    const hosts = [
      {
        ...(first ?? {
          name: '',
          role: 'app' as const,
          owner: null,
          purpose: null,
          isPublic: true,
          hasIpv6: null,
          isProxied: null,
          provider: null,
          isChanging: false,
        }),
        name: `app.${zone}`,
        origins: ['kiln.host.example'],
      },
    ];
    const asked = {
      check: 'domain/host-origin',
      target: host(`app.${zone}`),
      state: stateOf(['app A 89.187.162.1']),
      manifest: { hosts },
    };
    expect(words(propose(hostRecords, asked))).toEqual(['app A gone', 'app CNAME kiln.host.example.']);
    expect(propose(hostRecords, { ...asked, manifest: {} })).toEqual(none);
  });

  it('an abandoned name goes unless the manifest names it', () => {
    const state = stateOf(['old CNAME gone.host.example.']);
    expect(
      words(propose(deadName, { check: 'domain/takeover', target: host(`old.${zone}`), state })),
    ).toEqual(['old CNAME gone']);
  });

  it('CAA is left alone when nobody knows who issues the certificates', () => {
    expect(
      propose(caa, { check: 'domain/caa-presence', state: stateOf([]), facts: { endpoints: [] } }),
    ).toEqual(none);
  });

  it('DNSSEC: signing is switched on where it can be, the DS record is for the registrar', () => {
    const proposal = propose(dnssec, {
      check: 'domain/dnssec-signed',
      state: stateOf([], { dnssec: false }),
    });
    expect([proposal.wanted.map(({ resource }) => resource), proposal.byHand?.[0]?.who]).toEqual([
      ['dnssec'],
      'registrar',
    ]);
    expect(propose(dnssec, { check: 'domain/dnssec-signed', state: stateOf([]) }).byHand?.[0]?.who).toBe(
      'dns host',
    );
  });
});

describe('FIX-3: the edge', () => {
  const off = { maxAgeSeconds: 0, includesSubdomains: false, isPreload: false, hasNosniff: false };
  it('HSTS climbs one step, for hosts behind the edge only', () => {
    const state = stateOf([], { 'setting:hsts': off });
    const asked = { check: 'tls/hsts-presence', target: host(zone) };
    expect(propose(hsts, { ...asked, state })).toEqual(none);
    expect(propose(hsts, { ...asked, state: behind(state, zone) }).wanted[0]?.value).toEqual({
      ...off,
      maxAgeSeconds: 300,
    });
  });

  it('the other front door leads to the canonical host', () => {
    const { wanted } = propose(canonicalHost, {
      check: 'redirects/apex-www',
      target: { kind: 'site', name: zone },
      state: behind(stateOf([]), `www.${zone}`),
    });
    expect(wanted[0]).toMatchObject({
      resource: 'rule:redirect/lr-canonical-host',
      value: { match: { hosts: [`www.${zone}`] }, to: { host: zone, path: 'same' }, status: 301 },
    });
  });

  it('a header is sent for exactly the host that lacks it', () => {
    const { wanted } = propose(protective, {
      check: 'headers/nosniff',
      target: host(`api.${zone}`),
      state: behind(stateOf([]), `api.${zone}`),
    });
    expect(wanted[0]?.value).toMatchObject({
      match: { hosts: [`api.${zone}`] },
      set: { 'X-Content-Type-Options': 'nosniff' },
    });
  });

  const doors = (...found: readonly (readonly [path: string, sign: string])[]): unknown => ({
    tried: {
      isAsked: true,
      doors: found.map(([path, sign]) => ({ url: `https://${zone}${path}`, sign })),
    },
  });
  it.each<[string, unknown, State, readonly string[] | null]>([
    ['open doors', doors(['/login', 'none'], ['/signup', 'limited']), {}, ['/login']],
    [
      'another host had one already',
      doors(['/login', 'none']),
      {
        'rule:rate-limit/lr-sign-in': {
          title: 't',
          isEnabled: true,
          match: { paths: ['/admin/login'] },
          requests: 10,
          perSeconds: 10,
          blockSeconds: 10,
        },
      },
      ['/admin/login', '/login'],
    ],
    ['every door has a limit', doors(['/login', 'limited']), {}, null],
    ['nobody tried', { tried: { isAsked: false, why: '', waiting: [] } }, {}, null],
  ])('login and sign-up are limited by path, %s', (_, facts, edge, paths) => {
    const { wanted } = propose(signInLimit, {
      check: 'api/rate-limit',
      target: host(zone),
      state: behind(stateOf([], edge), zone),
      facts: facts as Asked['facts'] & object,
    });
    expect(wanted.map(({ value }) => (value as { readonly match: Json }).match)).toEqual(
      paths === null ? [] : [{ paths }],
    );
  });

  it('what the edge has against robots is switched on again with the limit', () => {
    const edge = { 'setting:browser-check': false, 'setting:security-level': 'essentially_off' };
    const { wanted } = propose(signInLimit, {
      check: 'api/rate-limit',
      target: host(zone),
      state: behind(stateOf([], edge), zone),
      facts: doors(['/login', 'none']) as Asked['facts'] & object,
    });
    expect(
      wanted.map(({ resource, value }) => [resource, resource.startsWith('setting') ? value : '']),
    ).toEqual([
      ['rule:rate-limit/lr-sign-in', ''],
      ['setting:browser-check', true],
      ['setting:security-level', 'medium'],
    ]);
  });

  it('files that are not for visitors: hidden ones are refused, others tested, and the owner is told to clean up', () => {
    const hits = [
      ['environment', '/.env'],
      ['repository', '/.git/HEAD'],
      ['backup', '/shop.sql'],
      ['admin', '/admin'],
    ].map(([kind, path]) => ({ kind, url: `https://${zone}${path}` }));
    const asked = { check: 'exposure/backup', target: host(zone), facts: { seen: { isAsked: true, hits } } };
    const state = stateOf([]);
    expect(propose(servedFiles, { ...asked, state })).toEqual(none);
    const { wanted, byHand } = propose(servedFiles, { ...asked, state: behind(state, zone) });
    expect(wanted.map(({ value }) => value)).toMatchObject([
      { action: 'block', match: { hosts: [zone], paths: ['/.env', '/.git/*'] } },
      { action: 'challenge', match: { hosts: [zone], paths: ['/shop.sql'] } },
    ]);
    expect(byHand?.map(({ who }) => who)).toEqual(['web host', 'owner']);
  });
});
