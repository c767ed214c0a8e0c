import type { Sample } from '../../model/monitor.ts';
import type { Clue } from './clue.ts';
import { clue, edgeNameOf, isOfDatabase, newest, serverTimings } from './clue.ts';
import type { CauseEvidence } from './evidence.ts';

/** What the point of failure says: the chain is looked at from the name to the page, and it broke here. */
export function layerClues(evidence: CauseEvidence): readonly Clue[] {
  const sample = newest(evidence);
  if (sample === undefined) return [];
  switch (sample.layer) {
    case 'own-network':
      return [clue('own-network', 0.95, 'The probe cannot reach its own reference addresses either.')];
    case 'dns':
      return dnsClues(sample, evidence);
    case 'tls':
      return tlsClues(sample, evidence);
    case 'connect':
      return connectClues(sample, evidence);
    case 'mail':
      return [clue('mail', 0.85, sentence(sample))];
    case 'heartbeat':
      return [clue('origin', 0.5, sentence(sample))];
    case 'http':
      return sample.code === 'slow' ? slowClues(sample, evidence) : httpClues(sample);
    case 'journey':
      return journeyClues(sample);
    case 'content':
    case null:
      return [];
  }
}

const mailNames = /^_dmarc\.|^_mta-sts\.|^_smtp\._tls\.|\._domainkey\./;
const recordCodes: readonly (string | null)[] = [
  'dns-missing',
  'dns-nxdomain',
  'dns-unexpected',
  'dns-disagree',
];

/** A record that only mail needs breaks mail alone; a server that does not answer breaks everything. */
function dnsClues(sample: Sample, { monitor }: CauseEvidence): readonly Clue[] {
  const { type, begins } = monitor.options;
  const isForMail =
    monitor.kind === 'dns' && (type === 'MX' || begins === 'v=spf1' || mailNames.test(monitor.target));
  if (isForMail && recordCodes.includes(sample.code))
    return [clue('mail', 0.8, `${sentence(sample)} Mail is sent and received by this record.`)];
  const after = monitor.kind === 'http' ? ' Nothing later in the chain was reached.' : '';
  return [clue('dns', 0.85, `${sentence(sample)}${after}`)];
}

function tlsClues(sample: Sample, evidence: CauseEvidence): readonly Clue[] {
  const { lastGood, edge: meant } = evidence;
  // Nobody has shown a certificate: whoever took the connection says nothing at all.
  if (sample.code === 'timed-out') return connectClues(sample, evidence);
  if (sample.code === 'tls-failure' || sample.code === 'tls-reset') {
    const edge = edgeNameOf(lastGood) ?? meant;
    return [
      clue('tls', 0.6, `The handshake fails before any certificate can be judged: ${sentence(sample)}`),
      clue(
        edge === null ? 'origin' : 'edge',
        0.25,
        'What ends the connection during the handshake is the server in front.',
      ),
    ];
  }
  return [clue('tls', 0.92, sentence(sample))];
}

function connectClues(sample: Sample, { monitor, lastGood, edge: meant }: CauseEvidence): readonly Clue[] {
  const edge = edgeNameOf(lastGood) ?? meant;
  const how = sample.code === 'connect-refused' ? 'refuses the connection' : 'does not answer';
  if (isOfDatabase(monitor)) return [clue('database', 0.85, `The port of the database ${how}.`)];
  if (edge !== null) return [clue('edge', 0.7, `${edge} stands in front, and it ${how}.`)];
  const weight = sample.code === 'connect-refused' ? 0.75 : 0.6;
  return [clue('origin', weight, `The name resolves, but the server behind it ${how}.`)];
}

function httpClues(sample: Sample): readonly Clue[] {
  if (sample.code === 'timed-out')
    return [clue('origin', 0.5, 'The connection opens, but the answer does not come in time.')];
  if (sample.code === 'http-reset')
    return [clue('origin', 0.5, 'The server ends the connection without an answer.')];
  return [];
}

function journeyClues(sample: Sample): readonly Clue[] {
  return sample.code?.startsWith('mail') === true
    ? [clue('mail', 0.75, `${sentence(sample)} The steps before it worked.`)]
    : [];
}

/** Where the time goes, against the last good answer. */
function slowClues(sample: Sample, { lastGood }: CauseEvidence): readonly Clue[] {
  const phases = Object.entries(sample.phases).map(([name, ms]) => {
    const before = lastGood?.phases[name as keyof Sample['phases']] ?? 0;
    return { name, ms: ms ?? 0, more: (ms ?? 0) - before };
  });
  const worst = phases.toSorted((a, b) => b.more - a.more)[0];
  if (worst === undefined || worst.more <= 0) return [];
  const took = `${Math.round(worst.ms)} ms`;
  if (worst.name === 'dnsMs') return [clue('dns', 0.7, `Resolving the name alone takes ${took}.`)];
  if (worst.name === 'connectMs' || worst.name === 'tlsMs') {
    const edge = edgeNameOf(sample);
    return [clue(edge === null ? 'origin' : 'edge', 0.5, `Connecting alone takes ${took}.`)];
  }
  return firstByteClues(sample, took);
}

function firstByteClues(sample: Sample, took: string): readonly Clue[] {
  const timings = serverTimings(sample);
  const waitMs = sample.phases.firstByteMs ?? 0;
  const share = (names: readonly string[]): number =>
    waitMs === 0 ? 0 : Math.max(0, ...names.map((name) => timings.get(name) ?? 0)) / waitMs;
  if (share(['db', 'sql', 'database']) > 0.5)
    return [
      clue('database', 0.75, `The server itself says that most of the ${took} were spent in the database.`),
    ];
  if (share(['edge', 'cfedge', 'cdn']) > 0.5)
    return [clue('edge', 0.75, `The edge itself says that most of the ${took} were spent there.`)];
  return [clue('origin', 0.45, `The connection is quick, the server takes ${took} to answer.`)];
}

const sentence = ({ message }: Sample): string => (/[.!?]$/.test(message) ? message : `${message}.`);
