import { routes } from '../http/route.ts';
import type { Call, Method, Route } from '../http/route.ts';
import { arrivalOf, responseOf } from '../ingest/arrival.ts';
import { preflight } from '../ingest/sentry/answer.ts';
import { maxPackedBytes, receiveSentry } from '../ingest/sentry/receive.ts';

const kinds = {
  envelope: 'what clients of the Sentry protocol send: errors, sessions, check-ins, feedback',
  store: 'an error of an older client of the Sentry protocol',
  security: 'a report of a Content Security Policy',
} as const;

const receive = async (call: Call): Promise<Response> => responseOf(await receiveSentry(arrivalOf(call)));

/** The key of the DSN is the only way in; it is public, so quotas guard it. */
export default routes(
  ...Object.entries(kinds).flatMap(([kind, about]): readonly Route[] => [
    {
      ...shared('POST', `/api/:project/${kind}`),
      about,
      maxBodyBytes: maxPackedBytes,
      handle: receive,
    },
    {
      ...shared('OPTIONS', `/api/:project/${kind}`),
      about: 'what a browser asks before it sends (CORS)',
      handle: ({ headers }) => preflight(headers.get('origin')),
    },
  ]),
  {
    ...shared('POST', '/api/envelope'),
    about: 'the same for pages that send through a tunnel: the envelope itself names the key',
    maxBodyBytes: maxPackedBytes,
    handle: receive,
  },
);

function shared(
  method: Method,
  path: string,
): Pick<Route, 'method' | 'path' | 'access' | 'isOpenForm' | 'isFrequent'> {
  return { method, path, access: 'public', isOpenForm: true, isFrequent: true };
}
