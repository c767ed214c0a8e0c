import type { ShopWork } from './work.ts';

/** The routes of the shop that can be asked, by the ids its manifest gives them. */
export const shopRoutes = {
  feed: '/api/feed',
  search: '/api/search?q=a1b2',
  newest: '/api/products',
  product: '/api/products/thing-77',
  figures: '/api/figures',
  me: '/api/me',
  orders: '/api/orders',
} as const;
export type ShopRoute = keyof typeof shopRoutes;

/** Steps of the journey that buys and joins. */
export type ShopStep = 'buy/order' | 'buy/join';

/** One way to slow the shop down. */
export interface PostgresFault {
  readonly title: string;
  readonly requirements: readonly string[];
  /** Done to the database of the healthy twin; `{database}` is its name. */
  readonly sql?: string;
  readonly work?: Partial<ShopWork>;
  /** What is asked; default: the routes named in `finds`. */
  readonly asks?: readonly ShopRoute[];
  /** Exactly these: rule, route (null: the database as a whole) and what it is about. */
  readonly finds: readonly {
    readonly rule: string;
    readonly route: ShopRoute | ShopStep | null;
    readonly subject: string;
    /** The index that is proposed. */
    readonly index?: string;
  }[];
}

export const postgresFault = (definition: PostgresFault): PostgresFault => definition;
