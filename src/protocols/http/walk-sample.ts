import type { Walk } from './walk.ts';

/**
 * A walk for tests, as a person would write it down: `sampleWalk('301 http://a/ > https://a/', '200 https://a/')`.
 * The last line is `STATUS URL`, `loop URL`, `broken URL PROBLEM` or `KIND URL` with a world error kind.
 */
export function sampleWalk(...story: readonly string[]): Walk {
  const hops = story.slice(0, -1).map(sampleHop);
  const [word = '', url = '', ...rest] = (story.at(-1) ?? '').split(' ');
  const start = hops[0]?.url ?? url;
  return { start, method: 'GET', hops, end: sampleEnd({ word, url, rest: rest.join(' '), hops }) };
}

function sampleHop(line: string): Walk['hops'][number] {
  const [, status = '0', url = '', to = ''] = /^(\d+) (\S+) > (.*)$/.exec(line) ?? [];
  const leads = to.startsWith('http') ? to : null;
  return {
    url,
    status: Number(status),
    location: leads,
    to: leads,
    problem: leads === null ? to : null,
    server: null,
    setsCookies: false,
  };
}

function sampleEnd(end: {
  readonly word: string;
  readonly url: string;
  readonly rest: string;
  readonly hops: Walk['hops'];
}): Walk['end'] {
  const { word, url, rest, hops } = end;
  if (/^\d+$/.test(word))
    return { kind: 'landed', url, status: Number(word), hsts: rest === '' ? null : rest };
  if (word === 'loop') return { kind: 'loop', url, from: hops.findIndex((hop) => hop.url === url) };
  if (word === 'broken') return { kind: 'broken', url, problem: rest };
  return { kind: 'failed', url, error: word, message: `${url}: ${word}` };
}
