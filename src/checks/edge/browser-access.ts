import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import browserVisits from '../../facts/edge/browsers.ts';
import type { BrowserReply } from '../../facts/edge/browsers.ts';
import { browsers } from '../../protocols/http/browsers.ts';

const isRefused = ({ status, isChallenge }: BrowserReply): boolean =>
  isChallenge ||
  status === null ||
  [401, 403, 405, 406, 409, 410, 418, 429, 451].includes(status) ||
  status >= 500;
const shown = ({ status, isChallenge }: BrowserReply): string =>
  status === null ? 'no answer' : `${status}${isChallenge ? ', a challenge' : ''}`;

export default check({
  title: 'Ordinary browsers get the pages of every journey',
  failingTitle: 'Some ordinary browsers are refused where customers buy or sign up',
  requirements: ['EDGE-6'],
  stage: 'journeys',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Everybody with that browser leaves, and nothing in your own browser shows it.',
  sources: [
    page(
      'Cloudflare: false positives of managed rules',
      'https://developers.cloudflare.com/waf/managed-rules/handle-false-positives/',
    ),
  ],
  needs: { visits: browserVisits },
  fix: 'Find the rule in the firewall’s event log and make an exception for these pages, or log instead of block.',
  effortMinutes: 30,
  reproduce: ({ target }) => {
    const agent = browsers.at(-1)?.headers.find(([name]) => name === 'User-Agent')?.[1] ?? '';
    return `curl -sSk -o /dev/null -w '%{http_code}\\n' -A '${agent}' 'https://${target.name}/'`;
  },
  judge: ({ visits: seen }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const rows = seen.visits.flatMap(({ url, of, plain, browsers: replies }) => {
      const refused = replies.filter(isRefused);
      // Refused like everybody else: the page itself is closed, or our address is; neither is about browsers.
      const isForAll = refused.length === replies.length && isRefused(plain);
      return isForAll ? [] : refused.map((reply) => ({ url, of, reply, plain }));
    });
    const [first] = rows;
    if (first !== undefined)
      return fail(
        `${first.reply.browser} gets ${shown(first.reply)} at ${first.url} (${first.of})${rows.length === 1 ? '' : `, ${rows.length - 1} more refusals`}`,
        {
          evidence: [
            table(
              'Refused',
              ['page', 'of', 'browser', 'gets', 'a plain program gets'],
              rows.map(({ url, of, reply, plain }) => [url, of, reply.browser, shown(reply), shown(plain)]),
            ),
          ],
        },
      );
    const closed = seen.visits.filter(
      ({ plain, browsers: replies }) => isRefused(plain) && replies.every(isRefused),
    );
    const [one] = closed;
    if (one?.plain.isChallenge === true)
      return unknown(
        `whether people get past the challenge at ${one.url}: everybody asking from here meets it`,
        `open ${one.url} in a browser at home`,
      );
    if (closed.length === seen.visits.length)
      return notApplicable('its pages are closed to everybody asking from here');
    return pass(`${browsers.length} browsers get ${seen.visits.length - closed.length} pages`);
  },
});
