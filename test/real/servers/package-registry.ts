import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface RegistryAdvisory {
  readonly title: string;
  readonly severity: 'low' | 'moderate' | 'high' | 'critical';
  /** A range of versions, such as `<1.2.0`. */
  readonly vulnerable: string;
}

export interface PackageRegistry extends AsyncDisposable {
  readonly url: string;
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

/** A registry of packages as npm asks one: packuments, and advisories in bulk. */
export async function startPackageRegistry(plan: RegistryPlan): Promise<PackageRegistry> {
  let asked: unknown = null;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      if (request.method === 'POST' && plan.trouble !== undefined) return inTrouble(plan.trouble, response);
      if (request.method === 'POST' && request.url === bulk) {
        asked = JSON.parse(body.toString('utf8'));
        return json(response, 200, told(plan, asked as Readonly<Record<string, readonly string[]>>));
      }
      const name = decodeURIComponent((request.url ?? '/').slice(1));
      const versions = plan.packages[name];
      return versions === undefined
        ? json(response, 404, { error: 'Not found' })
        : json(response, 200, packument(name, versions));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
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
