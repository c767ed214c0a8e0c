import type { GateProblem } from '../../model/deploy.ts';
import {
  compareBunLock,
  compareNpmLock,
  comparePnpmLock,
  compareYarnLock,
} from '../../protocols/packages/lock.ts';
import {
  compareCargoLock,
  compareGemfileLock,
  compareGoSum,
  compareMixLock,
} from '../../protocols/packages/lock-other-languages.ts';
import type { GateAt, GateOutcome, GatePlan } from '../gate.ts';

type Compare = (manifest: string, lock: string) => readonly string[] | null;

/** By its text; where that does not tell, by its tool's own question. */
interface Comparison {
  readonly compare?: Compare;
  readonly ask?: readonly string[];
}

interface Ecosystem {
  readonly manifest: string;
  /** Names of lock files, each with how it is compared. */
  readonly locks: Readonly<Record<string, Comparison>>;
  /** A manifest that stands without a lock is nothing to tell: it may only hold settings. */
  readonly isLockOptional?: boolean;
}

const ecosystems: readonly Ecosystem[] = [
  {
    manifest: 'package.json',
    locks: {
      'package-lock.json': { compare: compareNpmLock },
      'npm-shrinkwrap.json': { compare: compareNpmLock },
      'pnpm-lock.yaml': { compare: comparePnpmLock },
      'yarn.lock': { compare: compareYarnLock },
      'bun.lock': { compare: compareBunLock },
      'bun.lockb': {},
    },
  },
  {
    manifest: 'composer.json',
    locks: {
      'composer.lock': {
        ask: ['composer', 'validate', '--no-check-publish', '--no-interaction', '--no-plugins'],
      },
    },
  },
  { manifest: 'Gemfile', locks: { 'Gemfile.lock': { compare: compareGemfileLock } } },
  { manifest: 'go.mod', locks: { 'go.sum': { compare: compareGoSum } } },
  {
    manifest: 'Cargo.toml',
    locks: {
      'Cargo.lock': {
        compare: compareCargoLock,
        ask: ['cargo', 'metadata', '--locked', '--format-version', '1'],
      },
    },
  },
  { manifest: 'Pipfile', locks: { 'Pipfile.lock': { ask: ['pipenv', 'verify'] } } },
  {
    manifest: 'pyproject.toml',
    locks: {
      'uv.lock': { ask: ['uv', 'lock', '--check'] },
      'poetry.lock': { ask: ['poetry', 'check', '--lock', '--no-interaction'] },
      'pdm.lock': { ask: ['pdm', 'lock', '--check'] },
    },
    isLockOptional: true,
  },
  { manifest: 'mix.exs', locks: { 'mix.lock': { compare: compareMixLock } } },
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
    const told = judged.filter((each) => each !== nothing);
    return told.length === 0
      ? { status: 'skipped', found: 'no package manifest of a known kind stands here with a lock file' }
      : together(told);
  },
};

interface Judged {
  readonly problems: readonly GateProblem[];
  readonly gap: string | null;
  readonly good: string;
}

const nothing: Judged = { problems: [], gap: null, good: '' };
const problem = (text: string, path: string): GateProblem => ({ text, severity: 'high', path, line: 1 });

async function judge(
  { manifest, locks, isLockOptional }: Ecosystem,
  names: ReadonlySet<string>,
  at: GateAt,
): Promise<Judged> {
  const there = Object.entries(locks).filter(([name]) => names.has(name));
  const [[lock, { compare, ask }] = [undefined, {} as Comparison], [second] = [undefined]] = there;
  if (lock === undefined && isLockOptional === true) return nothing;
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
  if (compare === undefined && ask !== undefined) return askTool(ask, { lock, at });
  const lockText = await at.outside.files.readText(`${at.repository}/${lock}`, {
    maxBytes: 64 * 1024 * 1024,
  });
  if (!manifestText.ok || !lockText.ok)
    return { problems: [], gap: `${manifestText.ok ? lock : manifest} cannot be read`, good: '' };
  const compared = compare?.(manifestText.value, lockText.value) ?? null;
  if (compared === null && ask !== undefined) return askTool(ask, { lock, at });
  if (compared === null)
    return { problems: [], gap: `${lock} is of a form that is not compared here`, good: '' };
  return {
    problems: compared.map((text) => problem(`${lock}: ${text}`, lock)),
    gap: null,
    good: `${lock} agrees with ${manifest}`,
  };
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
    env: { CI: '1', NO_COLOR: '1' },
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
