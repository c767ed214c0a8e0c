import type { Stage } from '../../../../src/model/check.ts';
import type { SettledJudgement, UnknownJudgement } from '../../../../src/model/report.ts';
import { target, type Target } from '../../../../src/model/target.ts';

const hosts = ['harbourtable.example', 'www.harbourtable.example', 'app.harbourtable.example'].map((name) =>
  target('host', name),
);
const zone = target('zone', 'harbourtable.example');
const mail = target('mailDomain', 'harbourtable.example');
const site = target('site', 'harbourtable.example');

type Row = readonly [check: string, stage: Stage, title: string, text: string];

const perHost: readonly Row[] = [
  ['domain/resolves', 'dns', 'The name resolves', '198.51.100.20, 2001:db8::20'],
  ['tls/covers-host', 'tls', 'The certificate covers the host', 'named in the subject alternative names'],
  ['tls/chain', 'tls', 'The chain is complete', '2 certificates up to a trusted root'],
  ['tls/protocol', 'tls', 'Only current TLS versions are offered', 'TLS 1.2 and 1.3'],
  ['cache/html', 'caching', 'Pages are not cached for too long', 'no-cache'],
  ['exposure/git', 'secrets', 'The .git folder is not public', '/.git/HEAD answers 404'],
];
const perZone: readonly Row[] = [
  ['domain/delegation', 'dns', 'Parent and servers agree on the name servers', '2 of 2 equal'],
  ['domain/soa', 'dns', 'SOA values are sane', 'serial 2026112101, negative TTL 300 s'],
  ['domain/expiry', 'dns', 'The domain is paid for', 'until 2028-04-02, locked'],
];
const perMail: readonly Row[] = [
  ['mail/mx', 'mail', 'Mail can be received', '2 MX hosts, both answer'],
  ['mail/ptr', 'mail', 'Senders have reverse names', '4 of 4 addresses'],
];

const settle = (rows: readonly Row[], targets: readonly Target[]): readonly SettledJudgement[] =>
  rows.flatMap(([check, stage, title, text]) =>
    targets.map((each) => ({ check, stage, title, text, target: each })),
  );

export const passed = [...settle(perHost, hosts), ...settle(perZone, [zone]), ...settle(perMail, [mail])];

export const notApplicable = [
  ...settle(
    [['api/app-links', 'pages', 'App links are valid', 'no mobile app is declared in launch.yaml']],
    [site],
  ),
  ...settle([['domain/dnssec', 'dns', 'DNSSEC signatures are valid', 'the zone is not signed']], [zone]),
  ...settle([['mail/bimi', 'mail', 'The brand logo is valid', 'no BIMI record, none needed']], [mail]),
];

export const unknownRows: readonly UnknownJudgement[] = [
  {
    check: 'data/backup-restore',
    stage: 'rollback',
    title: 'A backup has been restored',
    target: target('database', 'bookings'),
    severity: 'high',
    text: 'launch.yaml does not say when a backup was last restored',
    remedy:
      'restore last night’s backup into an empty database and write the date into dataStores[0].backup.restoredOn',
  },
  {
    check: 'mail/apple-arrival',
    stage: 'mail',
    title: 'Mail arrives at Apple',
    target: mail,
    severity: 'medium',
    text: 'no seed inbox at Apple is configured',
    remedy: 'add an iCloud inbox to launch.yaml under mail.inboxes',
  },
  {
    check: 'deploy/staging-parity',
    stage: 'build',
    title: 'Staging and production match',
    target: site,
    severity: 'low',
    text: 'staging.harbourtable.example refused the connection (ECONNREFUSED)',
    remedy: 'start staging, or give its address in launch.yaml under deploy.stagingUrl',
  },
  {
    check: 'domain/registrar',
    stage: 'dns',
    title: 'The registrar account has a known owner',
    target: zone,
    severity: 'medium',
    text: 'the registry publishes no RDAP service for .example',
    remedy: 'write the registrar and its owner into launch.yaml under accounts',
  },
];
