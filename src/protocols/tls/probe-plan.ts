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

/** The hellos that tell what a server supports, without the limits of the local TLS library. */
export function probePlan(serverName: string, random: (count: number) => Uint8Array): readonly Probe[] {
  return [
    ...(Object.keys(versionCodes) as ProtocolVersion[]).map((version) =>
      versionProbe(serverName, version, random(helloRandomBytes)),
    ),
    ...cipherFamilies.map((family) => familyProbe(serverName, family, random(helloRandomBytes))),
    postQuantumProbe(serverName, random(helloRandomBytes)),
    withoutNameProbe(random(helloRandomBytes)),
  ];
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
