import { preparedPattern } from './pattern.ts';
import type { MailService, ServiceSigns } from './service.ts';

interface Entry {
  readonly service: MailService;
  readonly pattern: string;
  readonly fits: (text: string) => boolean;
  /** Place of the service in its list. */
  readonly order: number;
}

type PatternKind = Exclude<keyof ServiceSigns, 'txt' | 'returnLabel' | 'sharedSelectors'>;

/** Long enough to tell `.google.com` from `.zoho.com`: a text is held against a handful of patterns, not against all. */
const endingLength = 6;

/** Answers which services have a pattern of this kind that fits a text, in the order of the list. */
export function patternIndex(
  services: readonly MailService[],
  kind: PatternKind,
): (text: string) => readonly MailService[] {
  const entries = services.flatMap((service, order) =>
    (service.signs[kind] ?? []).map((pattern): Entry => ({
      service,
      pattern,
      fits: preparedPattern(pattern),
      order,
    })),
  );
  const whole = Map.groupBy(
    entries.filter(({ pattern }) => !isOpen(pattern)),
    ({ pattern }) => pattern,
  );
  const open = entries.filter(({ pattern }) => isOpen(pattern));
  const byEnding = Map.groupBy(open, ({ pattern }) => endingOf(pattern));
  const anywhere = byEnding.get('') ?? [];
  return (text) => {
    const fitting = (whole.get(text) ?? []).concat(
      fittingOf(byEnding.get(text.slice(-endingLength)) ?? [], text),
      fittingOf(anywhere, text),
    );
    return fitting.length < 2 ? fitting.map(({ service }) => service) : inOrder(fitting);
  };
}

const isOpen = (pattern: string): boolean => /[*#]/.test(pattern);

/** The last letters, where they are fixed; else empty. */
function endingOf(pattern: string): string {
  const ending = pattern.slice(-endingLength);
  return ending.length === endingLength && !isOpen(ending) ? ending : '';
}

const fittingOf = (entries: readonly Entry[], text: string): Entry[] =>
  entries.filter(({ fits }) => fits(text));

const inOrder = (entries: readonly Entry[]): readonly MailService[] => [
  ...new Set(entries.toSorted((a, b) => a.order - b.order).map(({ service }) => service)),
];
