import { nearest } from '../model/nearest.ts';
import type { SourceDocument } from './document.ts';
import type { Wrong } from './problem.ts';
import { fieldOf, listAt, textsBelow, valuesAt } from './raw.ts';

const builtIn = ['run', 'email', 'day'];

/** `${...}` in journeys that no earlier step saves. */
export function valueProblems(document: SourceDocument): readonly Wrong[] {
  const inboxes = valuesAt(document.value, 'mail.inboxes.*.id').map(({ value }) => `inbox.${String(value)}`);
  return valuesAt(document.value, 'journeys.*').flatMap((journey) => {
    const known = [...builtIn, ...inboxes, ...savedBefore(document.value, journey.value)];
    return [...valuesAt(journey.value, 'steps.*'), ...valuesAt(journey.value, 'cleanup.*')].flatMap(
      (step) => {
        const own = savedInBrowser(step.value);
        const wrong = textsBelow(step.value).flatMap(({ path, value }) =>
          placeholders(value)
            .filter(
              (name) => ![...known, ...own].includes(name) && !/^env:[A-Za-z_][A-Za-z0-9_]*$/.test(name),
            )
            .map((name): Wrong => {
              const full = [...journey.path, ...step.path, ...path];
              return {
                code: 'LR_MANIFEST_REFERENCE',
                path: full,
                text: unsaved(name, known),
                place: document.valueAt(full),
              };
            }),
        );
        known.push(...own, ...keysOf(fieldOf(step.value, 'save')));
        return wrong;
      },
    );
  });
}

const maxChain = 20;

/** What the journeys this one continues have saved. */
function savedBefore(document: unknown, journey: unknown): readonly string[] {
  const saved: string[] = [];
  let before = fieldOf(journey, 'after');
  for (let depth = 0; typeof before === 'string' && depth < maxChain; depth++) {
    const name = before;
    const found = valuesAt(document, 'journeys.*').find(({ value }) => fieldOf(value, 'id') === name)?.value;
    const steps = listAt(found, 'steps');
    saved.push(...steps.flatMap((step) => [...savedInBrowser(step), ...keysOf(fieldOf(step, 'save'))]));
    before = fieldOf(found, 'after');
  }
  return saved;
}

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{([^}]{0,200})\}/g)].map((match) => match[1] ?? '');

function unsaved(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const hint = guess === null ? `Known here: ${known.join(', ')} and env:NAME.` : `Did you mean ${guess}?`;
  return `\${${name}} is not saved by an earlier step. ${hint}`;
}

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** Actions of one browser step may use what an earlier action of the same step saved. */
const savedInBrowser = (step: unknown): readonly string[] =>
  listAt(step, 'browser').flatMap((action) => keysOf(fieldOf(action, 'save')));
