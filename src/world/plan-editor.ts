import type { UnixMs } from '../model/brand.ts';
import { certificatePlan, hostPlan } from './healthy/hosts.ts';
import { nameServerPlan } from './healthy/healthy-plan.ts';
import { topLevel, topLevelOf } from './healthy/public-zones.ts';
import { thirdParty, thirdPartyServer } from './healthy/third-party.ts';
import type {
  AddressPlan,
  AppName,
  CertificatePlan,
  FilePlan,
  HostPlan,
  NameServerPlan,
  RedirectPlan,
  WorldPlan,
} from './plan.ts';
import { ZoneEditor } from './zone-editor.ts';

/**
 * A plan with the words to change it. Every method returns a new editor; nothing is changed in place.
 * Host names may be written relative to the product's domain: `www`, `@` for the domain itself, `api.other.net.` with a final
 * dot for names elsewhere.
 */
export class PlanEditor {
  readonly plan: WorldPlan;
  constructor(plan: WorldPlan) {
    this.plan = plan;
  }

  get now(): UnixMs {
    return this.plan.now;
  }

  /** `www` to the full name. */
  nameOf(name: string): string {
    if (name.endsWith('.')) return name.slice(0, -1);
    return name === '@' ? this.plan.domain : `${name}.${this.plan.domain}`;
  }

  /** The product's zone. */
  get zone(): ZoneEditor<PlanEditor> {
    return this.zoneOf(this.plan.domain);
  }

  /** Any zone, by name: `shop` is the parent, `.` the root, `paperboatmail.com` the mail provider's. */
  zoneOf(name: string): ZoneEditor<PlanEditor> {
    const zone = this.plan.zones[name];
    if (zone === undefined) throw new Error(`The demo internet has no zone ${name}`);
    return new ZoneEditor(zone, (next) => this.with({ zones: { ...this.plan.zones, [name]: next } }));
  }

  /**
   * A domain of somebody else, delegated to the third parties' name server; its top-level domain is made when missing.
   * `text` as in `zone-text.ts`; SOA and NS are added. Hosts in it are added with `addHost('name.domain.', ...)`.
   */
  addThirdParty(domain: string, text = ''): PlanEditor {
    const hosted = [...this.serverNamed(`${thirdPartyServer}.`).zones, domain];
    const world = this.withTopLevel(topLevelOf(domain));
    return world
      .with({ zones: { ...world.plan.zones, [domain]: thirdParty(domain, text) } })
      .zoneOf(topLevelOf(domain))
      .replace(`${domain}.`, 'NS', [`${thirdPartyServer}.`])
      .nameServer(`${thirdPartyServer}.`, { zones: hosted });
  }

  /** The version of a zone that one server has for itself, starting from the shared one. */
  zoneOn(server: string, zoneName: string = this.plan.domain): ZoneEditor<PlanEditor> {
    const before = this.serverNamed(server);
    const zone = before.versions[zoneName] ?? this.plan.zones[zoneName];
    if (zone === undefined) throw new Error(`The demo internet has no zone ${zoneName}`);
    return new ZoneEditor(zone, (next) =>
      this.nameServer(server, { versions: { ...before.versions, [zoneName]: next } }),
    );
  }

  /** Changes a name server: `ns1`, or `a.registry-servers.net.` */
  nameServer(name: string, patch: Partial<NameServerPlan>): PlanEditor {
    const server = { ...this.serverNamed(name), ...patch };
    return this.with({ nameServers: { ...this.plan.nameServers, [server.name]: server } });
  }

  /** A further name server; delegation and glue are up to the zones. */
  addNameServer(name: string, addresses: readonly string[], zones: readonly string[]): PlanEditor {
    const server = nameServerPlan(this.nameOf(name), addresses, zones);
    return this.with({ nameServers: { ...this.plan.nameServers, [server.name]: server } });
  }

  /** Changes the certificate a host shows: dates in days from now, names, key, issuer, what is sent. */
  certificate(host: string, patch: Partial<CertificatePlan>): PlanEditor {
    const id = this.plan.hosts[this.nameOf(host)]?.certificate ?? this.nameOf(host);
    const before = this.plan.certificates[id] ?? certificatePlan([this.nameOf(host)]);
    return this.with({ certificates: { ...this.plan.certificates, [id]: { ...before, ...patch } } });
  }

  host(name: string, patch: Partial<HostPlan>): PlanEditor {
    const host = { ...this.hostNamed(name), ...patch };
    return this.with({ hosts: { ...this.plan.hosts, [host.name]: host } });
  }

  /** Changes what a host speaks on port 443. */
  tls(name: string, patch: Partial<HostPlan['tls']>): PlanEditor {
    return this.host(name, { tls: { ...this.hostNamed(name).tls, ...patch } });
  }

  /** A new host with its own certificate; give it an address in a zone too. */
  addHost(name: string, app: AppName, patch: Partial<HostPlan> = {}): PlanEditor {
    const full = this.nameOf(name);
    const hosts = { ...this.plan.hosts, [full]: hostPlan(full, app, patch) };
    const known = this.plan.certificates[full] ?? certificatePlan([full]);
    return this.with({ hosts, certificates: { ...this.plan.certificates, [full]: known } });
  }

