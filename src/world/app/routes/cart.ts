import { html } from 'hono/html';
import { checkoutOrigin, freshToken } from '../deps.ts';
import type { AppDeps } from '../deps.ts';
import type { OrderLine } from '../entities.ts';
import { field, isEmail, privatePage, send } from '../guard.ts';
import type { Markup } from '../layout.ts';
import { money } from '../layout.ts';
import { cartId, knownCartId } from '../session.ts';
import type { RouteInput } from './route-input.ts';

const maxLines = 50;

/** The cart, and the step from it to an order on the checkout host. */
export function cartRoutes({ app, deps, page }: RouteInput): void {
  app.get('/cart', async (context) => {
    const lines = await linesOf(deps, knownCartId(deps, context));
    const body = lines.length === 0 ? html`<p>Your cart is empty.</p>` : await cartBody(deps, lines);
    return send(context, page({ title: 'Cart', path: null, body }), { cache: privatePage });
  });
  app.post('/cart/add', async (context) => {
    const listing = await deps.store.listings.get(await field(context, 'listing'));
    context.header('cache-control', privatePage);
    if (listing === null || listing.kind !== 'product') return context.text('No such product.\n', 404);
    const id = cartId(deps, context);
    const lines = await linesOf(deps, id);
    const before = lines.find((line) => line.listing === listing.slug)?.quantity ?? 0;
    const others = lines.filter((line) => line.listing !== listing.slug).slice(0, maxLines);
    const line = { listing: listing.slug, quantity: Math.min(before + 1, 99) };
    await deps.store.carts.put({ id, lines: [...others, line] });
    return context.redirect('/cart', 303);
  });
  app.post('/cart/checkout', async (context) => {
    const id = knownCartId(deps, context);
    const lines = await linesOf(deps, id);
    const email = (await field(context, 'email')).toLowerCase();
    context.header('cache-control', privatePage);
    if (lines.length === 0 || !isEmail(email))
      return context.text('The cart is empty, or the email is missing.\n', 400);
    const order = await placeOrder(deps, email, lines);
    await deps.store.carts.remove(id ?? '');
    return context.redirect(`${checkoutOrigin(deps)}/orders/${order.id}?key=${order.key}`, 303);
  });
}

async function linesOf(deps: AppDeps, id: string | null): Promise<readonly OrderLine[]> {
  return id === null ? [] : ((await deps.store.carts.get(id))?.lines ?? []);
}

export async function totalOf(deps: AppDeps, lines: readonly OrderLine[]): Promise<number> {
  const listings = await deps.store.listings.all();
  const price = (slug: string): number => listings.find((listing) => listing.slug === slug)?.priceCents ?? 0;
  return lines.reduce((sum, line) => sum + price(line.listing) * line.quantity, 0);
}

export async function placeOrder(
  deps: AppDeps,
  email: string,
  lines: readonly OrderLine[],
): Promise<{ readonly id: string; readonly key: string }> {
  const id = `HM-${freshToken().slice(0, 8)}`;
  const key = freshToken();
  await deps.store.orders.put({
    id,
    key,
    email,
    lines,
    totalCents: await totalOf(deps, lines),
    status: 'open',
  });
  return { id, key };
}

const checkoutForm = html`<form action="/cart/checkout" method="post">
  <label>Email <input name="email" type="email" autocomplete="email" required /></label
  ><button>Go to checkout</button>
</form>`;

async function cartBody(deps: AppDeps, lines: readonly OrderLine[]): Promise<Markup> {
  const total = await totalOf(deps, lines);
  return html`<ul>
      ${lines.map((line) => html`<li>${line.quantity} × ${line.listing}</li>`)}
    </ul>
    <p class="price">${money(total)}</p>
    ${deps.plan.mistakes.includes('checkout-button-lost') ? '' : checkoutForm}`;
}
