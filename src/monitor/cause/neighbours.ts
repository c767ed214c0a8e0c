import type { Clue } from './clue.ts';
import { clue, hostOf, isOfDatabase, newest } from './clue.ts';
import type { CauseEvidence, OtherMonitor } from './evidence.ts';

/** What the other monitors say at the same time. */
export function neighbourClues(evidence: CauseEvidence): readonly Clue[] {
  const broken = evidence.others.filter(
    ({ sample }) => sample.outcome === 'down' || sample.outcome === 'degraded',
  );
  return [
    ...broken.flatMap((other) => brokenClue(other, evidence)),
    ...bypassClues(evidence),
    ...sharedClues(evidence),
  ];
}

function brokenClue(other: OtherMonitor, evidence: CauseEvidence): readonly Clue[] {
  const { monitor, sample } = other;
  const host = hostOf(evidence.monitor);
  const isSameHost = isRelated(hostOf(monitor), host);
  const says = `${monitor.title} says so too: ${sample.message}`;
  if (isOutageOf(other, 'dns') && isSameHost) return [clue('dns', mayReach(evidence) ? 0.6 : 0.35, says)];
  if (monitor.kind === 'tls' && isSameHost && sample.layer === 'tls' && sample.outcome === 'down')
    return [clue('tls', 0.6, says)];
  if (isOfDatabase(monitor))
    return [clue('database', 0.8, `The port of the database is closed too: ${monitor.title}.`)];
  if (monitor.kind === 'mail')
    return evidence.monitor.kind === 'mail' || isMailFailure(evidence) ? [clue('mail', 0.5, says)] : [];
  if (!isSameHost && evidence.monitor.dependsOn.includes(monitor.id) && !isOwn(evidence, hostOf(monitor)))
    return [
      clue(
        'third-party',
        0.8,
        `${monitor.title}, which this needs, fails at the same time: ${sample.message}`,
      ),
    ];
  return [];
}

const isOutageOf = ({ monitor, sample }: OtherMonitor, kind: 'dns'): boolean =>
  (monitor.kind === kind || monitor.kind === 'domain') && sample.outcome === 'down';

/** A host or the zone it is in. */
const isRelated = (a: string, b: string): boolean => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

/** The same product: names that end alike in their last two labels. */
const isOwn = (evidence: CauseEvidence, host: string): boolean =>
  host.split('.').slice(-2).join('.') === hostOf(evidence.monitor).split('.').slice(-2).join('.');

/** A DNS outage only explains failures in which no server answered. */
const mayReach = (evidence: CauseEvidence): boolean => {
  const layer = newest(evidence)?.layer;
  return layer === 'dns' || layer === 'connect' || layer === 'tls' || layer === 'own-network';
};

const isMailFailure = (evidence: CauseEvidence): boolean =>
  newest(evidence)?.code?.startsWith('mail') === true;

/** A monitor of the same host that goes straight to the origin tells edge from origin. */
function bypassClues({ monitor, others }: CauseEvidence): readonly Clue[] {
  const bypass = others.find(
    (other) =>
      other.monitor.kind === 'http' &&
      typeof other.monitor.options['address'] === 'string' &&
      hostOf(other.monitor) === hostOf(monitor) &&
      typeof monitor.options['address'] !== 'string',
  );
  if (bypass === undefined) return [];
  if (bypass.sample.outcome === 'up')
    return [
      clue('edge', 0.8, 'Asked directly, the origin answers well; only the way through the edge is broken.'),
    ];
  if (bypass.sample.outcome === 'down')
    return [clue('origin', 0.7, 'Asked directly, the origin fails as well.')];
  return [];
}

/** A look that began this much earlier saw the same moment. */
const sameMomentMs = 5_000;

/** Everything looked at since then fails at connecting, strangers too: it is not them. */
function sharedClues(evidence: CauseEvidence): readonly Clue[] {
  const fresh = evidence.others.filter(
    ({ sample }) => sample.at >= evidence.startedAt - sameMomentMs && sample.outcome !== 'unknown',
  );
  const isCut = ({ sample }: OtherMonitor): boolean =>
    sample.layer === 'connect' || sample.layer === 'dns' || sample.code === 'timed-out';
  const strangers = fresh.filter((other) => !isOwn(evidence, hostOf(other.monitor)));
  const isAllCut = fresh.length >= 3 && fresh.every(isCut);
  const hosts = new Set(strangers.map(({ monitor }) => hostOf(monitor)));
  if (isAllCut && hosts.size >= 2)
    return [
      clue(
        'own-network',
        0.9,
        `Everything is unreachable at once, ${[...hosts].slice(0, 2).join(' and ')} among it.`,
      ),
    ];
  return [];
}
