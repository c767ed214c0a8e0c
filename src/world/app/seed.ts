import type { UnixMs } from '../../model/brand.ts';
import type { Listing, Member } from './entities.ts';
import type { Store } from './store.ts';

const hourMs = 3_600_000;

type Row = readonly [
  slug: string,
  title: string,
  kind: Listing['kind'],
  priceCents: number,
  seller: string,
  text: string,
];

const rows: readonly Row[] = [
  [
    'tide-lamp',
    'Tide lamp',
    'product',
    8900,
    'Ines Falk',
    'Turned ash and paper. Brightens with the tide table of your harbour.',
  ],
  [
    'net-bag',
    'Net bag',
    'product',
    2400,
    'Kofi Mensah',
    'Knotted from retired fishing net, carries nine kilos.',
  ],
  ['sea-salt', 'Sea salt, smoked', 'product', 1200, 'Marit Olsen', 'Beech smoke, six hours, 200 grams.'],
  [
    'oilskin-apron',
    'Oilskin apron',
    'product',
    6400,
    'Ines Falk',
    'Waxed cotton, brass buckles, two pockets.',
  ],
  [
    'knot-course',
    'Ten knots in an evening',
    'service',
    4500,
    'Tom Avery',
    'Two hours, small group, rope included.',
  ],
  ['harbour-walk', 'Harbour walk', 'service', 1800, 'Marit Olsen', 'Ninety minutes with a retired pilot.'],
  [
    'sail-coaching',
    'Sailing coach, one day',
    'service',
    24_000,
    'Tom Avery',
    'One boat, one coach, up to three people.',
  ],
];

const people: readonly (readonly [string, string, string])[] = [
  ['ines', 'Ines Falk', 'Wood and cloth, Hafen Nord.'],
  ['kofi', 'Kofi Mensah', 'Nets, bags, patience.'],
  ['marit', 'Marit Olsen', 'Salt, walks, stories.'],
  ['tom', 'Tom Avery', 'Sails since he was six.'],
];

/** Listings, four members, a first post and a thread; the admin signs in with the given password hash. */
export async function seedStore(store: Store, now: UnixMs, adminHash: string): Promise<void> {
  for (const [slug, title, kind, priceCents, seller, text] of rows)
    await store.listings.put({ slug, title, kind, priceCents, seller, text });
  for (const [id, name, bio] of people) await store.members.put(memberRow(id, name, bio));
  await store.members.put({
    ...memberRow('admin', 'Harbor Admin', ''),
    email: 'admin@harbormarket.shop',
    passwordHash: adminHash,
    isAdmin: true,
  });
  for (const [id, owner] of [
    ['HM-demo-1', 'ines'],
    ['HM-demo-2', 'kofi'],
  ] as const)
    await store.orders.put({
      id,
      key: `${id}-key`,
      email: `${owner}@members.harbormarket.shop`,
      lines: [{ listing: 'tide-lamp', quantity: 1 }],
      totalCents: 8900,
      status: 'paid',
    });
  const at = (now - hourMs) as UnixMs;
  await store.posts.put({ id: 'post-1', author: 'marit', text: 'Fresh salt is in. Low tide at six.', at });
  await store.posts.put({ id: 'post-2', author: 'tom', text: 'Two places left in the knot evening.', at });
  const messages = [{ id: 'm-1', author: 'ines', text: 'Can you bring the ash boards on Friday?', at }];
  await store.threads.put({ id: 'boards', subject: 'Ash boards', members: ['ines', 'kofi'], messages });
}

const memberRow = (id: string, name: string, bio: string): Member => ({
  id,
  name,
  email: `${id}@members.harbormarket.shop`,
  passwordHash: '',
  isVerified: true,
  isAdmin: false,
  bio,
});
