import { Refused } from '../http/refused.ts';
import { routes } from '../http/route.ts';

export default routes({
  method: 'GET',
  path: '/api/live',
  access: 'viewer',
  about: 'what changes, as server-sent events',
  handle: ({ server, signal }) => {
    const stream = server.live.open(signal);
    if (stream === null)
      throw new Refused(503, 'too-many', { message: 'Too many pages are open.', retryAfterSeconds: 30 });
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
});
