import type { Manifest } from '../../model/manifest.ts';

/** Where the usual things are: taken from the manifest's pages and routes where they tell, else the usual path. */
export interface TemplatePaths {
  readonly domain: string;
  readonly signup: string;
  readonly login: string;
  readonly logout: string;
  readonly account: string;
  readonly forgot: string;
  readonly reset: string;
  readonly waitlist: string;
  readonly invites: string;
  readonly invite: string;
  readonly verify: string;
  readonly search: string;
  readonly product: string;
  readonly service: string;
  readonly cartAdd: string;
  readonly cart: string;
  readonly cartCheckout: string;
  readonly webhook: string;
}

type Key = Exclude<keyof TemplatePaths, 'domain'>;

const usual: Readonly<Record<Key, { readonly path: string; readonly like: RegExp }>> = {
  signup: { path: '/signup', like: /\/(?:sign-?up|register|join)$/ },
  login: { path: '/login', like: /\/(?:log-?in|sign-?in)$/ },
  logout: { path: '/logout', like: /\/(?:log-?out|sign-?out)$/ },
  account: { path: '/account', like: /\/(?:account|dashboard|profile|app)$/ },
  forgot: { path: '/forgot', like: /\/(?:forgot|forgot-password|password\/forgot|reset-password)$/ },
  reset: { path: '/reset', like: /\/(?:reset|password\/reset|new-password)$/ },
  waitlist: { path: '/waitlist', like: /\/(?:waitlist|wait-list|early-access|beta)$/ },
  invites: { path: '/invites', like: /\/(?:invites|invitations)$/ },
  invite: { path: '/invite', like: /\/(?:invite|invitation|accept-invite)$/ },
  verify: { path: '/verify', like: /\/(?:verify|confirm|verify-email)$/ },
  search: { path: '/search?q=lamp', like: /\/search(?:\?.*)?$/ },
  product: { path: '/listings/tide-lamp', like: /\/(?:products?|items?|listings)\/[^/]+$/ },
  service: { path: '/listings/harbour-walk', like: /\/(?:services|sessions|coaches|events)\/[^/]+$/ },
  cartAdd: { path: '/cart/add', like: /\/cart\/(?:add|items)$/ },
  cart: { path: '/cart', like: /\/(?:cart|basket|bag)$/ },
  cartCheckout: { path: '/cart/checkout', like: /\/(?:cart\/)?checkout$/ },
  webhook: { path: '/webhooks/payments', like: /webhook/ },
};

export function templatePaths(manifest: Manifest): TemplatePaths {
  // Pages first: a journey walks what people see; data routes only where nothing else is called so.
  const known = [...manifest.pages.map(({ url }) => url), ...manifest.routes.map(({ url }) => url)].filter(
    (url) => !/[*:]|^\/api\//.test(url) || /webhook/.test(url),
  );
  const keys = Object.keys(usual) as readonly Key[];
  const entries = keys.map((key) => {
    const { path, like } = usual[key];
    return [key, known.find((url) => like.test(url)) ?? path] as const;
  });
  // Guarantee: every key of `usual` has its entry.
  return { domain: manifest.product.domain, ...(Object.fromEntries(entries) as Record<Key, string>) };
}
