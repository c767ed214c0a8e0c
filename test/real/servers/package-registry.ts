import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import type { IssuedCertificate } from '../certificates.ts';

export interface RegistryAdvisory {
  readonly title: string;
  readonly severity: 'low' | 'moderate' | 'high' | 'critical';
  /** A range of versions, such as `<1.2.0`. */
  readonly vulnerable: string;
}

export interface PackageRegistry extends AsyncDisposable {
  readonly url: string;
  /** Leads every host to it. */
  readonly proxyUrl: string;
  /** Package and versions of the last bulk question. */
  readonly asked: () => unknown;
}

export interface RegistryPlan {
  /** Package to its versions. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  readonly advisories: Readonly<Record<string, readonly RegistryAdvisory[]>>;
  /** What it does instead of telling advisories. */
  readonly trouble?: 'knows none of it' | 'answers a page' | 'never answers';
}

const bulk = '/-/npm/v1/security/advisories/bulk';
/** What classic yarn asks: the whole tree, answered with a report. */
const audits = '/-/npm/v1/security/audits';

/**
 * A registry of packages as npm asks one: packuments, and advisories in bulk. With a certificate it speaks TLS, and is a proxy for
 * itself: whatever host a CONNECT names, it is the one that answers.
 */
export async function startPackageRegistry(
  plan: RegistryPlan,
  certificate?: IssuedCertificate,
): Promise<PackageRegistry> {
  let asked: unknown = null;
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void (async () => {
      const body = await bodyOf(request);
      if (request.method === 'POST' && plan.trouble !== undefined) return inTrouble(plan.trouble, response);
      if (request.method === 'POST' && request.url === bulk) {
        asked = JSON.parse(body.toString('utf8'));
        return json(response, 200, told(plan, asked as Readonly<Record<string, readonly string[]>>));
      }
      if (request.method === 'POST' && request.url === audits) {
        asked = versionsIn(JSON.parse(body.toString('utf8')) as AuditTree);
        return json(response, 200, reported(plan, asked as Readonly<Record<string, readonly string[]>>));
      }
      const name = decodeURIComponent((request.url ?? '/').slice(1));
      const versions = plan.packages[name];
      return versions === undefined
        ? json(response, 404, { error: 'Not found' })
        : json(response, 200, packument(name, versions));
    })();
  const server =
    certificate === undefined
      ? createServer(answer)
      : createTlsServer({ key: certificate.key, cert: certificate.certificate }, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = createServer().on('connect', (_request, socket: Duplex) => {
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connected\r\n\r\n'));
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${port}/`,
    proxyUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections();
      proxy.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function inTrouble(trouble: NonNullable<RegistryPlan['trouble']>, response: ServerResponse): void {
  if (trouble === 'knows none of it') json(response, 404, { error: 'Not found' });
  if (trouble === 'answers a page')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
}

/** npm packs its question with gzip. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const all = Buffer.concat(parts);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(all) : all;
}

/** Only packages that were asked for; which versions a range means is npm's to find out. */
function told({ advisories }: RegistryPlan, asked: Readonly<Record<string, readonly string[]>>): unknown {
  return Object.fromEntries(
    Object.entries(advisories)
      .filter(([name]) => Object.hasOwn(asked, name))
      .map(([name, list]) => [
        name,
        list.map(({ title, severity, vulnerable }) => ({
          id: idOf(title),
          url: `https://advisories.example/${idOf(title)}`,
          title,
          severity,
          vulnerable_versions: vulnerable,
          cwe: ['CWE-79'],
          cvss: { score: 0, vectorString: null },
        })),
      ]),
  );
}

interface AuditTree {
  readonly requires?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, { readonly version: string } & AuditTree>>;
}

/** What is reached from what the root requires: the tree holds the rest of the lock as well. */
function versionsIn({
  requires = {},
  dependencies = {},
}: AuditTree): Readonly<Record<string, readonly string[]>> {
  const reached = new Set<string>();
  const waiting = Object.keys(requires);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...Object.keys(dependencies[name]?.requires ?? {}));
  }
  return Object.fromEntries([...reached].map((name) => [name, [dependencies[name]?.version ?? '']]));
}

/** The report of the older endpoint, for the versions as they were asked about. */
function reported({ advisories }: RegistryPlan, asked: Readonly<Record<string, readonly string[]>>): unknown {
  const all = Object.entries(advisories)
    .filter(([name]) => Object.hasOwn(asked, name))
    .flatMap(([name, list]) =>
      list.map(({ title, severity, vulnerable }) => ({
        id: idOf(title),
        module_name: name,
        title,
        severity,
        vulnerable_versions: vulnerable,
        patched_versions: '>=9.0.0',
        findings: [{ version: asked[name]?.[0], paths: [name], dev: false, optional: false, bundled: false }],
        url: `https://advisories.example/${idOf(title)}`,
      })),
    );
  const counts = { info: 0, low: 0, moderate: 0, high: 0, critical: 0 };
  for (const { severity } of all) counts[severity] += 1;
  const totals = { dependencies: 2, devDependencies: 0, optionalDependencies: 0, totalDependencies: 2 };
  const actions = all.map(({ id, module_name: module }) => ({
    action: 'review',
    module,
    resolves: [{ id, path: module, dev: false, optional: false, bundled: false }],
  }));
  return {
    actions,
    advisories: Object.fromEntries(all.map((each) => [each.id, each])),
    muted: [],
    metadata: { vulnerabilities: counts, ...totals },
  };
}

/** npm remembers by its number what an advisory means. */
const idOf = (title: string): number =>
  [...title].reduce((sum, each) => sum * 31 + each.charCodeAt(0), 7) % 1e9;

const packument = (name: string, versions: readonly string[]): unknown => ({
  name,
  'dist-tags': { latest: versions.at(-1) },
  versions: Object.fromEntries(
    versions.map((version) => [
      version,
      { name, version, dist: { tarball: `http://127.0.0.1/${name}.tgz` } },
    ]),
  ),
});

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
