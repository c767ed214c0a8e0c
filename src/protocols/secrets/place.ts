import type { SecretMatch } from './match.ts';

export type PlaceKind = 'lock' | 'fixture' | 'documentation' | 'sample' | 'code';

const lockFile =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|composer\.lock|cargo\.lock|gemfile\.lock|poetry\.lock|pdm\.lock|uv\.lock|pipfile\.lock|go\.sum|mix\.lock|podfile\.lock|pubspec\.lock|flake\.lock|packages\.lock\.json|gradle\.lockfile|\.terraform\.lock\.hcl|cartfile\.resolved|package\.resolved)$/i;
const fixture =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|__fixtures__|__mocks__|mocks?|testdata|test-data|snapshots?|__snapshots__|e2e|cypress|cassettes|stubs?)\/|[._-](?:test|spec|e2e|stories|mock|fixture)s?\.\w+$|(?:^|\/)(?:test_|conftest)[^/]*\.py$|_test\.go$|\.snap$/i;
const sample = /(?:^|[./_-])(?:example|sample|template|dist)(?:$|[./_-])/i;
const documentation = /(?:^|\/)(?:docs?|documentation|examples?|samples?)\/|\.(?:md|mdx|rst|adoc|txt)$/i;

/** What kind of place a path (with `/`) is: the same text means less in a test's fixture than in a config file. */
export function placeKind(path: string): PlaceKind {
  if (lockFile.test(path)) return 'lock';
  if (fixture.test(path)) return 'fixture';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^\.?env\b|\.env(?:\.|$)/i.test(name) && sample.test(name)) return 'sample';
  return documentation.test(path) ? 'documentation' : 'code';
}

/** What stands before a value where the file's name alone says what it is: Rails keeps `config/master.key` so. */
export const nameFromPath = (path: string): string =>
  /(?:^|\/)config\/(?:master|credentials\/[\w-]+)\.key$/.test(path) ? 'RAILS_MASTER_KEY=' : '';

const keyRule =
  /private-key$|^jwt$|^jwk-private$|^basic-auth-header$|^bearer-header$|^htpasswd-hash$|-url$|^url-password$|^curl-user$/;

/**
 * Weighs a match by where it stands. Lock files hold hashes, not secrets without a form of their own; keys and passwords
 * in test fixtures are there on purpose. A vendor’s live token counts wherever it is.
 */
export function weighed(match: SecretMatch, path: string): SecretMatch | null {
  const place = placeKind(path);
  const { strength, id } = match.rule;
  if (place === 'lock') return strength === 'shape' && !keyRule.test(id) ? match : null;
  if (place === 'fixture' && strength === 'guess') return null;
  if (place === 'fixture' && keyRule.test(id) && match.kind === 'secret')
    return {
      ...match,
      kind: 'test',
      severity: 'low',
      confidence: 'possible',
      detail: note(match, 'in a test fixture'),
    };
  if ((place === 'documentation' || place === 'sample') && match.kind === 'secret' && strength === 'guess')
    return match.confidence === 'possible' ? null : { ...match, confidence: 'possible' };
  return match;
}

const note = ({ detail }: SecretMatch, more: string): string =>
  detail === null ? more : `${detail}, ${more}`;
