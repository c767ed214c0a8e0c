import type { HandoverBlock, HandoverLine, HandoverSection } from '../../../model/handover.ts';
import domainMap from '../../../facts/domain/map.ts';
import redirectMap from '../../../facts/redirects/map.ts';
import endpoint from '../../../facts/tls/endpoint.ts';
import { distinctLeaves } from '../../../protocols/tls/endpoint-view.ts';
import { renewalOf } from '../../../protocols/tls/issuers.ts';
import { auditOnly, derived, isoDay, judgedLine, measured } from '../lines.ts';
import { factsOf, judged, manifestOf, seenThemes, type HandoverMaterial } from '../material.ts';
import { personName } from '../questions.ts';

const hostsOf = ({ file }: HandoverMaterial): readonly string[] =>
  file.targets.filter(({ kind }) => kind === 'host').map(({ name }) => name);

/** Every name, where it leads, whose it is. */
export const domainSection = (material: HandoverMaterial): HandoverSection => ({
  id: 'domain',
  title: 'Domain map',
  about: 'Every record we know of, in plain words; then each host with its owner and purpose.',
  blocks: [hostsBlock(material), zoneBlock(material), recordsBlock(material)],
});

function hostsBlock(material: HandoverMaterial): HandoverBlock {
  const declaredHosts = new Map(manifestOf(material).hosts.map((host) => [host.name, host]));
  return {
    title: 'Hosts',
    columns: ['host', 'role', 'owner', 'purpose', 'judged'],
    lines: hostsOf(material).map((name) => {
      const host = declaredHosts.get(name);
      const owner = personName(material, host?.owner ?? null) ?? 'nobody named';
      const cells = [name, host?.role ?? 'not declared', owner, host?.purpose ?? 'not said'];
      const line = { id: `host ${name}`, cells, rerun: auditOnly(material, 'domain') };
      return judgedLine(material, line, judged(material, ['domain'], `host:${name}`));
    }),
  };
}

const zoneBlock = (material: HandoverMaterial): HandoverBlock => ({
  title: 'The zone as a whole',
  columns: ['zone', 'judged'],
  lines: material.file.targets
    .filter(({ kind }) => kind === 'zone')
    .map(({ name }) => {
      const line = { id: `zone ${name}`, cells: [name], rerun: auditOnly(material, 'domain') };
      return judgedLine(material, line, judged(material, ['domain'], `zone:${name}`));
    }),
});

const recordsBlock = (material: HandoverMaterial): HandoverBlock => ({
  title: 'Records',
  columns: ['name', 'type', 'value', 'provider', 'proxied', 'in plain words'],
  lines: factsOf(material, domainMap)
    .flatMap(({ value }) => value.rows)
    .map(({ name, type, value, provider, isProxied, text }) =>
      measured(material, {
        id: `record ${name} ${type} ${value}`,
        cells: [
          name,
          type,
          value,
          provider ?? 'not known',
          isProxied === null ? '' : isProxied ? 'yes' : 'no',
          text,
        ],
        state: 'plain',
        rerun: type === 'registration' ? `whois ${name}` : `dig +noall +answer ${name} ${type}`,
      }),
    ),
});

export function redirectsSection(material: HandoverMaterial): HandoverSection {
  const rows = factsOf(material, redirectMap).flatMap(({ value }) => value.rows);
  return {
    id: 'redirects',
    title: 'Redirects',
    about: 'What happens to each address a visitor may type or an old link may use.',
    blocks: [
      {
        title: 'In plain words',
        columns: ['from', 'to', 'answers', 'sentence'],
        lines: rows.map((row) =>
          measured(material, {
            id: `redirect ${row.from}`,
            cells: [row.from, row.to, row.statuses, row.text],
            state: 'plain',
            rerun: `curl -sSIL --max-redirs 20 -o /dev/null -D - '${row.from}'`,
          }),
        ),
      },
      perHost(material, { id: 'redirects', title: 'Judged by host', themes: ['redirects'] }),
    ],
  };
}

