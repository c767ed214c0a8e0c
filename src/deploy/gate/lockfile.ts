import type { GateProblem } from '../../model/deploy.ts';
import { compareNpmLock, comparePnpmLock, compareYarnLock } from '../../protocols/packages/lock.ts';
import type { GateAt, GateOutcome, GatePlan } from '../gate.ts';

interface Ecosystem {
  readonly manifest: string;
  readonly locks: readonly string[];
  /** The tool's own question whether both agree, where the text alone does not tell. */
  readonly ask: readonly string[] | null;
}

const ecosystems: readonly Ecosystem[] = [
  {
    manifest: 'package.json',
    locks: [
      'package-lock.json',
      'npm-shrinkwrap.json',
      'pnpm-lock.yaml',
      'yarn.lock',
      'bun.lock',
      'bun.lockb',
    ],
    ask: null,
  },
  {
    manifest: 'composer.json',
    locks: ['composer.lock'],
    ask: ['composer', 'validate', '--no-check-publish', '--no-interaction', '--no-plugins'],
  },
  { manifest: 'Gemfile', locks: ['Gemfile.lock'], ask: ['bundle', 'check', '--dry-run'] },
  { manifest: 'go.mod', locks: ['go.sum'], ask: ['go', 'mod', 'verify'] },
  {
    manifest: 'Cargo.toml',
    locks: ['Cargo.lock'],
    ask: ['cargo', 'metadata', '--locked', '--offline', '--no-deps', '--format-version', '1'],
  },
  { manifest: 'Pipfile', locks: ['Pipfile.lock'], ask: ['pipenv', 'verify'] },
  { manifest: 'mix.exs', locks: ['mix.lock'], ask: null },
];

/** Locked versions are there, are one file per tool, and agree with what the manifest of the package asks for. */
export const lockfileStep: GatePlan = {
  id: 'lockfile',
  title: 'Lock file in sync',
  run: async (at) => {
    const listed = await at.outside.files.list(at.repository);
    if (!listed.ok)
      return {
        status: 'unknown',
        found: `${at.repository} cannot be listed: ${listed.error.message}`,
        todo: 'Correct repository.path in launch.yaml.',
      };
    const names = new Set(listed.value.map(({ name }) => name));
    const own = ecosystems.filter(({ manifest }) => names.has(manifest));
    if (own.length === 0)
      return { status: 'skipped', found: 'no package manifest of a known kind stands here' };
    const judged: Judged[] = [];
    for (const each of own) judged.push(await judge(each, names, at));
    return together(judged);
  },
};

interface Judged {
  readonly problems: readonly GateProblem[];
  readonly gap: string | null;
  readonly good: string;
}

const problem = (text: string, path: string): GateProblem => ({ text, severity: 'high', path, line: 1 });

async function judge(
  { manifest, locks, ask }: Ecosystem,
  names: ReadonlySet<string>,
  at: GateAt,
): Promise<Judged> {
  const there = locks.filter((name) => names.has(name));
  const [lock, second] = there;
  const manifestText = await at.outside.files.readText(`${at.repository}/${manifest}`, {
    maxBytes: 4 * 1024 * 1024,
  });
  if (lock === undefined) {
    const needsNone =
      manifestText.ok &&
      !/"(?:dependencies|devDependencies|require)"\s*:\s*\{\s*"|\brequire\b|^gem\s/m.test(manifestText.value);
    if (needsNone) return { problems: [], gap: null, good: `${manifest} asks for nothing` };
    return {
      problems: [problem(`${manifest} has no lock file, so every build may bring other versions`, manifest)],
      gap: null,
      good: '',
    };
  }
  if (second !== undefined && !(lock === 'bun.lock' && second === 'bun.lockb'))
    return {
      problems: [
        problem(`${lock} and ${second} lock the same packages: one of them is not what is installed`, second),
      ],
      gap: null,
      good: '',
    };
  if (ask !== null) return askTool(ask, { lock, at });
  const lockText = await at.outside.files.readText(`${at.repository}/${lock}`, {
    maxBytes: 64 * 1024 * 1024,
  });
  if (!manifestText.ok || !lockText.ok)
    return { problems: [], gap: `${manifestText.ok ? lock : manifest} cannot be read`, good: '' };
  const compared = comparedTexts(lock, manifestText.value, lockText.value);
  if (compared === null)
    return { problems: [], gap: `${lock} is of a form that is not compared here`, good: '' };
  return {
    problems: compared.map((text) => problem(`${lock}: ${text}`, lock)),
    gap: null,
    good: `${lock} agrees with ${manifest}`,
  };
}

/** What differs; null when this form cannot be compared by its text. */
function comparedTexts(lock: string, manifest: string, text: string): readonly string[] | null {
  if (lock === 'package-lock.json' || lock === 'npm-shrinkwrap.json') return compareNpmLock(manifest, text);
  if (lock === 'pnpm-lock.yaml') return comparePnpmLock(manifest, text);
  return lock === 'yarn.lock' ? compareYarnLock(manifest, text) : lock === 'mix.lock' ? [] : null;
}

async function askTool(
  line: readonly string[],
  { lock, at }: { readonly lock: string; readonly at: GateAt },
): Promise<Judged> {
  const [command = '', ...args] = line;
  const ran = await at.outside.processes.run({
    command,
    args,
    cwd: at.repository,
    env: { CI: '1', NO_COLOR: '1', GOFLAGS: '-mod=mod' },
    timeoutMs: 120_000,
    signal: at.signal,
  });
  if (!ran.ok)
    return {
      problems: [],
      gap:
        ran.error.kind === 'not-found'
          ? `${lock} could not be compared: ${command} is not installed here`
          : `${command}: ${ran.error.message}`,
      good: '',
    };
  if (ran.value.exitCode === 0)
    return { problems: [], gap: null, good: `${lock} is in order, says ${command}` };
  const said =
    Buffer.concat([Buffer.from(ran.value.stdout), Buffer.from(ran.value.stderr)])
      .toString('utf8')
      .trim()
      .split('\n')
      .at(-1)
      ?.slice(0, 200) ?? '';
  return { problems: [problem(`${lock}: ${line.join(' ')} says: ${said}`, lock)], gap: null, good: '' };
}

function together(judged: readonly Judged[]): GateOutcome {
  const problems = judged.flatMap((each) => each.problems);
  const gap = judged.find((each) => each.gap !== null)?.gap;
  if (problems.length > 0)
    return {
      status: 'fail',
      found: `${problems.length === 1 ? '' : `${problems.length} differences: `}${problems[0]?.text ?? ''}`,
      todo: 'Install with the package tool and commit the lock file.',
      problems,
    };
  if (typeof gap === 'string' && gap !== '')
    return { status: 'unknown', found: gap, todo: 'Run the gate where the package tool is installed.' };
  return { status: 'pass', found: judged.map(({ good }) => good).join('; ') };
}
