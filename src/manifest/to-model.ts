import type { Json } from '../model/json.ts';
import type { HostRole, Manifest, ManifestHost, ManifestMail, ManifestRoute } from '../model/manifest.ts';
import type { ManifestDocument } from './schema.ts';

/** The checked file as the model's noun: short forms written out, names of the model. Total: zod has settled the rest. */
export function toManifest(file: ManifestDocument): Manifest {
  const { domain, canonical } = file.product;
  return {
    version: 1,
    isDeclared: true,
    product: {
      name: file.product.name,
      domain,
      canonicalHost: canonical,
      description: file.product.description,
    },
    profile: file.profile,
    overrides: flatOverrides(file.overrides),
    hosts: hostsOf(file),
    redirects: file.redirects.map(redirectOf),
    mail: mailOf(file),
    pages: file.pages.map((page) =>
      typeof page === 'string'
        ? { url: page, isPrivate: false, isIndexed: true }
        : { url: page.url, isPrivate: page.private, isIndexed: page.indexed && !page.private },
    ),
    routes: file.routes.map(routeOf),
    journeys: file.journeys.map(({ id, title, critical, steps, cleanup, after }) => ({
      id,
      title: title ?? id,
      isCritical: critical,
      steps,
      cleanup,
      after,
    })),
    env: file.env.map(envOf),
    repository: file.repository,
    deploy: deployOf(file),
    dataStores: file.dataStores,
    accounts: file.accounts.map(({ twoFactor, ...account }) => ({ ...account, hasTwoFactor: twoFactor })),
    testAccounts: file.testAccounts.map(testAccountOf),
    monitors: file.monitors.map(({ interval, failures, ...monitor }) => ({
      ...monitor,
      intervalSeconds: interval / 1_000,
      failuresBeforeAlert: failures,
    })),
    alerts: file.alerts.map(({ after, ...route }) => ({ ...route, afterMinutes: after / 60_000 })),
    people: file.people,
    providers: file.providers,
    waivers: file.waivers,
    mobile: file.mobile,
    assistant: assistantOf(file.assistant),
    textModel: file.textModel,
    isPrivateNetworkAllowed: file.privateNetwork,
  };
}

const assistantOf = (file: ManifestDocument['assistant']): Manifest['assistant'] =>
  file === null
    ? null
    : {
        ...file,
        body: file.body as Json,
        tools: file.tools.map(({ confirm, ...tool }) => ({ ...tool, needsConfirmation: confirm })),
      };

const testAccountOf = ({
  login,
  json,
  ...account
}: ManifestDocument['testAccounts'][number]): Manifest['testAccounts'][number] => ({
  ...account,
  login: login === null ? null : loginRequest(login),
  isJson: json,
});

/** `/login` alone is a POST: nobody logs in with GET. */
function loginRequest(line: string): { readonly method: string; readonly url: string } {
  const [, method = 'POST', url = line] = /^([A-Z]+) +(.+)$/.exec(line) ?? [];
  return { method, url: url.trim() };
}

type OverrideValue = Manifest['overrides'][string] | readonly string[];

/** `redirects: { maxHops: 2 }` and `redirects.maxHops: 2` are the same; lists become texts with commas. */
export function flatOverrides(overrides: ManifestDocument['overrides']): Manifest['overrides'] {
  const flat: Record<string, Manifest['overrides'][string]> = Object.create(null);
  const put = (path: string, value: OverrideValue): void => {
    flat[path] = typeof value === 'object' && value !== null ? value.join(', ') : value;
  };
  for (const [key, value] of Object.entries(overrides)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) put(key, value);
    else for (const [inner, innerValue] of Object.entries(value)) put(`${key}.${inner}`, innerValue);
  }
  return { ...flat };
}

function hostsOf({ product, hosts }: ManifestDocument): readonly ManifestHost[] {
  const declared = hosts.map((host) => {
    if (typeof host === 'string') return plainHost(host, product.domain);
    const { public: isPublic, ipv6, proxied, changing, role, ...rest } = host;
    return {
      ...rest,
      role: role ?? guessRole(host.name, product.domain),
      isPublic,
      hasIpv6: ipv6,
      isProxied: proxied,
      isChanging: changing,
    };
  });
  const names = new Set(declared.map((host) => host.name));
  const implied = [...new Set([product.domain, product.canonical ?? product.domain])].filter(
    (name) => !names.has(name),
  );
  return [...implied.map((name) => plainHost(name, product.domain)), ...declared];
}

