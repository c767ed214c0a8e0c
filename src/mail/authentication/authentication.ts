/** One method's answer about one identity, in the words of RFC 8601. */
export interface MethodAnswer {
  readonly method: 'spf' | 'dkim' | 'dmarc';
  /** Domain the answer is about; DKIM: `d=`; null when there is none. */
  readonly domain: string | null;
  /** DKIM selector; null elsewhere. */
  readonly selector: string | null;
  /** `pass`, `fail`, `softfail`, `neutral`, `none`, `temperror`, `permerror`, `policy`. */
  readonly result: string;
  /** Why, one sentence, with the section where it is ours. */
  readonly reason: string;
}

/** Who says so: the receiving server, the library (`mailauth`, strict), or our own evaluators that explain. */
export interface Opinion {
  readonly by: 'receiver' | 'mailauth' | 'launch-ready';
  readonly answers: readonly MethodAnswer[];
}

export type Settled = 'pass' | 'fail' | 'none' | 'unknown';
export interface Authentication {
  readonly opinions: readonly Opinion[];
  /** What counts: the receiver where it spoke, else the library. */
  readonly spf: Settled;
  readonly dkim: Settled;
  readonly dmarc: Settled;
  /** From is aligned with something that passed; null when nobody can tell. */
  readonly isAligned: boolean | null;
  /** `d=` of every signature that verified here, and the fields it covers, lower case. */
  readonly signatures: readonly {
    readonly domain: string;
    readonly fields: readonly string[];
    /** RSA key length; null for other keys. */
    readonly bits: number | null;
  }[];
  /** A DMARC record applies to the From domain; null when nobody can tell. */
  readonly hasDmarcRecord: boolean | null;
  /** Sentences: who contradicts whom. Empty is what it should be. */
  readonly disagreements: readonly string[];
  /** What could not be judged and why. */
  readonly notes: readonly string[];
}

/** What a word means for delivery: RFC 8601 section 2.7. */
export function settledOf(result: string | undefined): Settled {
  if (result === undefined || result === 'none') return 'none';
  if (result === 'pass' || result === 'bestguesspass') return 'pass';
  return result === 'temperror' || result === 'unknown' ? 'unknown' : 'fail';
}

/** Several signatures: one that passes is enough (RFC 6376 section 6.1). */
export function settledOfAll(results: readonly string[]): Settled {
  const all = results.map(settledOf);
  return (['pass', 'unknown', 'fail'] as const).find((one) => all.includes(one)) ?? 'none';
}
