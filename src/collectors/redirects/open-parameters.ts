import { collector } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import { unknownFact } from '../../model/fact.ts';
import type { Outside } from '../../model/outside.ts';
import entry from '../../facts/redirects/entry.ts';
import openParameters from '../../facts/redirects/open-parameters.ts';
import type { OpenParameters } from '../../facts/redirects/open-parameters.ts';
import { readLocation } from '../../protocols/http/location.ts';
import { isRedirect } from '../../protocols/http/redirect-status.ts';
import { hostOf, landed } from '../../protocols/http/walk-reading.ts';
import { inTurn } from './walking/in-turn.ts';
import { fields } from './walking/walk.ts';

/** RFC 2606 section 3: nobody's, now and later. */
const foreign = 'launch-ready-probe.example';
const paths = ['/', '/login', '/logout', '/redirect', '/out'];
const parameters = [
  'next',
  'url',
  'redirect',
  'redirect_uri',
  'redirect_url',
  'redirectTo',
  'return',
  'returnTo',
  'return_to',
  'return_url',
  'continue',
  'dest',
  'destination',
  'goto',
  'target',
  'r',
  'u',
  'to',
  'callbackUrl',
  'back',
];

/**
 * With consent only. All parameters at once on five paths; only where that leads away are they asked one by one. Nothing is
 * followed, and logging out needs a session, which we have not got.
 */
export default collector({
  yields: openParameters,
  inputs: { entry },
  limits: { timeoutMs: 60_000 },
  async collect({ target, inputs, outside, signal, consent }) {
    const startedMs = outside.clock.monotonicMs();
    const known = (value: OpenParameters) => ({
      state: 'known' as const,
      value,
      source: `https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    });
    if (!consent.isActiveAllowed)
      return known({ isAsked: false, why: 'active probes were not allowed (--active)' });
    if (!inputs.entry.isAsked) return known({ isAsked: false, why: inputs.entry.why });
    const end = landed(inputs.entry.https);
    if (end === null || hostOf(end.url) !== target.name)
      return known({ isAsked: false, why: 'the host serves no pages of its own' });
    const ask = asker(outside, `https://${target.name}`, signal);
    const answers = await inTurn(paths, 2, async (path) => ({ path, found: await openOn(path, ask) }));
    const answered = answers.filter(({ found }) => found !== 'silent').map(({ path }) => path);
    if (answered.length === 0)
      return unknownFact(`${target.name} stopped answering`, `curl -sSkI https://${target.name}/`);
    const open = answers.flatMap(({ found }) => (found === 'silent' || found === null ? [] : [found]));
    return known({ isAsked: true, paths: answered, parameters, open });
  },
});

/** `silent`: no answer at all, which is not the same as a good one. */
type Asked = { readonly url: string; readonly location: string } | 'silent' | null;
type Asker = (path: string, names: readonly string[]) => Promise<Asked>;

function asker(outside: Outside, origin: string, signal: AbortSignal): Asker {
  return async (path, names) => {
    const query = names.map((name) => `${name}=${encodeURIComponent(`https://${foreign}/`)}`).join('&');
    const url = `${origin}${path}?${query}`;
    const options = { isCertificateRequired: false, maxBodyBytes: 1024, isDecoded: false, signal };
    const answer = await outside.http.request({ url, ...options });
    if (!answer.ok) return 'silent';
    const location = leadsAway(url, answer.value);
    return location === null ? null : { url, location };
  };
}

function leadsAway(url: string, response: HttpResponse): string | null {
  if (!isRedirect(response.status)) return null;
  const location = readLocation(url, fields(response, 'location'));
  return location.url !== null && hostOf(location.url) === foreign ? location.url : null;
}

async function openOn(
  path: string,
  ask: Asker,
): Promise<{ url: string; parameter: string; location: string } | 'silent' | null> {
  const all = await ask(path, parameters);
  if (all === null || all === 'silent') return all;
  for (const parameter of parameters) {
    const one = await ask(path, [parameter]);
    if (one !== null && one !== 'silent') return { ...one, parameter };
  }
  return { ...all, parameter: 'several together' };
}
