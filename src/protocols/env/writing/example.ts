import { isNeeded } from '../judge.ts';
import type { EnvInventory, EnvVariable } from '../inventory.ts';

/** `.env.example`: every variable the code reads, grouped, with what it is for and never a value of a secret. */
export function exampleFile({ variables }: EnvInventory): string {
  const shown = variables.filter(
    ({ isRead, isDeclared, providedBy, scopes }) =>
      (isRead || isDeclared) && providedBy === null && !isOnly(scopes, 'test') && !isOnly(scopes, 'ci'),
  );
  const groups: readonly (readonly [string, readonly EnvVariable[]])[] = [
    ['Required', shown.filter(isNeeded)],
    ['Optional', shown.filter((each) => !isNeeded(each))],
  ];
  const parts = groups
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) => `# ${title}\n\n${list.map(entryOf).join('\n\n')}\n`);
  return `# Copied to .env and filled in; .env itself is never committed.\n\n${parts.join('\n')}`;
}

const isOnly = (scopes: readonly string[], scope: string): boolean =>
  scopes.length > 0 && scopes.every((each) => each === scope);

function entryOf(variable: EnvVariable): string {
  const { name, purpose, type, choices, isSecret, isPublic, fallback } = variable;
  const notes = [
    ...(purpose === null ? [] : [oneLine(purpose)]),
    ...(type === 'choice' ? [`one of ${choices.join(', ')}`] : type === 'text' ? [] : [type]),
    ...(isSecret ? ['secret'] : []),
    ...(isPublic ? ['visible in the browser'] : []),
  ];
  const comment = notes.length === 0 ? '' : `# ${notes.join('; ')}\n`;
  const isCommented = fallback !== null && !isNeeded(variable);
  return `${comment}${isCommented ? '# ' : ''}${name}=${isSecret || fallback === null ? '' : quoted(fallback)}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 200);
const quoted = (text: string): string => (/^[\w.:/@+-]*$/.test(text) ? text : JSON.stringify(text));
