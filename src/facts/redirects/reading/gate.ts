import { notApplicable, unknown } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import { isSilent, landed } from '../../../protocols/http/walk-reading.ts';
import type { Walk } from '../../../protocols/http/walk.ts';
import type { AskedEntry, Entry } from '../entry.ts';

/** What an address did when it was asked, redirects aside. */
export type Answering = 'answers' | 'dead' | 'not reached' | 'no tls' | 'failing';

const dead: ReadonlySet<string> = new Set(['refused', 'timed-out', 'reset', 'protocol', 'failed']);

export function answering(walk: Walk): Answering {
  if (isSilent(walk) && walk.end.kind === 'failed') {
    if (walk.end.error === 'tls') return 'no tls';
    return dead.has(walk.end.error) ? 'dead' : 'not reached';
  }
  const end = landed(walk);
  return walk.hops.length === 0 && end !== null && end.status >= 500 ? 'failing' : 'answers';
}

export type Gate = { readonly verdict: Verdict } | { readonly verdict: null; readonly entry: AskedEntry };

/**
 * Lets a judgement through to the walks it reads, or says why there is nothing to judge: one dead host must be one finding,
 * and it is `redirects/reachability`.
 */
export function gate(entry: Entry, needed: 'http' | 'https' | 'either'): Gate {
  if (!entry.isAsked) return { verdict: notApplicable(entry.why) };
  if (needed === 'either') return eitherGate(entry);
  const verdict = closed(needed, entry[needed]);
  return verdict === null ? { verdict: null, entry } : { verdict };
}

/** One working scheme is enough to judge, but what could not be reached at all is not known. */
function eitherGate(entry: AskedEntry): Gate {
  const verdicts = [closed('https', entry.https), closed('http', entry.http)];
  const missing = verdicts.find((verdict) => verdict?.outcome === 'unknown');
  if (missing !== undefined && missing !== null) return { verdict: missing };
  const [first] = verdicts;
  const isClosed = first !== undefined && first !== null && verdicts.every((verdict) => verdict !== null);
  return isClosed ? { verdict: first } : { verdict: null, entry };
}

function closed(scheme: string, walk: Walk): Verdict | null {
  const answer = answering(walk);
  switch (answer) {
    case 'answers':
      return null;
    case 'dead':
    case 'failing':
      return notApplicable(`${scheme} does not work on this host, which redirects/reachability judges`);
    case 'no tls':
      return notApplicable('the TLS handshake fails, which the tls checks judge');
    case 'not reached': {
      const message = walk.end.kind === 'failed' ? walk.end.message : '';
      return unknown(`what ${walk.start} answers: ${message}`, `curl -sSkI '${walk.start}'`);
    }
  }
}
