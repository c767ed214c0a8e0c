import type { Match } from '../../../protocols/edge/values.ts';
import type { DangerContext } from './judged.ts';

/** An address without scheme: `example.com/login`. */
export const splitAddress = (address: string): { readonly host: string; readonly path: string } => {
  const at = address.indexOf('/');
  return at < 0 ? { host: address, path: '/' } : { host: address.slice(0, at), path: address.slice(at) };
};

export function matchesAny(match: Match, address: string): boolean {
  const { host, path } = splitAddress(address);
  return isHostMatched(match, host) && isPathMatched(match, path);
}

export const isHostMatched = ({ hosts }: Match, host: string): boolean =>
  hosts === undefined ||
  hosts.some((each) => (each.startsWith('*.') ? host.endsWith(each.slice(1)) : each === host));

export const isPathMatched = ({ paths }: Match, path: string): boolean =>
  paths === undefined ||
  paths.some((each) => (each.endsWith('*') ? path.startsWith(each.slice(0, -1)) : each === path));

const addressOf = (url: string, { manifest }: DangerContext): string => {
  const { domain, canonicalHost } = manifest.product;
  if (url.startsWith('/')) return (canonicalHost ?? domain) + url;
  const parsed = URL.parse(url);
  return parsed === null ? domain : parsed.hostname + parsed.pathname;
};

/** Pages that belong to one visitor: declared ones, and those every shop has. */
export function privatePaths(context: DangerContext): readonly string[] {
  const { manifest } = context;
  const usual = ['/account', '/checkout', '/cart', '/login', '/admin', '/api/me', '/orders'];
  return distinct([
    ...manifest.pages.filter(({ isPrivate }) => isPrivate).map(({ url }) => addressOf(url, context)),
    ...manifest.routes.filter(({ needsAuth }) => needsAuth).map(({ url }) => addressOf(url, context)),
    ...usual.map((path) => addressOf(path, context)),
    ...manifest.hosts
      .filter(({ role }) => ['admin', 'checkout', 'auth', 'app'].includes(role))
      .map(({ name }) => `${name}/`),
  ]);
}

/** Addresses that programs call: webhooks, health checks, the API. */
export function programPaths(context: DangerContext): readonly string[] {
  const { manifest } = context;
  const declared = manifest.routes.filter(
    ({ isWebhook, method, url }) => isWebhook || method !== 'GET' || /health|webhook|callback/.test(url),
  );
  return distinct([
    ...declared.map(({ url }) => addressOf(url, context)),
    ...['/webhooks/stripe', '/api/webhooks/stripe', '/api/health', '/healthz'].map((path) =>
      addressOf(path, context),
    ),
  ]);
}

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)];
