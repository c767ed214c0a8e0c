import { html } from 'hono/html';
import { freshToken } from '../deps.ts';
import { field, isEmail, notFoundPage, privatePage, send } from '../guard.ts';
import { mails } from '../mails.ts';
import type { RouteInput } from './route-input.ts';

/** Services are booked for a day and confirmed by mail. */
export function bookingRoutes({ app, deps, page }: RouteInput): void {
  app.post('/listings/:slug/book', async (context) => {
    const listing = await deps.store.listings.get(context.req.param('slug'));
    if (listing === null || listing.kind !== 'service')
      return send(context, notFoundPage(page), { cache: privatePage, status: 404 });
    const email = (await field(context, 'email')).toLowerCase();
    const day = await field(context, 'day', 10);
    context.header('cache-control', privatePage);
    if (!isEmail(email) || !/^\d{4}-\d{2}-\d{2}$/.test(day))
      return context.text('A booking needs a day (YYYY-MM-DD) and an email address.\n', 400);
    const taken = (await deps.store.bookings.all()).some(
      (booking) => booking.listing === listing.slug && booking.day === day,
    );
    if (taken) return context.text('That day is taken. Try another one.\n', 409);
    const code = freshToken().slice(0, 10);
    await deps.store.bookings.put({ code, listing: listing.slug, email, day });
    await deps.send(mails.booking(deps, email, { code, day, title: listing.title }));
    return context.text(`Your code is ${code}\n`, 303, { location: `/bookings/${code}` });
  });
  app.get('/bookings/:code', async (context) => {
    const booking = await deps.store.bookings.get(context.req.param('code'));
    if (booking === null) return send(context, notFoundPage(page), { cache: privatePage, status: 404 });
    const body = html`<p class="note">Booked: ${booking.listing} on ${booking.day}.</p>
      <p>Your code is ${booking.code}.</p>`;
    return send(context, page({ title: 'Booking confirmed', path: null, body }), { cache: privatePage });
  });
}
