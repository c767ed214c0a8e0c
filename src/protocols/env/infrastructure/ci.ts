import { isUpperName, type EnvReading, type SourceText } from '../use.ts';
import { InfrastructureReading } from './reading.ts';
import { allEntries, entriesOf, itemsOf, offsetOf, textOf, yamlRoots } from './yaml-tree.ts';

/** Set by GitHub on every runner (docs.github.com, "Default environment variables"). */
const isGithubOwn = (name: string): boolean =>
  /^(?:GITHUB_|RUNNER_|ACTIONS_)/.test(name) || name === 'CI' || name === 'ImageOS';
/** docs.gitlab.com, "Predefined CI/CD variables reference". */
const isGitlabOwn = (name: string): boolean =>
  /^(?:CI$|CI_|GITLAB_|FF_|GIT_|TRIGGER_PAYLOAD|CHAT_)/.test(name);

/** `${{ secrets.X }}` and `${{ vars.X }}`; what `env:` sets; what `run:` expands and nobody set. */
export function readGithub(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  for (const match of source.text.matchAll(/\$\{\{(?<body>[^}]{1,400})\}\}/g)) {
    for (const use of (match.groups?.['body'] ?? '').matchAll(
      /\b(secrets|vars)(?:\.([A-Za-z_]\w{0,127})|\[\s*['"]([A-Za-z_]\w{0,127})['"]\s*\])/g,
    )) {
      const name = use[2] ?? use[3] ?? '';
      const isFilled = /\|\|/.test(match.groups?.['body'] ?? '');
      reading.add(name, match.index, {
        via: `GitHub ${use[1]}`,
        isSecret: use[1] === 'secrets' && name !== 'GITHUB_TOKEN',
        need: isFilled ? 'optional' : 'required',
      });
    }
  }
  const set = new Set<string>();
  for (const root of yamlRoots(source.text)) {
    for (const { key, value } of allEntries(root)) {
      if (key !== 'env') continue;
      for (const entry of entriesOf(value)) {
        set.add(entry.key);
        reading.add(entry.key, entry.offset, {
          via: 'GitHub env',
          role: 'set',
          need: 'optional',
          fallback: fixedText(entry.value),
        });
      }
    }
    for (const { key, value } of allEntries(root)) if (key === 'run') runStep(value, { reading, set });
  }
  return reading.done();
}

const fixedText = (value: unknown): string | null => {
  const text = textOf(value);
  return text === null || text.includes('${{') ? null : text;
};

function runStep(
  value: unknown,
  { reading, set }: { readonly reading: InfrastructureReading; readonly set: ReadonlySet<string> },
): void {
  const script = textOf(value)?.replaceAll(/\$\{\{[^}]{0,400}\}\}/g, '') ?? '';
  const written = new Set(
    [...script.matchAll(/\b([A-Z][A-Z0-9_]+)=[^\n]*>>\s*"?\$GITHUB_ENV/g)].map((match) => match[1] ?? ''),
  );
  const given = (name: string): boolean => set.has(name) || written.has(name) || isGithubOwn(name);
  // Offsets inside folded scalars are not those of the file: the step's own line is named.
  const at = { offset: offsetOf(value), via: 'GitHub run', given };
  reading.addShell(script.replaceAll('\n', ' \n'), { ...at });
}

/** Variables scripts expand that neither GitLab nor the file sets; `variables:` are set. */
export function readGitlab(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const set = new Set<string>();
  for (const root of yamlRoots(source.text)) {
    for (const { key, value } of allEntries(root)) {
      if (key !== 'variables') continue;
      for (const entry of entriesOf(value)) {
        set.add(entry.key);
        reading.add(entry.key, entry.offset, {
          via: 'GitLab variables',
          role: 'set',
          need: 'optional',
          fallback: null,
        });
      }
    }
    for (const entry of allEntries(root)) scripts(entry.key, entry.value, { reading, set });
  }
  return reading.done();
}

const scriptKeys = new Set([
  'script',
  'before_script',
  'after_script',
  'variables',
  'image',
  'environment',
  'url',
  'tags',
  'rules',
  'if',
]);

function scripts(
  key: string,
  value: unknown,
  { reading, set }: { readonly reading: InfrastructureReading; readonly set: ReadonlySet<string> },
): void {
  if (!scriptKeys.has(key)) return;
  const given = (name: string): boolean => set.has(name) || isGitlabOwn(name);
  const one = (node: unknown): void => {
    const text = textOf(node);
    if (text !== null) reading.addShell(text, { offset: offsetOf(node), via: 'GitLab CI', given });
  };
  one(value);
  for (const item of itemsOf(value)) one(item);
  if (key === 'variables') for (const entry of entriesOf(value)) one(entry.value);
}

const otherOwn = /^(?:CIRCLE|BITBUCKET|BUILD|SYSTEM|AGENT|PIPELINE|TRAVIS|DRONE|JENKINS|WORKSPACE|CI)(?:_|$)/;

/** CircleCI, Azure Pipelines and Bitbucket: what their scripts expand. */
export function readOtherCi(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const set = new Set<string>();
  const entries = yamlRoots(source.text).flatMap((root) => [...allEntries(root)]);
  for (const { key, value } of entries)
    if (/^(?:environment|env|variables)$/.test(key)) setEntries(value, { reading, set });
  for (const { key, value } of entries) {
    if (!/^(?:run|command|script|bash|before_script|after_script)$/.test(key)) continue;
    const given = (name: string): boolean => set.has(name) || otherOwn.test(name);
    for (const node of [value, ...itemsOf(value)]) {
      const text = textOf(node);
      if (text !== null) reading.addShell(text, { offset: offsetOf(node), via: 'CI', given });
    }
  }
  return reading.done();
}

function setEntries(
  value: unknown,
  { reading, set }: { readonly reading: InfrastructureReading; readonly set: Set<string> },
): void {
  for (const entry of entriesOf(value)) {
    set.add(entry.key);
    if (isUpperName(entry.key))
      reading.add(entry.key, entry.offset, { via: 'CI', role: 'set', need: 'optional' });
  }
}
