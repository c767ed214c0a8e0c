import { isPermanent } from './redirect-status.ts';
import { isHttps } from './walk-reading.ts';
import type { Walk } from './walk.ts';

export interface MapRow {
  readonly from: string;
  readonly to: string;
  readonly statuses: string;
  readonly text: string;
}

/** One redirect in words for people who do not read status codes; null for a walk without a redirect. */
export function mapRow(walk: Walk): MapRow | null {
  const first = walk.hops[0];
  if (first === undefined) return null;
  const to = walk.end.url;
  const count = walk.hops.length;
  const steps = count === 1 ? 'in one step' : `in ${count} steps`;
  return {
    from: walk.start,
    to,
    statuses: walk.hops.map((hop) => hop.status).join(', '),
    text: `${walk.start} ${outcome(walk)} ${steps}, ${duration(walk)}${security(walk.start, to)}.`,
  };
}

function outcome({ end }: Walk): string {
  switch (end.kind) {
    case 'landed':
      return `leads to ${end.url}`;
    case 'loop':
      return `goes round in a circle and never arrives (back at ${end.url})`;
    case 'too-long':
      return `was not followed any further at ${end.url}`;
    case 'failed':
      return `leads to ${end.url}, which does not answer,`;
    case 'broken':
      return `stops at ${end.url}, whose redirect leads nowhere,`;
  }
}

const duration = (walk: Walk): string =>
  walk.hops.every((hop) => isPermanent(hop.status)) ? 'for good' : 'for the time being';

const security = (from: string, to: string): string =>
  !isHttps(from) && isHttps(to) ? ', and becomes encrypted' : '';
