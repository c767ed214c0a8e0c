import type { Answer, Asking } from './interview.ts';

/** Name server names to their addresses, both in the order they were found. */
export type ServerSet = ReadonlyMap<string, readonly string[]>;

export interface ZoneInput {
  /** The zone under test: lower case, no final dot. */
  readonly zone: string;
  /** Root servers (or a private root's): name and addresses. */
  readonly roots: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** A delegation that does not exist yet, to be tested as if it did. */
  readonly undelegated?: ServerSet;
  /** DS records (presentation values) of such a delegation. */
  readonly undelegatedDs?: readonly string[];
  /** Seconds since 1970 at which signatures are judged. */
  readonly nowSeconds: number;
  /**
   * `thorough` (default) asks all servers on all levels, so that contradictions between them show. `single path` takes the
   * first useful answer on each level: fewer questions, blind to contradictions above the zone.
   */
  readonly search?: 'thorough' | 'single path';
  /** Zone under which addresses map to announced prefixes (connectivity04): `asnlookup.zonemaster.net`. */
  readonly prefixZone?: string;
}

/** One run over one zone. Steps that several tests share are worked out once and kept in `memo`. */
export interface Session extends ZoneInput {
  readonly memo: Map<string, unknown>;
}

export const startSession = (input: ZoneInput): Session => ({ ...input, memo: new Map() });

/** What a test found: a message tag of the Zonemaster specifications with its arguments. */
export interface Note {
  readonly tag: string;
  /** `ns1.example.net/192.0.2.1` or bare addresses. */
  readonly servers?: readonly string[];
  /** The name, value or number the message is about. */
  readonly about?: string;
}

export type ZoneTest = (session: Session) => Asking<readonly Note[]>;

/** Runs `work` once per session and key. */
export function* once<T>(session: Session, key: string, work: () => Asking<T>): Asking<T> {
  const known = session.memo.get(key) as { readonly value: T } | undefined;
  if (known !== undefined) return known.value;
  const value = yield* work();
  session.memo.set(key, { value });
  return value;
}

export const isAuthoritative = (answer: Answer): answer is NonNullable<Answer> =>
  answer !== null && answer.rcode === 'NOERROR' && answer.isAuthoritative;
