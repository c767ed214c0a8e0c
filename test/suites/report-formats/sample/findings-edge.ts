import { page, rfc } from '../../../../src/model/check.ts';
import { lines, note, table } from '../../../../src/model/evidence.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { target } from '../../../../src/model/target.ts';
import { sampleFinding } from './finding.ts';

export const edgeBlockers: readonly Finding[] = [
  sampleFinding({
    check: 'exposure/env-file',
    target: target('host', 'app.harbourtable.example'),
    title: 'Anyone can download your environment file',
    found: '/.env answers 200 with 1,204 bytes and 11 assignments, 4 of them named like secrets',
    severity: 'blocker',
    impact: 'security',
    stage: 'secrets',
    requirements: ['EDGE-8', 'DEP-1'],
    why: 'Whoever reads it can charge cards, read every booking and send mail in your name.',
    evidence: [
      table(
        'What the file contains (values are never stored)',
        ['name', 'looks like', 'length'],
        [
          ['STRIPE_SECRET_KEY', 'Stripe live secret key', '107'],
          ['DATABASE_URL', 'PostgreSQL URL with password', '93'],
          ['SMTP_PASSWORD', 'password', '32'],
          ['SESSION_SECRET', 'random hex', '64'],
        ],
      ),
      lines('Response', ['HTTP/2 200', 'content-type: application/octet-stream', 'content-length: 1204']),
    ],
    reproduce: 'curl -sI https://app.harbourtable.example/.env',
    fix: 'Block dotfiles at the edge today, then rotate the four secrets: what was public once stays known.',
    fixes: ['exposure/block-dotfiles'],
    effortMinutes: 45,
    sources: [
      page(
        'OWASP WSTG: review unreferenced files',
        'https://owasp.org/www-project-web-security-testing-guide/',
      ),
    ],
  }),
  sampleFinding({
    check: 'domain/dangling-alias',
    target: target('host', 'shop.harbourtable.example'),
    title: 'A name points at a service nobody owns, so anyone can claim it',
    found: 'CNAME to harbour-shop.hosting.example, which answers "There is no app here"',
    severity: 'blocker',
    confidence: 'likely',
    impact: 'trust',
    stage: 'dns',
    requirements: ['DNS-5'],
    why: 'A stranger who registers that app serves pages, and receives cookies, under your name.',
    evidence: [
      lines('DNS answer from ns1.registrar.example', [
        'shop.harbourtable.example. 3600 IN CNAME harbour-shop.hosting.example.',
        'harbour-shop.hosting.example. 60 IN A 203.0.113.80',
      ]),
      note('The landing page matches the known "unclaimed app" page of this host.'),
    ],
    reproduce: 'dig +noall +answer shop.harbourtable.example CNAME',
    fix: 'Delete the CNAME, or claim the app again if the shop is still wanted.',
    fixes: ['domain/remove-record'],
    effortMinutes: 10,
    sources: [rfc(1034, '3.6.2')],
  }),
];