export const plainHost = (name: string, domain: string): ManifestHost => ({
  name,
  role: guessRole(name, domain),
  owner: null,
  purpose: null,
  isPublic: true,
  hasIpv6: null,
  isProxied: null,
  origins: [],
  provider: null,
  isChanging: false,
});

const roleOfLabel: Readonly<Record<string, HostRole>> = {
  www: 'www',
  app: 'app',
  dashboard: 'app',
  api: 'api',
  admin: 'admin',
  checkout: 'checkout',
  pay: 'checkout',
  auth: 'auth',
  login: 'auth',
  accounts: 'auth',
  assets: 'assets',
  cdn: 'assets',
  static: 'assets',
  img: 'assets',
  media: 'assets',
  status: 'status',
  mail: 'mail',
  smtp: 'mail',
  mx: 'mail',
  docs: 'docs',
  help: 'docs',
  blog: 'blog',
  staging: 'staging',
  stage: 'staging',
  preview: 'staging',
};

export function guessRole(name: string, domain: string): HostRole {
  if (name === domain) return 'apex';
  const [label = ''] = name.split('.');
  return Object.hasOwn(roleOfLabel, label) ? (roleOfLabel[label] ?? 'other') : 'other';
}

function redirectOf(redirect: ManifestDocument['redirects'][number]): Manifest['redirects'][number] {
  if (typeof redirect !== 'string') return redirect;
  const [from = '', to = ''] = redirect.split(/\s->\s/).map((side) => side.trim());
  return { from, to, status: null, keepsQuery: true };
}

function mailOf({ mail, product }: ManifestDocument): ManifestMail {
  const senders = mail.senders.map((sender) =>
    typeof sender === 'string'
      ? { provider: sender, domain: product.domain, purpose: null, selectors: [] }
      : { ...sender, domain: sender.domain ?? product.domain },
  );
  const messages = mail.messages.map(({ marketing, ...message }) => ({ ...message, isMarketing: marketing }));
  const used = [
    ...senders.map(({ domain }) => domain),
    ...messages.map(({ from }) => from.slice(from.lastIndexOf('@') + 1).toLowerCase()),
  ];
  return { ...mail, domains: [...new Set(mail.domains.length > 0 ? mail.domains : used)], senders, messages };
}

function routeOf(route: ManifestDocument['routes'][number]): ManifestRoute {
  if (typeof route === 'string') {
    const space = route.indexOf(' ');
    const method = space < 0 ? 'GET' : route.slice(0, space);
    const url = route.slice(space + 1).trim();
    const rest = { isHot: false, p95Ms: null, needsAuth: false, isWebhook: false };
    return { id: routeId(method, url), method, url, ...rest };
  }
  return {
    id: route.id ?? routeId(route.method, route.url),
    method: route.method,
    url: route.url,
    isHot: route.hot,
    p95Ms: route.p95,
    needsAuth: route.auth,
    isWebhook: route.webhook,
  };
}

/** `POST /api/signup` is `post-api-signup`, `GET /` is `get`. */
export function routeId(method: string, url: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/, '');
  const words = `${method}-${path}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return words.slice(0, 64).replaceAll(/^-|-+$/g, '');
}

function envOf(variable: ManifestDocument['env'][number]): Manifest['env'][number] {
  if (typeof variable !== 'string') {
    const { required, secret, ...rest } = variable;
    return { ...rest, isRequired: required, isSecret: secret };
  }
  return { name: variable, isRequired: true, isSecret: false, purpose: null, owner: null, environments: [] };
}

function deployOf({ deploy, repository }: ManifestDocument): Manifest['deploy'] {
  return {
    command: deploy.command,
    rollbackCommand: deploy.rollback,
    migrateCommand: deploy.migrate,
    buildCommand: deploy.build,
    branch: deploy.branch ?? repository.branch,
    versionUrl: deploy.versionUrl,
    stagingUrl: deploy.stagingUrl,
    host: deploy.host,
    watchMinutes: deploy.watch / 60_000,
    serverUrl: deploy.server,
    backgroundJobs: deploy.jobs,
  };
}
