import type { TemplatePaths } from './paths.ts';
import type { Template } from './template.ts';

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const addToCart = (at: TemplatePaths, status: readonly number[]) => ({
  request: `POST ${at.cartAdd}`,
  form: { listing: lastPart(at.product) },
  expect: { status },
});

/** Leaves the order's address in `orderUrl`. */
const checkOut = (at: TemplatePaths) => ({
  request: `POST ${at.cartCheckout}`,
  form: { email: '${email}' },
  expect: { status: [302, 303] },
  save: { orderUrl: 'header:location' },
});

const orderToBePaid = { open: '${orderUrl}', expect: { status: 200, text: 'Pay' } };

export const product: Template = (at) => ({
  id: 'product',
  title: 'Find something and look at it',
  steps: [
    { open: at.search, expect: 200 },
    { open: at.product, expect: { status: 200, within: '3s' } },
  ],
});

export const listingFetch: Template = (at) => ({ ...product(at), id: 'listings', title: 'Fetch listings' });

export const cart: Template = (at) => ({
  id: 'cart',
  title: 'Put something in the cart',
  steps: [
    { open: at.product, expect: 200 },
    addToCart(at, [200, 201, 302, 303]),
    { open: at.cart, expect: { status: 200, text: lastPart(at.product), absent: 'empty' } },
  ],
});

/** Up to the page where the money is asked for; paying itself is the provider's test mode. */
export const checkout: Template = (at) => ({
  id: 'checkout',
  title: 'Order what is in the cart',
  after: 'cart',
  steps: [checkOut(at), orderToBePaid],
});

export const paymentInitiation: Template = (at) => ({
  id: 'payment',
  title: 'Come to the page where it is paid',
  steps: [addToCart(at, [302, 303]), checkOut(at), orderToBePaid],
});

/** The provider's call back with a signed test event; the order must be paid afterwards. */
export const paymentCallback: Template = (at) => ({
  id: 'payment-callback',
  title: 'A payment is confirmed by the provider',
  steps: [
    addToCart(at, [302, 303]),
    checkOut(at),
    { open: '${orderUrl}', expect: 200, save: { order: 'text:Order ([A-Za-z0-9_-]+)' } },
    {
      webhook: at.webhook.startsWith('/') ? `https://checkout.${at.domain}${at.webhook}` : at.webhook,
      provider: 'hmac-timestamp',
      header: 'pennyworth-signature',
      event: 'payment.succeeded',
      payload: { type: 'payment.succeeded', order: '${order}' },
      secret: 'env:PAYMENT_WEBHOOK_SECRET',
    },
    { open: '${orderUrl}', expect: { status: 200, text: 'Paid' } },
    { mail: { to: '${email}', subject: 'Receipt' } },
  ],
});

export const booking: Template = (at) => ({
  id: 'booking',
  title: 'Book and get the confirmation',
  steps: [
    { open: at.service, expect: 200 },
    {
      request: `POST ${at.service}/book`,
      form: { email: '${email}', day: '${day}' },
      expect: { status: [200, 201, 302, 303] },
      save: { bookingUrl: 'header:location' },
    },
    { open: '${bookingUrl}', expect: { status: 200, text: 'Booked' } },
    { mail: { to: '${email}', subject: 'Booked' } },
  ],
});