export const edgeFindings: readonly Finding[] = [
  sampleFinding({
    check: 'redirects/https-first-hop',
    target: target('host', 'www.harbourtable.example'),
    title: 'Plain HTTP is answered with a page instead of a redirect to HTTPS',
    found: 'http://www.harbourtable.example/ answers 200',
    severity: 'high',
    impact: 'trust',
    stage: 'edge',
    requirements: ['EDGE-1'],
    why: 'Browsers mark the page as not secure, and the log-in form on it sends passwords in clear.',
    evidence: [
      table(
        'Hops',
        ['#', 'request', 'answer', 'took'],
        [
          ['1', 'GET http://www.harbourtable.example/', '200 text/html, 48,311 bytes', '84 ms'],
          ['2', 'GET https://www.harbourtable.example/', '200 text/html, 48,311 bytes', '112 ms'],
        ],
      ),
    ],
    reproduce: 'curl -sI http://www.harbourtable.example/',
    fix: 'Turn on "Always use HTTPS" at the edge, for every host of the zone.',
    fixes: ['edge/always-https'],
    effortMinutes: 10,
    sources: [rfc(6797, '7.2')],
  }),
  sampleFinding({
    check: 'tls/certificate-expiry',
    target: target('host', 'api.harbourtable.example'),
    title: 'The certificate runs out in 6 days and nothing renews it',
    found: 'valid until 2026-11-28 09:14 UTC, 3 % of its 200 days left; the last three renewals were by hand',
    severity: 'high',
    impact: 'revenue',
    stage: 'tls',
    requirements: ['EDGE-3'],
    why: 'On that morning every app and every payment callback stops with a certificate error.',
    evidence: [
      table(
        'Chain as served',
        ['#', 'subject', 'issuer', 'valid until'],
        [
          ['0', 'CN=api.harbourtable.example', 'CN=Example Issuing CA 3', '2026-11-28'],
          ['1', 'CN=Example Issuing CA 3', 'CN=Example Root X1', '2029-03-11'],
        ],
      ),
    ],
    reproduce:
      'openssl s_client -connect api.harbourtable.example:443 -servername api.harbourtable.example </dev/null | openssl x509 -noout -dates',
    fix: 'Move the host behind the edge certificate, or install an ACME client with a renewal timer.',
    effortMinutes: 40,
    sources: [
      page('CA/Browser Forum Baseline Requirements 6.3.2', 'https://cabforum.org/baseline-requirements/'),
    ],
  }),
  sampleFinding({
    check: 'redirects/chain-length',
    target: target('host', 'harbourtable.example'),
    title: 'Visitors take three redirects before the first page',
    found: '3 hops and 610 ms from http://harbourtable.example/ to https://www.harbourtable.example/en/',
    severity: 'medium',
    impact: 'revenue',
    stage: 'redirects',
    requirements: ['EDGE-2'],
    why: 'Each hop costs a phone on 4G 150 to 300 ms before anything is drawn.',
    evidence: [
      table(
        'Hops',
        ['#', 'from', 'status', 'to', 'took'],
        [
          ['1', 'http://harbourtable.example/', '301', 'https://harbourtable.example/', '96 ms'],
          ['2', 'https://harbourtable.example/', '302', 'https://www.harbourtable.example/', '231 ms'],
          ['3', 'https://www.harbourtable.example/', '302', '/en/', '283 ms'],
        ],
      ),
    ],
    reproduce:
      "curl -sIL -o /dev/null -w '%{num_redirects} %{url_effective}\\n' http://harbourtable.example/",
    fix: 'Send every variant to the final address in one 301.',
    fixes: ['redirects/one-hop'],
    effortMinutes: 20,
    sources: [rfc(9110, '15.4')],
  }),
  sampleFinding({
    check: 'headers/hsts',
    target: target('host', 'www.harbourtable.example'),
    title: 'Browsers are not told to stay on HTTPS',
    found: 'no Strict-Transport-Security header on any of 6 answers',
    severity: 'medium',
    impact: 'security',
    stage: 'edge',
    requirements: ['EDGE-1'],
    why: 'The first request of every visit can be intercepted on a shared network.',
    evidence: [note('Checked on 3 pages over HTTPS, twice each.')],
    reproduce: 'curl -sI https://www.harbourtable.example/ | grep -i strict-transport',
    fix: 'Send max-age=86400 this week and raise it to a year once every host is on HTTPS.',
    fixes: ['edge/hsts'],
    effortMinutes: 10,
    sources: [rfc(6797, '6.1')],
  }),
  sampleFinding({
    check: 'cache/static-assets',
    target: target('host', 'www.harbourtable.example'),
    title: 'Scripts and images are fetched again on every visit',
    found: '14 of 17 hashed assets answer with max-age=0; 1.9 MB is sent again each time',
    severity: 'medium',
    impact: 'revenue',
    stage: 'caching',
    requirements: ['EDGE-7'],
    why: 'Returning visitors wait 1.4 s longer than they need to on a phone.',
    evidence: [
      table(
        'Largest offenders',
        ['asset', 'size', 'cache-control', 'second request'],
        [
          ['/assets/index-8f21c0aa.js', '612 KB', 'max-age=0, must-revalidate', 'MISS'],
          ['/assets/hero-11b2.webp', '488 KB', 'max-age=0', 'MISS'],
          ['/assets/vendor-0d9911.js', '401 KB', 'max-age=0, must-revalidate', 'MISS'],
        ],
      ),
    ],
    reproduce: 'curl -sI https://www.harbourtable.example/assets/index-8f21c0aa.js | grep -i -e cache -e age',
    fix: 'Send "public, max-age=31536000, immutable" for files whose name carries a hash.',
    fixes: ['cache/immutable-assets'],
    effortMinutes: 20,
    sources: [rfc(9111, '5.2.2'), rfc(8246, '2')],
  }),
  sampleFinding({
    check: 'domain/ttl',
    target: target('zone', 'harbourtable.example'),
    title: 'A mistake in DNS would stay with visitors for a day',
    found: 'A and MX records carry a TTL of 86400 s while hosts are about to move',
    severity: 'low',
    impact: 'operability',
    stage: 'dns',
    requirements: ['DNS-4'],
    why: 'Rolling back a wrong record takes as long as its TTL.',
    evidence: [
      lines('Records', [
        'harbourtable.example. 86400 IN A 198.51.100.20',
        'harbourtable.example. 86400 IN MX 10 mail.provider.example.',
      ]),
    ],
    reproduce: 'dig +noall +answer harbourtable.example A',
    fix: 'Lower the TTL to 300 s a day before the launch and raise it again a week later.',
    fixes: ['domain/ttl'],
    effortMinutes: 10,
    sources: [rfc(1035, '3.2.1')],
  }),
];
