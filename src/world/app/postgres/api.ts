import type { WebApp } from '../../edge/web-app.ts';
import { createApi } from '../api.ts';
import { checkoutOrigin, type AppDeps } from '../deps.ts';
import { mails } from '../mails.ts';
import { createPostgresShop } from './shop.ts';
import type { ShopWork } from './work.ts';

/** A database with the tables and rows of `schema.ts`. */
export interface ShopDatabase {
  readonly url: string;
  /** What is done otherwise than in the healthy twin. */
  readonly work?: Partial<ShopWork>;
}

const paymentTimeoutMs = 30_000;

/** The API of the demo internet over PostgreSQL; what the database has no route for stays in memory. */
export function databaseApi(
  database: ShopDatabase,
  deps: AppDeps,
): { readonly app: WebApp; readonly close: () => Promise<void> } {
  const memory = createApi(deps);
  const shop = createPostgresShop({
    ...database,
    pay: async () => {
      const webhookUrl = `${checkoutOrigin(deps)}/webhooks/payments`;
      await deps.client({
        url: 'https://api.pennyworthpay.com/v1/payments',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ order: 'HM-demo-1', amountCents: 4500, webhookUrl }),
        timeoutMs: paymentTimeoutMs,
      });
    },
    mail: async (to) => void (await deps.send(mails.welcome(deps, to))),
  });
  return {
    app: async (request) => {
      const answer = await shop.fetch(request.clone());
      return answer.status === 404 ? memory(request) : answer;
    },
    close: shop.close,
  };
}
