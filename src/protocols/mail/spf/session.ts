import type { Asking, DnsAnswer } from '../dns-answer.ts';
import { domainOfAddress } from '../domain.ts';
import { addressLabels, formatIp, type IpAddress } from '../ip.ts';
import type { SpfResult } from './evaluate.ts';

export interface SpfInput {
  /** Address of the SMTP client. */
  readonly ip: string;
  /** MAIL FROM address; empty for the null reverse-path. */
  readonly mailFrom: string;
  readonly helo: string;
  /** Host that checks, macro `r`. Default `unknown`. */
  readonly receiver?: string;
  /** Seconds since 1970, macro `t`. Default 0. */
  readonly timeSeconds?: number;
}

/** Section 4.6.4. */
export const spfLimits = { lookups: 10, voidLookups: 2, names: 10 } as const;

/** One check_host() and everything below it: the counters are shared by the whole tree. */
export interface SpfSession {
  readonly ip: IpAddress;
  readonly sender: { readonly local: string; readonly domain: string };
  readonly helo: string;
  readonly receiver: string;
  readonly timeSeconds: number;
  lookups: number;
  voidLookups: number;
  readonly steps: SpfStep[];
}

export interface SpfStep {
  readonly domain: string;
  readonly term: string;
  readonly outcome: 'match' | 'no match' | 'error';
}

/** Why the evaluation ended early. */
export class SpfStop extends Error {
  readonly result: Extract<SpfResult, 'permerror' | 'temperror'>;
  readonly section: string;
  readonly domain: string;
  constructor(
    result: Extract<SpfResult, 'permerror' | 'temperror'>,
    text: { readonly message: string; readonly section: string; readonly domain: string },
  ) {
    super(text.message);
    this.result = result;
    this.section = text.section;
    this.domain = text.domain;
  }
}

export function openSession(input: SpfInput, ip: IpAddress): SpfSession {
  const address = input.mailFrom === '' ? `postmaster@${input.helo}` : input.mailFrom;
  const domain = domainOfAddress(address) ?? address;
  const local = address.includes('@') ? address.slice(0, address.lastIndexOf('@')) : '';
  return {
    ip,
    sender: { local: local === '' ? 'postmaster' : local, domain },
    helo: input.helo,
    receiver: input.receiver ?? 'unknown',
    timeSeconds: input.timeSeconds ?? 0,
    lookups: 0,
    voidLookups: 0,
    steps: [],
  };
}

/** A term that makes receivers ask DNS (section 4.6.4). */
export function countLookup(session: SpfSession, domain: string): void {
  session.lookups += 1;
  if (session.lookups <= spfLimits.lookups) return;
  throw new SpfStop('permerror', {
    message: `more than ${spfLimits.lookups} terms that need DNS`,
    section: '4.6.4',
    domain,
  });
}

/** A question whose failure ends the check and whose emptiness counts as void (sections 4.6.4 and 5). */
export function* ask(
  session: SpfSession,
  domain: string,
  question: { readonly name: string; readonly type: string },
): Asking<DnsAnswer> {
  const answer = yield question;
  if (answer.status === 'failure') {
    const why = answer.reason === undefined ? '' : ` (${answer.reason})`;
    throw new SpfStop('temperror', {
      message: `no answer for ${question.type} ${question.name}${why}`,
      section: '2.6.6',
      domain,
    });
  }
  if (answer.status !== 'found') countVoid(session, domain);
  return answer;
}

function countVoid(session: SpfSession, domain: string): void {
  session.voidLookups += 1;
  if (session.voidLookups <= spfLimits.voidLookups) return;
  throw new SpfStop('permerror', {
    message: `more than ${spfLimits.voidLookups} look-ups that found nothing`,
    section: '4.6.4',
    domain,
  });
}

/** Values of all macro letters but `p`, which needs DNS (section 7.3). */
export function macroValues(session: SpfSession, domain: string): Record<string, string> {
  return {
    s: `${session.sender.local}@${session.sender.domain}`,
    l: session.sender.local,
    o: session.sender.domain,
    d: domain,
    // Nibbles in upper case, as the public suite spells them; DNS does not mind.
    i: addressLabels(session.ip).join('.').toUpperCase(),
    v: session.ip.version === 4 ? 'in-addr' : 'ip6',
    h: session.helo,
    c: formatIp(session.ip),
    r: session.receiver,
    t: String(session.timeSeconds),
  };
}