  removeHost(name: string): PlanEditor {
    const { [this.nameOf(name)]: _gone, ...hosts } = this.plan.hosts;
    return this.with({ hosts });
  }

  /** Sets or, with null, removes response headers of a host. */
  headers(host: string, headers: Readonly<Record<string, string | null>>): PlanEditor {
    return this.host(host, { headers: { ...this.hostNamed(host).headers, ...headers } });
  }

  /** The same for one path, or for all below it when it ends in `*`. */
  pathHeaders(host: string, path: string, headers: Readonly<Record<string, string | null>>): PlanEditor {
    const before = this.hostNamed(host).pathHeaders;
    return this.host(host, { pathHeaders: { ...before, [path]: { ...before[path], ...headers } } });
  }

  /** Puts redirects before those the host has. `to` is absolute or a path. */
  redirect(
    host: string,
    ...rules: readonly (Pick<RedirectPlan, 'from' | 'to'> & Partial<RedirectPlan>)[]
  ): PlanEditor {
    const full = rules.map((rule) => ({
      scheme: 'https' as const,
      status: 301,
      keepsQuery: true,
      agent: null,
      ...rule,
    }));
    return this.host(host, { redirects: [...full, ...this.hostNamed(host).redirects] });
  }

  /** Serves a fixed answer at a path. */
  file(host: string, path: string, file: Pick<FilePlan, 'body'> & Partial<FilePlan>): PlanEditor {
    const full = { status: 200, type: 'text/plain; charset=utf-8', headers: {}, ...file };
    return this.host(host, { files: { ...this.hostNamed(host).files, [path]: full } });
  }

  /** Replaces text in every page, style and script of a host. */
  rewrite(host: string, find: string, replace: string): PlanEditor {
    return this.host(host, { rewrites: [...this.hostNamed(host).rewrites, { find, replace }] });
  }

  /** Ports and special contents of one IP address. */
  address(address: string, patch: Partial<AddressPlan>): PlanEditor {
    const before = this.plan.addresses[address] ?? { http: 'open', https: 'open', only: null, versions: {} };
    return this.with({ addresses: { ...this.plan.addresses, [address]: { ...before, ...patch } } });
  }

  mailServer(name: string, patch: Partial<WorldPlan['mailServers'][string]>): PlanEditor {
    const before = this.plan.mailServers[name];
    if (before === undefined) throw new Error(`The demo internet has no mail server ${name}`);
    return this.with({ mailServers: { ...this.plan.mailServers, [name]: { ...before, ...patch } } });
  }

  mailSender(patch: Partial<WorldPlan['mailSender']>): PlanEditor {
    return this.with({ mailSender: { ...this.plan.mailSender, ...patch } });
  }

  dkim(patch: Partial<WorldPlan['mailSender']['dkim']>): PlanEditor {
    return this.mailSender({ dkim: { ...this.plan.mailSender.dkim, ...patch } });
  }

  registration(patch: Partial<WorldPlan['registration']>): PlanEditor {
    return this.with({ registration: { ...this.plan.registration, ...patch } });
  }

  app(patch: Partial<WorldPlan['app']>): PlanEditor {
    return this.with({ app: { ...this.plan.app, ...patch } });
  }

  payment(patch: Partial<WorldPlan['payment']>): PlanEditor {
    return this.with({ payment: { ...this.plan.payment, ...patch } });
  }

  /** Says more in `launch.yaml`: whole sections, or fields of one host. */
  declare(sections: Readonly<Record<string, unknown>>): PlanEditor {
    const { declared } = this.plan;
    return this.with({ declared: { ...declared, sections: { ...declared.sections, ...sections } } });
  }

  /** Fields of the `mail` section; null leaves one out. */
  declareMail(fields: Readonly<Record<string, unknown>>): PlanEditor {
    const { declared } = this.plan;
    return this.with({ declared: { ...declared, mail: { ...declared.mail, ...fields } } });
  }

  declareHost(name: string, fields: Readonly<Record<string, unknown>>): PlanEditor {
    const { declared } = this.plan;
    const full = this.nameOf(name);
    const hosts = { ...declared.hosts, [full]: { ...declared.hosts[full], ...fields } };
    return this.with({ declared: { ...declared, hosts } });
  }

  /** Anything the words above do not say. */
  with(patch: Partial<WorldPlan>): PlanEditor {
    return new PlanEditor({ ...this.plan, ...patch });
  }

  private withTopLevel(name: string): PlanEditor {
    if (this.plan.zones[name] !== undefined) return this;
    const registry = 'a.registry-servers.net.';
    return this.with({ zones: { ...this.plan.zones, [name]: topLevel(name, []) } })
      .zoneOf('.')
      .add(name, 'NS', [registry])
      .nameServer(registry, { zones: [...this.serverNamed(registry).zones, name] });
  }

  private hostNamed(name: string): HostPlan {
    const host = this.plan.hosts[this.nameOf(name)];
    if (host === undefined) throw new Error(`The demo internet has no host ${this.nameOf(name)}`);
    return host;
  }

  private serverNamed(name: string): NameServerPlan {
    const server = this.plan.nameServers[this.nameOf(name)];
    if (server === undefined) throw new Error(`The demo internet has no name server ${this.nameOf(name)}`);
    return server;
  }
}
