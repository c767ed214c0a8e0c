import type { Finding } from '../../model/finding.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Profile } from '../../model/profile.ts';
import { plainName } from '../../protocols/dns/name.ts';
import { blankMonitor, idOf } from './blank.ts';

export interface Guards {
  readonly monitors: readonly Monitor[];
  /** Fixed findings no probe can see; the next audit has to. */
  readonly unguarded: readonly { readonly finding: string; readonly why: string }[];
}

type Own = Pick<Monitor, 'kind' | 'target'> & Partial<Monitor>;

/** Every fixed finding becomes a guard that proves it stays fixed. */
export function guardsFor(fixed: readonly Finding[], manifest: Manifest, profile: Profile): Guards {
  const made = fixed.map((finding) => ({ finding, own: guardOf(finding, manifest) }));
  return {
    monitors: made.flatMap(({ finding, own }) =>
      own === null
        ? []
        : [
            blankMonitor(profile, {
              id: idOf('guard', finding.fingerprint),
              title: `${finding.title} (${finding.target.name})`,
              origin: 'audit',
              guards: finding.fingerprint,
              severity: finding.severity === 'blocker' ? 'critical' : 'warning',
              ...own,
            }),
          ],
    ),
    unguarded: made
      .filter(({ own }) => own === null)
      .map(({ finding }) => ({
        finding: finding.fingerprint,
        why: `No probe can see ${finding.check}; it is looked at by the next audit`,
      })),
  };
}

const headersByCheck: Readonly<Record<string, readonly [name: string, part: string]>> = {
  'tls/hsts-presence': ['strict-transport-security', 'max-age='],
  'tls/hsts-strength': ['strict-transport-security', 'max-age='],
  'headers/content-type-options': ['x-content-type-options', 'nosniff'],
  'headers/content-security-policy': ['content-security-policy', ''],
  'headers/referrer-policy': ['referrer-policy', ''],
};

/** Other TXT records stand beside the guarded one, so that its beginning is looked for. */
const recordsByCheck: readonly (readonly [start: string, prefix: string, type: string, begins?: string])[] = [
  ['mail/spf', '', 'TXT', 'v=spf1'],
  ['mail/dmarc', '_dmarc.', 'TXT', 'v=DMARC1'],
  ['mail/mta-sts', '_mta-sts.', 'TXT', 'v=STSv1'],
  ['mail/tls-rpt', '_smtp._tls.', 'TXT', 'v=TLSRPTv1'],
  ['mail/mx', '', 'MX'],
  ['domain/caa', '', 'CAA'],
  ['domain/mx', '', 'MX'],
  ['domain/ipv6', '', 'AAAA'],
];

function guardOf({ check, target }: Finding, manifest: Manifest): Own | null {
  const { name } = target;
  const isHost = target.kind === 'host' || target.kind === 'site';
  const header = headersByCheck[check];
  if (header !== undefined && isHost)
    return { kind: 'http', target: `https://${name}/`, options: { headers: { [header[0]]: header[1] } } };
  const record = recordsByCheck.find(([start]) => check.startsWith(start));
  if (record !== undefined && target.kind !== 'page') {
    const [, prefix, type, begins] = record;
    const options = { type, ...(begins === undefined ? {} : { begins }) };
    return { kind: 'dns', target: plainName(`${prefix}${name}`), options };
  }
  if (check.startsWith('domain/registration'))
    return { kind: 'domain', target: name, intervalSeconds: 86_400, timeoutMs: 20_000 };
  if (check.startsWith('domain/'))
    return { kind: 'dns', target: name, options: { type: isHost ? 'A' : 'NS' } };
  if (check.startsWith('tls/') && isHost) return { kind: 'tls', target: name, intervalSeconds: 3_600 };
  if (check.startsWith('redirects/') && isHost) return redirectGuard(check, name, manifest);
  if (check.startsWith('exposure/') && target.kind === 'page')
    return {
      kind: 'http',
      target: name,
      options: { status: [301, 302, 401, 403, 404, 410], maxRedirects: 0 },
    };
  return null;
}

/** The front door over plain HTTP ends where it should, however many hops that takes. */
function redirectGuard(check: string, host: string, { product }: Manifest): Own | null {
  const isSiteName =
    host === product.domain || host === `www.${product.domain}` || host === product.canonicalHost;
  const end = isSiteName ? (product.canonicalHost ?? null) : host;
  if (end === null || check.startsWith('redirects/declared')) return null;
  return { kind: 'http', target: `http://${host}/`, options: { endsAt: `https://${end}/` } };
}
