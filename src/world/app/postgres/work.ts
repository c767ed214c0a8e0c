import type { Db, Row } from './database.ts';

/** Whoever asks. */
export interface Asker {
  readonly db: Db;
  /** Calls the payment provider; takes as long as the provider does. */
  readonly pay: () => Promise<void>;
  /** Hands a mail to the mail server. */
  readonly mail: (to: string) => Promise<void>;
  /** Goes on after the answer; the shop waits for it only when it closes. */
  readonly later: (work: Promise<unknown>) => void;
  /** Answers worth keeping for a while. */
  readonly kept: Map<string, unknown>;
}

/** What each route does. A fault does one of them badly. */
export interface ShopWork {
  readonly feed: (asker: Asker) => Promise<unknown>;
  readonly search: (asker: Asker, words: string) => Promise<unknown>;
  readonly newest: (asker: Asker, page: number) => Promise<unknown>;
  readonly product: (asker: Asker, slug: string) => Promise<unknown>;
  readonly figures: (asker: Asker) => Promise<unknown>;
  readonly member: (asker: Asker, token: string) => Promise<Row | null>;
  readonly orders: (asker: Asker, memberId: number) => Promise<unknown>;
  readonly order: (asker: Asker, memberId: number) => Promise<unknown>;
  readonly join: (asker: Asker, email: string) => Promise<unknown>;
}

const sessionSql =
  'select m.id, m.name from sessions s join members m on m.id = s.member_id where s.token = $1 and s.expires_at > now()';

export const insertOrderSql =
  "insert into orders (member_id, status, total_cents, ordered_at) values ($1, 'paying', 4500, now()) returning id";

export const healthyWork: ShopWork = {
  feed: ({ db }) =>
    db.query(
      'select p.id, p.text, m.name from posts p join members m on m.id = p.author_id order by p.posted_at desc limit 20',
    ),
  search: ({ db }, words) =>
    db.query('select slug, title from listings where title ilike $1 order by title limit 20', [`%${words}%`]),
  newest: ({ db }) =>
    db.query('select slug, title, price_cents from listings order by listed_at desc limit 20'),
  product: async ({ db }, slug) =>
    (await db.query('select slug, title, text, price_cents from listings where slug = $1', [slug]))[0],
  figures: async ({ db, kept }) => {
    const known = kept.get('figures');
    if (known !== undefined) return known;
    const [row] = await db.query('select members, sold_cents from market_figures order by day desc limit 1');
    kept.set('figures', row);
    return row;
  },
  member: async ({ db }, token) => (await db.query(sessionSql, [token]))[0] ?? null,
  orders: ({ db }, memberId) =>
    db.query(
      `select o.id, o.total_cents, sum(l.quantity) as things from orders o join order_lines l on l.order_id = o.id
       where o.member_id = $1 group by o.id order by o.ordered_at desc limit 20`,
      [memberId],
    ),
  order: async ({ db, pay, later }, memberId) => {
    const [row] = await db.query(insertOrderSql, [memberId]);
    later(pay());
    return { id: row?.['id'], status: 'paying' };
  },
  join: async ({ db, mail, later }, email) => {
    await db.query('insert into waitlist (email) values ($1) on conflict do nothing', [email]);
    later(mail(email));
    return { email };
  },
};
