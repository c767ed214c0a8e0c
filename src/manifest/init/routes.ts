import type { methods } from '../schema/scalars.ts';
import type { Guess, ProjectEvidence } from './evidence.ts';
import { firstOfEach } from './services.ts';

/** File conventions that make a page: Next, Remix, SvelteKit, Astro, Nuxt. The first group is the path. */
const pageFiles: readonly RegExp[] = [
  /^(?:apps\/[^/]+\/)?(?:src\/)?app\/((?:.+\/)?)page\.[jt]sx?$/,
  /^(?:apps\/[^/]+\/)?(?:src\/)?pages\/((?!api\/|_).+?)(?:\/?index)?\.(?:[jt]sx|vue|astro)$/,
  /^src\/routes\/((?:.+\/)?)\+page\.svelte$/,
];
const apiFiles: readonly RegExp[] = [
  /^(?:apps\/[^/]+\/)?(?:src\/)?app\/((?:.+\/)?)route\.[jt]s$/,
  /^(?:apps\/[^/]+\/)?(?:src\/)?pages\/(api\/.+?)(?:\/?index)?\.[jt]s$/,
  /^src\/routes\/((?:.+\/)?)\+server\.[jt]s$/,
];
const limit = 30;

/** Pages without parameters; those with some need an example only the owner can give. */
export const pagesOf = (project: ProjectEvidence): readonly Guess<string>[] => found(project, pageFiles);

export interface RouteGuess extends Guess<string> {
  readonly method: (typeof methods)[number];
  readonly isWebhook: boolean;
}

/** The method is not in the file's name: what looks like an answer to a form or a hook is POST, the rest GET. */
export function routesOf(project: ProjectEvidence): readonly RouteGuess[] {
  return found(project, apiFiles).map((guess) => {
    const isWebhook = /webhook|\/hooks?(?:\/|$)|callback/.test(guess.value);
    const isForm =
      /sign-?up|register|login|log-?in|order|checkout|invite|contact|subscribe|upload|reset/.test(
        guess.value,
      );
    return { ...guess, method: isWebhook || isForm ? 'POST' : 'GET', isWebhook };
  });
}

function found({ paths }: ProjectEvidence, patterns: readonly RegExp[]): readonly Guess<string>[] {
  const guesses = paths.flatMap((path) => {
    const inner = patterns.map((pattern) => pattern.exec(path)?.[1]).find((each) => each !== undefined);
    return inner === undefined || /[[\]$@]/.test(inner) ? [] : [{ value: urlOf(inner), found: path }];
  });
  return firstOfEach(guesses).slice(0, limit);
}

/** Next's route groups `(shop)` are no part of the address. */
function urlOf(inner: string): string {
  const parts = inner.split('/').filter((part) => part !== '' && part !== 'index' && !/^\(.*\)$/.test(part));
  return `/${parts.map(encodeURIComponent).join('/')}`;
}
