import { severities, type Severity } from '../../model/check.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { FactsFile } from '../../model/facts-file.ts';
import type { FactToken, KnownFact } from '../../model/fact.ts';
import type {
  AccessProof,
  HandoverAnswer,
  HandoverChange,
  HandoverRelease,
  LineState,
} from '../../model/handover.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Profile } from '../../model/profile.ts';
import type { Report } from '../../model/report.ts';
import { targetKey, type Target } from '../../model/target.ts';

/** Everything a pack is made from. Pure data: the same material gives the same pack. */
export interface HandoverMaterial {
  readonly report: Report;
  readonly file: FactsFile;
  readonly profile: Profile;
  /** Answers of the owner by question id. */
  readonly answers: ReadonlyMap<string, HandoverAnswer>;
  readonly changes: readonly HandoverChange[];
  readonly releases: readonly HandoverRelease[];
  /** The newest answer about everything that lets us in, from `handover close`. */
  readonly access: readonly AccessProof[];
  /** Variables the code reads; null when no repository was looked at. */
  readonly variables: readonly HandoverVariable[] | null;
  readonly now: UnixMs;
}

export interface HandoverVariable {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  readonly reachesBrowser: boolean;
  readonly usedIn: string;
}

export const manifestOf = ({ file }: { readonly file: { readonly manifest: Manifest } }): Manifest =>
  file.manifest;

/** The known facts of one kind, with what they are about. */
export function factsOf<T>(
  { file }: HandoverMaterial,
  token: FactToken<T>,
): readonly { readonly name: string; readonly value: T; readonly at: UnixMs }[] {
  return file.facts.flatMap(({ id, target, fact }) => {
    if (id !== token.id || fact.state !== 'known') return [];
    // Guarantee: the facts file was read through the same schema.
    const { value, collectedAt } = fact as KnownFact<T>;
    return [{ name: target.name, value, at: collectedAt }];
  });
}

export interface Judged {
  readonly state: LineState;
  /** `all 36 checks pass`, or what is wrong. */
  readonly text: string;
}

/** What the checks of some themes say about one target: `shop.example`, or `host:shop.example` and no other kind; null: all. */
export function judged({ report }: HandoverMaterial, themes: readonly string[], at: string | null): Judged {
  const isOurs = ({ check, target }: { readonly check: string; readonly target: Target }): boolean =>
    themes.some((theme) => check === theme || check.startsWith(`${theme}/`)) &&
    (at === null || target.name === at || targetKey(target) === at);
  const failing = [...report.findings, ...report.waived].filter(isOurs);
  const serious = failing.filter(({ severity }) => isSerious(severity));
  const open = report.unknown.filter(isOurs).filter(({ severity }) => isSerious(severity));
  const passed = report.passed.filter(isOurs).length;
  const small = failing.length - serious.length;
  const [first] = serious;
  if (first !== undefined) return { state: 'bad', text: serious.map(({ title }) => title).join('; ') };
  if (open.length > 0)
    return { state: 'unknown', text: `not known: ${open.map(({ title }) => title).join('; ')}` };
  if (passed === 0) return { state: 'unknown', text: 'nothing was judged here' };
  const also = small === 0 ? '' : `, ${small} small ${small === 1 ? 'thing' : 'things'} to tidy`;
  return { state: 'good', text: `${passed} ${passed === 1 ? 'check passes' : 'checks pass'}${also}` };
}

const isSerious = (severity: Severity): boolean => severities.indexOf(severity) < severities.indexOf('low');

/** Those of these themes of which this audit knows a check. */
export function seenThemes({ report }: HandoverMaterial, themes: readonly string[]): readonly string[] {
  const seen = new Set(
    [...report.findings, ...report.waived, ...report.passed, ...report.unknown, ...report.notApplicable].map(
      ({ check }) => check.split('/')[0] ?? '',
    ),
  );
  return themes.filter((theme) => seen.has(theme));
}