export function tlsSection(material: HandoverMaterial): HandoverSection {
  return {
    id: 'tls',
    title: 'Certificates',
    about: 'Who signed them, until when, and whether renewal works without a person.',
    blocks: [
      {
        title: 'By host',
        columns: ['host', 'signed by', 'names', 'valid until', 'judged'],
        lines: factsOf(material, endpoint).flatMap(({ name, value }) => {
          const leaf = value.chains[0]?.certificates[0];
          const cells = [
            name,
            leaf?.issuerOrganization ?? leaf?.issuerCommonName ?? 'no certificate seen',
            leaf?.names.dns.slice(0, 4).join(', ') ?? '',
            leaf === undefined ? '' : isoDay(leaf.notAfter),
          ];
          const result = judged(material, ['tls'], name);
          // A host that is not for the web has nothing to show here.
          if (leaf === undefined && result.state !== 'bad') return [];
          return [
            judgedLine(material, { id: `tls ${name}`, cells, rerun: auditOnly(material, 'tls') }, result),
          ];
        }),
      },
      {
        title: 'Renewal',
        columns: ['signed by', 'how it is renewed', 'who', 'hosts'],
        lines: renewals(material),
      },
    ],
  };
}

const renewer = { automatic: 'a program', 'by-hand': 'a person', unknown: 'not known from outside' } as const;

/** One line for each authority: how its certificates come about, and where they stand. */
function renewals(material: HandoverMaterial): readonly HandoverLine[] {
  const paths = factsOf(material, endpoint).flatMap(({ name, value }) =>
    distinctLeaves(value).map(({ leaf }) => ({ name, path: renewalOf(leaf) })),
  );
  const ways = Map.groupBy(paths, ({ path }) => `${path.issuer} ${path.kind}`);
  return [...ways].flatMap(([way, served]) => {
    const [first] = served;
    if (first === undefined) return [];
    const hosts = [...new Set(served.map(({ name }) => name))].toSorted().join(', ');
    const { issuer, how, kind } = first.path;
    return [
      measured(material, {
        id: `renewal ${way}`,
        cells: [issuer, how, renewer[kind], hosts],
        state: kind === 'by-hand' ? 'bad' : kind === 'unknown' ? 'unknown' : 'plain',
        rerun: `launch-ready audit ${material.report.subject.domain} --only tls/renewal-path`,
      }),
    ];
  });
}

/** Themes of the audit that concern pages and the machines in front of them. */
export function edgeSection(material: HandoverMaterial): HandoverSection {
  const { providers } = manifestOf(material);
  const provider = providers.find(({ kind }) => kind === 'cloudflare');
  return {
    id: 'edge',
    title: 'Edge, headers and caching',
    about: 'What stands in front of the product, and how to get around it in need.',
    blocks: [
      perHost(material, { id: 'headers', title: 'Headers and cookies', themes: ['headers'] }),
      perHost(material, { id: 'cache', title: 'Caching', themes: ['cache'] }),
      perHost(material, {
        id: 'pages',
        title: 'Pages and open files',
        themes: ['pages', 'exposure', 'bundles', 'edge', 'api', 'applinks'],
      }),
      {
        title: 'Around the edge, and back',
        columns: ['when', 'do'],
        lines:
          provider === undefined
            ? [
                derived('bypass', [
                  'The edge fails',
                  'no edge provider is declared in launch.yaml: point the records at the origin by hand, at the DNS host',
                ]),
              ]
            : [
                derived('bypass', [
                  'The edge fails',
                  `switch the proxy off for the record in ${provider.zone} (grey cloud): visitors reach the origin directly, without cache and protection`,
                ]),
                derived('edge rollback', ['A change at the edge was wrong', 'launch-ready fix rollback']),
              ],
      },
    ],
  };
}

function perHost(
  material: HandoverMaterial,
  block: { readonly id: string; readonly title: string; readonly themes: readonly string[] },
): HandoverSection['blocks'][number] {
  const { report } = material;
  const isSeen = (name: string): boolean =>
    [...report.findings, ...report.waived, ...report.passed, ...report.unknown].some(
      ({ check, target }) => target.name === name && block.themes.includes(check.split('/')[0] ?? ''),
    );
  return {
    title: block.title,
    columns: ['host', 'judged'],
    lines: [...hostsOf(material), report.subject.domain]
      .filter((name, at, all) => all.indexOf(name) === at && isSeen(name))
      .map((name) =>
        judgedLine(
          material,
          {
            id: `${block.id} ${name}`,
            cells: [name],
            rerun: auditOnly(material, ...seenThemes(material, block.themes)),
          },
          judged(material, block.themes, name),
        ),
      ),
  };
}
