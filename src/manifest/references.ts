import { editDistance, nearest } from '../model/nearest.ts';
import type { SourceDocument } from './document.ts';
import type { PathPart, Wrong } from './problem.ts';
import { fieldOf, textsBelow, valuesAt, type Found } from './raw.ts';

/** Lists whose ids others may name. */
const idLists = {
  people: 'people.*.id',
  journeys: 'journeys.*.id',
  monitors: 'monitors.*.id',
  alerts: 'alerts.*.id',
  inboxes: 'mail.inboxes.*.id',
  messages: 'mail.messages.*.id',
} as const;
type IdList = keyof typeof idLists;

const referenceFields: readonly (readonly [string, IdList])[] = [
  ['hosts.*.owner', 'people'],
  ['env.*.owner', 'people'],
  ['dataStores.*.backup.owner', 'people'],
  ['accounts.*.owner', 'people'],
  ['accounts.*.billingOwner', 'people'],
  ['alerts.*.owner', 'people'],
  ['alerts.*.escalatesTo', 'alerts'],
  ['monitors.*.dependsOn.*', 'monitors'],
  ['mail.messages.*.trigger.journey', 'journeys'],
  ['journeys.*.steps.*.mail.inbox', 'inboxes'],
  ['journeys.*.cleanup.*.mail.inbox', 'inboxes'],
  ['journeys.*.after', 'journeys'],
];

/** Names that point at nothing, point in circles, or are given twice. Works on the raw file. */
export function referenceProblems(document: SourceDocument): readonly Wrong[] {
  const { value } = document;
  const wrongAt = (code: string, { path }: Found, text: string): Wrong => ({
    code,
    path,
    text,
    place: document.valueAt(path),
  });
  const ids = new Map(
    (Object.keys(idLists) as readonly IdList[]).map((list) => [list, new Set(idsOf(value, list))]),
  );
  const missing = (found: Found, list: IdList): readonly Wrong[] => {
    const known = ids.get(list) ?? new Set<string>();
    if (typeof found.value !== 'string' || known.has(found.value)) return [];
    return [wrongAt('LR_MANIFEST_REFERENCE', found, notThere(found.value, list, [...known].slice(0, 200)))];
  };
  return [
    ...referenceFields.flatMap(([pattern, list]) =>
      valuesAt(value, pattern).flatMap((found) => missing(found, list)),
    ),
    ...valuesAt(value, 'monitors.*').flatMap((monitor) => {
      const list = targetList(fieldOf(monitor.value, 'kind'));
      const target: Found = { path: [...monitor.path, 'target'], value: fieldOf(monitor.value, 'target') };
      return list === null ? [] : missing(target, list);
    }),
    ...duplicates(value).map((found) =>
      wrongAt('LR_MANIFEST_DUPLICATE', found, `"${String(found.value)}" is here twice.`),
    ),
    ...[
      ...circles(value, 'monitors', 'dependsOn'),
      ...circles(value, 'alerts', 'escalatesTo'),
      ...circles(value, 'journeys', 'after'),
    ].map((found) =>
      wrongAt('LR_MANIFEST_REFERENCE', found, `leads back to "${String(found.value)}" itself.`),
    ),
    ...misspeltVariables(value).map(([found, name]) =>
      wrongAt(
        'LR_MANIFEST_REFERENCE',
        found,
        `"${String(found.value)}" is not in env. Did you mean env:${name}?`,
      ),
    ),
  ];
}

const idsOf = (value: unknown, list: IdList): readonly string[] =>
  valuesAt(value, idLists[list]).flatMap(({ value: each }) => (typeof each === 'string' ? [each] : []));

function notThere(name: string, list: IdList, known: readonly string[]): string {
  const guess = nearest(name, known);
  const where = list === 'inboxes' || list === 'messages' ? `mail.${list}` : list;
  if (guess !== null) return `"${name}" is not in ${where}. Did you mean ${guess}?`;
  const have = known.length === 0 ? 'There are none yet' : `There are ${known.slice(0, 12).join(', ')}`;
  return `"${name}" is not in ${where}. ${have}; add one with id: ${name}.`;
}

const targetList = (kind: unknown): IdList | null => (kind === 'journey' ? 'journeys' : null);

/** What must be unique; the first of several patterns that fits an item names it. */
const uniqueLists: readonly (readonly string[])[] = [
  ...Object.values(idLists).map((pattern) => [pattern]),
  ['hosts.*', 'hosts.*.name'],
  ['env.*', 'env.*.name'],
  ['pages.*', 'pages.*.url'],
  ['redirects.*.from'],
  ['routes.*', 'routes.*.id'],
  ['dataStores.*.id'],
  ['accounts.*.id'],
  ['providers.*.id'],
  ['deploy.jobs.*.id'],
];

function duplicates(value: unknown): readonly Found[] {
  return uniqueLists.flatMap((patterns) => {
    const seen = new Set<string>();
    const named = patterns.flatMap((pattern) => valuesAt(value, pattern)).filter(isText);
    return named.filter(({ value: name }) => seen.has(name) || !seen.add(name));
  });
}
const isText = (found: Found): found is Found & { value: string } => typeof found.value === 'string';

/** Items that can be reached from themselves; each circle is reported once per member. */
function circles(value: unknown, list: 'monitors' | 'alerts' | 'journeys', field: string): readonly Found[] {
  const next = new Map<string, readonly string[]>();
  const items = valuesAt(value, `${list}.*`);
  for (const { value: item } of items) {
    const names = [fieldOf(item, field)].flat().filter((name) => typeof name === 'string');
    next.set(String(fieldOf(item, 'id')), names);
  }
  return items.flatMap(({ path, value: item }): readonly Found[] => {
    const id = String(fieldOf(item, 'id'));
    return reaches(next, id) ? [{ path: [...path, field] as readonly PathPart[], value: id }] : [];
  });
}

function reaches(next: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === start) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(next.get(name) ?? []));
  }
  return false;
}

/**
 * `env:STRIPE_SECRT` beside a declared STRIPE_SECRET. References to variables that are not declared at all are fine:
 * they may belong to the machine that runs us, not to the product.
 */
function misspeltVariables(value: unknown): readonly (readonly [Found, string])[] {
  const declared = ['env.*', 'env.*.name'].flatMap((pattern) => valuesAt(value, pattern).filter(isText));
  const names = declared.map((found) => found.value);
  const references = textsBelow(value).filter((found) => found.value.startsWith('env:'));
  return references.slice(0, 500).flatMap((found) => {
    const name = /^env:([A-Za-z_][A-Za-z0-9_]{3,127})$/.exec(found.value)?.[1];
    if (name === undefined || names.includes(name)) return [];
    const close = names.find((known) => isMisspelling(name, known));
    return close === undefined ? [] : [[found, close] as const];
  });
}

/** One letter off; a different number (`KEY_1`, `KEY_2`) is another name on purpose. */
const isMisspelling = (name: string, known: string): boolean =>
  Math.abs(name.length - known.length) <= 1 &&
  name.replaceAll(/\d+/g, '') !== known.replaceAll(/\d+/g, '') &&
  editDistance(name, known) === 1;
