import {
  cipherFamilies,
  familiesOf,
  legacySuites,
  modernSuites,
  suitesOf,
  type CipherFamily,
} from './cipher-suites.ts';
import {
  clientHello,
  groupNames,
  versionCodes,
  x25519mlkem768,
  type ProtocolVersion,
} from './client-hello.ts';
import type { ProbeAnswer } from './endpoint.ts';
import type { Flight } from './server-flight.ts';

/** Random bytes one hello needs: random, session id and key share. */
export const helloRandomBytes = 96;

export type ProbeId =
  | `version ${ProtocolVersion}`
  | 'weak families'
  | `family ${CipherFamily}`
  | 'post-quantum'
  | 'without name';

export interface Probe {
  readonly id: ProbeId;
  readonly hello: Uint8Array;
  /** false: the first server message is enough, the rest need not be awaited. */
  readonly needsWholeFlight: boolean;
  readonly read: (flight: Flight) => ProbeAnswer;
}

type Random = (count: number) => Uint8Array;
/** What nobody should accept any more: offered together, so that one refusal answers for all. */
const weakFamilies = ['null', 'anonymous', 'export', 'des', 'rc4', 'triple-des'] as const;
const oldVersions = ['SSLv3', 'TLSv1'] as const;
type WeakFamily = (typeof weakFamilies)[number];
type OldVersion = (typeof oldVersions)[number];
const isWeak = (family: CipherFamily): family is WeakFamily =>
  (weakFamilies as readonly CipherFamily[]).includes(family);
const isOld = (version: ProtocolVersion): version is OldVersion =>
  (oldVersions as readonly ProtocolVersion[]).includes(version);

/** The hellos that tell what a server supports, without the limits of the local TLS library: those asked of everybody. */
export function probePlan(serverName: string, random: Random): readonly Probe[] {
  const versions = (Object.keys(versionCodes) as ProtocolVersion[]).filter((version) => !isOld(version));
  return [
    ...versions.map((version) => versionProbe(serverName, version, random(helloRandomBytes))),
    weakProbe(serverName, random(helloRandomBytes)),
    ...cipherFamilies
      .filter((family) => !isWeak(family))
      .map((family) => familyProbe(serverName, family, random(helloRandomBytes))),
    postQuantumProbe(serverName, random(helloRandomBytes)),
    withoutNameProbe(random(helloRandomBytes)),
  ];
}

type AnswerTo = (id: ProbeId) => ProbeAnswer | undefined;

/** The hellos that the first answers make necessary. */
export function followUps(serverName: string, answer: AnswerTo, random: Random): readonly Probe[] {
  const versions = oldVersions.filter((version) => impliedAnswer(`version ${version}`, answer) === null);
  const families = weakFamilies.filter((family) => impliedAnswer(`family ${family}`, answer) === null);
  return [
    ...versions.map((version) => versionProbe(serverName, version, random(helloRandomBytes))),
    ...families.map((family) => familyProbe(serverName, family, random(helloRandomBytes))),
  ];
}

/**
 * A server that answers an offer of TLS 1.1 and everything below it with an alert speaks none of them (RFC 5246 appendix E.1: it
 * would have chosen a lower version), and one that refuses all weak suites at once refuses each. Null: it has to be asked.
 */
export function impliedAnswer(id: ProbeId, answer: AnswerTo): ProbeAnswer | null {
  if (oldVersions.some((version) => id === `version ${version}`)) return byAlert(answer('version TLSv1.1'));
  if (weakFamilies.some((family) => id === `family ${family}`)) return byAlert(answer('weak families'));
  return null;
}

const byAlert = (answer: ProbeAnswer | undefined): ProbeAnswer | null =>
  answer?.state === 'refused' && answer.how.startsWith('alert ') ? answer : null;

function weakProbe(serverName: string, random: Uint8Array): Probe {
  const offered = [...new Set(weakFamilies.flatMap((family) => suitesOf(family)))];
  return {
    id: 'weak families',
    hello: clientHello({ version: 'TLSv1.2', suites: offered, serverName, random }),
    needsWholeFlight: false,
    read: (flight) =>
      answerOf(flight, (hello) =>
        familiesOf(hello.cipher).some(isWeak) ? null : `chose ${hello.cipher}, which was not offered`,
      ),
  };
}

function versionProbe(serverName: string, version: ProtocolVersion, random: Uint8Array): Probe {
  const isModern = version === 'TLSv1.3';
  return {
    id: `version ${version}`,
    hello: clientHello({
      version,
      suites: isModern ? modernSuites : legacySuites,
      serverName,
      random,
      offersCompression: version === 'TLSv1.2',
      ...(isModern ? { x25519Share: random.subarray(64) } : {}),
    }),
    needsWholeFlight: version === 'TLSv1.2',
    read: (flight) =>
      answerOf(flight, (hello) => (hello.version === version ? null : `answered with ${hello.version}`)),
  };
}

function familyProbe(serverName: string, family: CipherFamily, random: Uint8Array): Probe {
  return {
    id: `family ${family}`,
    hello: clientHello({ version: 'TLSv1.2', suites: suitesOf(family), serverName, random }),
    needsWholeFlight: family === 'finite-field-dhe' || family === 'export',
    read: (flight) =>
      answerOf(flight, (hello) =>
        familiesOf(hello.cipher).includes(family) ? null : `chose ${hello.cipher}, which was not offered`,
      ),
  };
}

function postQuantumProbe(serverName: string, random: Uint8Array): Probe {
  const group = groupNames[x25519mlkem768];
  return {
    id: 'post-quantum',
    // RFC 8446 section 4.2.8: no key share asks the server to name the group it wants in HelloRetryRequest.
    hello: clientHello({
      version: 'TLSv1.3',
      suites: modernSuites,
      serverName,
      random,
      groups: [x25519mlkem768],
    }),
    needsWholeFlight: false,
    read: (flight) =>
      answerOf(flight, (hello) => (hello.group === group ? null : `answered with group ${hello.group}`)),
  };
}

const withoutNameProbe = (random: Uint8Array): Probe => ({
  id: 'without name',
  hello: clientHello({ version: 'TLSv1.2', suites: legacySuites, serverName: null, random }),
  needsWholeFlight: true,
  read: (flight) => answerOf(flight, () => null),
});

type Hello = Extract<Flight, { kind: 'hello' }>['hello'];

function answerOf(flight: Flight, objection: (hello: Hello) => string | null): ProbeAnswer {
  switch (flight.kind) {
    case 'more':
      return { state: 'refused', how: 'hung up without an answer' };
    case 'alert':
      // RFC 8446 section 6.2: internal_error is a broken server, not a no.
      return flight.name === 'internal_error'
        ? { state: 'unknown', why: 'the server reported an internal error' }
        : { state: 'refused', how: `alert ${flight.name}` };
    case 'not-tls':
      return { state: 'unknown', why: 'the answer was not TLS' };
    case 'hello':
      return helloAnswer(flight, objection(flight.hello));
  }
}

function helloAnswer(flight: Extract<Flight, { kind: 'hello' }>, objection: string | null): ProbeAnswer {
  if (objection !== null) return { state: 'refused', how: objection };
  const { version, cipher, group, compression, hasRenegotiationInfo, hasExtendedMasterSecret } = flight.hello;
  return {
    state: 'accepted',
    version,
    cipher,
    group,
    dhBits: flight.dhBits,
    compression,
    hasRenegotiationInfo,
    hasExtendedMasterSecret,
  };
}
