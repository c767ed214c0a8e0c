/** Journeys of the shop as `launch.yaml` writes them; stories pick those their profile promises. */
export type ManifestJourneyDocument = Readonly<Record<string, unknown>>;

const account = { name: 'Launch Ready', email: '${email}', password: 'correct horse battery' };

export const journeys = {
  homepage: {
    id: 'homepage',
    title: 'See the market',
    steps: [{ open: '/', expect: { status: 200, text: 'Harbor Market' } }],
  },
  waitlist: {
    id: 'waitlist',
    title: 'Join the waitlist',
    steps: [
      { open: '/waitlist', expect: 'Join' },
      {
        request: 'POST /waitlist',
        form: { email: '${email}' },
        expect: { status: 200, text: 'You are number' },
      },
      { mail: { to: '${email}', subject: 'waitlist' } },
    ],
  },
  signup: {
    id: 'signup',
    title: 'Sign up and confirm the address',
    steps: [
      { open: '/signup', expect: 'Sign up' },
      { request: 'POST /signup', form: account, expect: { status: 200, text: 'Check your inbox' } },
      { mail: { to: '${email}', subject: 'Confirm', follow: '/verify' } },
      { open: '/account', expect: 'Hello' },
    ],
  },
  login: {
    id: 'login',
    title: 'Log in',
    steps: [
      { request: 'POST /signup', form: account, expect: 200 },
      { mail: { to: '${email}', subject: 'Confirm', follow: '/verify' } },
      { request: 'POST /logout', form: {}, expect: 303 },
      {
        request: 'POST /login',
        form: { email: '${email}', password: 'correct horse battery' },
        expect: { status: 303, headers: { location: '/account' } },
      },
      { open: '/account', expect: 'Hello' },
    ],
  },
  reset: {
    id: 'password-reset',
    title: 'Set a new password',
    steps: [
      { request: 'POST /signup', form: account, expect: 200 },
      { request: 'POST /forgot', form: { email: '${email}' }, expect: { status: 200, text: 'on its way' } },
      { mail: { to: '${email}', subject: 'new password', follow: '/reset' } },
      { request: 'POST /reset', form: { password: 'another horse battery' }, expect: 303 },
      {
        request: 'POST /login',
        form: { email: '${email}', password: 'another horse battery' },
        expect: { status: 303, headers: { location: '/account' } },
      },
    ],
  },
  invite: {
    id: 'invite-acceptance',
    title: 'Accept an invitation',
    steps: [
      { request: 'POST /signup', form: account, expect: 200 },
      { mail: { to: '${email}', subject: 'Confirm', follow: '/verify' } },
      { request: 'POST /invites', form: { email: '${email}' }, expect: { status: 200, text: 'Sent to' } },
      { mail: { to: '${email}', subject: 'invited', follow: '/invite' } },
    ],
  },
  listings: {
    id: 'listings',
    title: 'Find something',
    steps: [
      { open: '/search?q=lamp', expect: 'Tide lamp' },
      { open: '/listings/tide-lamp', expect: { text: ['Tide lamp', '89.00 EUR'] } },
    ],
  },
  booking: {
    id: 'booking',
    title: 'Book a service',
    steps: [
      { open: '/listings/harbour-walk', expect: 'Book' },
      {
        request: 'POST /listings/harbour-walk/book',
        form: { email: '${email}', day: '${day}' },
        expect: 303,
        save: { code: 'text:Your code is ([A-Za-z0-9_-]+)' },
      },
      { open: '/bookings/${code}', expect: 'Booked' },
      { mail: { to: '${email}', subject: 'Booked' } },
    ],
  },
  checkout: {
    id: 'checkout',
    title: 'Buy a lamp',
    steps: [
      { request: 'POST /cart/add', form: { listing: 'tide-lamp' }, expect: 303 },
      { open: '/cart', expect: '89.00 EUR' },
      {
        request: 'POST https://api.harbormarket.shop/api/orders',
        json: { email: '${email}', product: 'tide-lamp' },
        expect: 201,
        save: { order: 'json:id', key: 'json:key' },
      },
      {
        open: 'https://checkout.harbormarket.shop/orders/${order}?key=${key}',
        expect: 'Pay 89.00 EUR',
      },
      {
        request: 'POST https://checkout.harbormarket.shop/orders/${order}/pay?key=${key}',
        form: {},
        expect: 303,
      },
      { mail: { to: '${email}', subject: 'Receipt' } },
    ],
  },
} as const satisfies Readonly<Record<string, ManifestJourneyDocument>>;
