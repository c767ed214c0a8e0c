import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { walkSchema } from '../../protocols/http/walk.ts';

const route = z.object({
  id: z.string(),
  /** The declared method; it was asked with HEAD. */
  method: z.string(),
  isWebhook: z.boolean(),
  walk: walkSchema,
});

const schema = z.object({ routes: z.array(route) });

export type RouteWalks = z.infer<typeof schema>;

export default factToken<RouteWalks>({
  id: 'redirects/routes',
  target: 'host',
  about:
    'Whether declared routes that take POST and the like are behind a redirect, seen with HEAD: nothing is sent to them',
  schema,
});
