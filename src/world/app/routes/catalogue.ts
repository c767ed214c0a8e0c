import { html } from 'hono/html';
import type { Assets } from '../assets.ts';
import type { AppDeps } from '../deps.ts';
import type { Listing } from '../entities.ts';
import { freshPage, notFoundPage, publicPage, send } from '../guard.ts';
import type { Markup } from '../layout.ts';
import { money } from '../layout.ts';
import type { RouteInput } from './route-input.ts';

/** Home, listings, search, one listing, and the pages every shop has. */
export function catalogueRoutes({ app, deps, page, assets }: RouteInput): void {
  app.get('/', async (context) => {
    const listings = (await deps.store.listings.all()).slice(0, 4);
    const body = html`<p>Things and hours from people of the harbour, sold by themselves.</p>
      <form action="/search" method="get" role="search">
        <label>What are you looking for? <input name="q" type="search" required /></label
        ><button>Search</button>
      </form>
      <h2>New this week</h2>
      ${grid(assets, listings)}
      <h2>Join the waitlist</h2>
      <form action="/waitlist" method="post">
        <label>Email <input name="email" type="email" autocomplete="email" required /></label
        ><button>Keep me posted</button>
      </form>`;
    return send(context, page({ title: 'Harbor Market: from the people of the harbour', path: '/', body }), {
      cache: publicPage,
    });
  });
  app.get('/listings', async (context) => {
    const body = grid(assets, await listingsOf(deps));
    return send(context, page({ title: 'Listings', path: '/listings', body }), { cache: freshPage });
  });
  app.get('/search', async (context) => {
    const words = (context.req.query('q') ?? '').slice(0, 100);
    const found = await deps.store.listings.search(words);
    const body = html`<p>${found.length} for “${words}”</p>
      ${grid(assets, found)}`;
    return send(context, page({ title: 'Search', path: null, body }), { cache: freshPage });
  });
  app.get('/listings/:slug', async (context) => {
    const listing = await deps.store.listings.get(context.req.param('slug'));
    if (listing === null) return send(context, notFoundPage(page), { cache: freshPage, status: 404 });
    const view = { title: listing.title, description: listing.text, path: `/listings/${listing.slug}` };
    return send(context, page({ ...view, body: detail(assets, listing) }), { cache: freshPage });
  });
  for (const [path, title, text] of plainPages) {
    const body = html`<p>${text}</p>
      <p>
        Harbor Market, Hafenstr. 3, 20457 Hamburg,
        <a href="mailto:hello@${deps.domain}">hello@${deps.domain}</a>
      </p>`;
    app.get(path, async (context) =>
      send(context, page({ title, path, description: text, body }), { cache: publicPage }),
    );
  }
}

async function listingsOf({ plan, store }: AppDeps): Promise<readonly Listing[]> {
  const listings = await store.listings.all();
  if (!plan.mistakes.includes('asks-for-each-listing')) return listings;
  const again: Listing[] = [];
  for (const { slug } of listings) {
    const listing = await store.listings.get(slug);
    if (listing !== null) again.push(listing);
  }
  return again;
}

const plainPages: readonly (readonly [string, string, string])[] = [
  ['/about', 'About', 'Harbor Market is run by four people who wanted to buy from neighbours again.'],
  ['/privacy', 'Privacy', 'We keep your name, your email and your orders. Nobody else gets them.'],
  ['/terms', 'Terms', 'You buy from the seller; we keep the market tidy and the payment safe.'],
];

const grid = (assets: Assets, listings: readonly Listing[]): Markup =>
  html`<ul class="grid">
    ${listings.map((listing) => card(assets, listing))}
  </ul>`;

const card = (assets: Assets, listing: Listing): Markup =>
  html`<li class="card">
    <img src="${assets.picture(listing.slug).path}" width="320" height="200" alt="" loading="lazy" />
    <h3><a href="/listings/${listing.slug}">${listing.title}</a></h3>
    <p class="price">${money(listing.priceCents)}</p>
  </li>`;

function detail(assets: Assets, listing: Listing): Markup {
  const picture = assets.picture(listing.slug).path;
  const action =
    listing.kind === 'service'
      ? html`<form action="/listings/${listing.slug}/book" method="post">
          <label>Day <input name="day" type="date" required /></label
          ><label>Email <input name="email" type="email" autocomplete="email" required /></label
          ><button>Book</button>
        </form>`
      : html`<form action="/cart/add" method="post">
          <input type="hidden" name="listing" value="${listing.slug}" /><button>Put in cart</button>
        </form>`;
  return html`<img src="${picture}" width="320" height="200" alt="Drawing of ${listing.title}" />
    <p>${listing.text}</p>
    <p>From ${listing.seller}</p>
    <p class="price">${money(listing.priceCents)}</p>
    ${action}`;
}
