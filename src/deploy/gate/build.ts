import { lines } from '../../model/evidence.ts';
import type { GateProblem } from '../../model/deploy.ts';
import { runCommand } from '../commands.ts';
import { gitLine, type GateAt, type GateOutcome, type GatePlan } from '../gate.ts';

/** Looks through what a build made: secrets, exposed files. Handed in, because it needs the scanner. */
export type InspectBuild = (folder: string, at: GateAt) => Promise<readonly GateProblem[]>;

const buildLimitMs = 30 * 60_000;

/** Builds the branch that is released in a folder nobody has touched: what only works on one laptop fails here. */
export const buildStep = (inspect: InspectBuild): GatePlan => ({
  id: 'build',
  title: 'Build from a clean checkout',
  run: async (at) => {
    const { buildCommand, branch } = at.options.manifest.deploy;
    if (buildCommand === null)
      return {
        status: 'skipped',
        found: 'launch.yaml names no build command',
        todo: 'Write deploy.build when the product is built.',
      };
    const inside = await gitLine(at.outside, { folder: at.repository, signal: at.signal }, [
      'rev-parse',
      '--show-toplevel',
    ]);
    if (inside === null)
      return {
        status: 'unknown',
        found: 'the code is in no git repository, so there is nothing to check out',
        todo: 'Run the gate where the repository is.',
      };
    await using folder = await at.outside.files.temporaryFolder('launch-ready-build-');
    const wanted =
      branch ??
      (await gitLine(at.outside, { folder: at.repository, signal: at.signal }, [
        'symbolic-ref',
        '--short',
        'HEAD',
      ])) ??
      'HEAD';
    const missing = await checkedOut(at, { from: inside, to: `${folder.path}/code`, branch: wanted });
    if (missing !== null) return missing;
    const below = at.repository.startsWith(`${inside}/`) ? at.repository.slice(inside.length) : '';
    return await built(at, { folder: `${folder.path}/code${below}`, buildCommand, branch: wanted, inspect });
  },
});

async function checkedOut(
  at: GateAt,
  { from, to, branch }: { readonly from: string; readonly to: string; readonly branch: string },
): Promise<GateOutcome | null> {
  const there = await gitLine(at.outside, { folder: from, signal: at.signal }, [
    'rev-parse',
    '--verify',
    `${branch}^{commit}`,
  ]);
  if (there === null)
    return {
      status: 'fail',
      found: `there is no branch ${branch.slice(0, 80)} here`,
      todo: 'Correct deploy.branch, or fetch the branch first.',
    };
  const cloned = await gitLine(at.outside, { folder: from, signal: at.signal }, [
    'clone',
    '--quiet',
    '--local',
    '--no-hardlinks',
    '--no-checkout',
    from,
    to,
  ]);
  const done =
    cloned === null
      ? null
      : await gitLine(at.outside, { folder: to, signal: at.signal }, [
          'checkout',
          '--quiet',
          '--detach',
          there,
        ]);
  return done === null
    ? {
        status: 'unknown',
        found: `${branch.slice(0, 80)} could not be checked out`,
        todo: 'See what git says: git clone --local . /some/folder',
      }
    : null;
}

interface BuildRequest {
  readonly folder: string;
  readonly buildCommand: string;
  readonly branch: string;
  readonly inspect: InspectBuild;
}

async function built(
  at: GateAt,
  { folder, buildCommand, branch, inspect }: BuildRequest,
): Promise<GateOutcome> {
  const install = await installCommand(at, folder, buildCommand);
  const line = install === null ? buildCommand : `${install} && ${buildCommand}`;
  const before = new Set(await topLevel(at, folder));
  const ended = await runCommand(at.outside, at.options.manifest, {
    line,
    folder,
    env: { CI: '1', NO_COLOR: '1' },
    timeoutMs: buildLimitMs,
    signal: at.signal,
    onLine: () => undefined,
    onStarted: async () => undefined,
  });
  const evidence = [lines(`The last lines of: ${line}`, ended.tail)];
  if (!ended.isGood)
    return {
      status: 'fail',
      found: `${branch} ${ended.text}`,
      todo: `Try it as the gate does: git clone . /some/folder, then ${line}`,
      evidence,
    };
  const made = (await topLevel(at, folder)).filter((name) => !before.has(name) && name !== 'node_modules');
  const problems = await inspect(folder, at);
  const isBad = problems.some(({ severity }) => severity === 'blocker' || severity === 'high');
  const told = made.length === 0 ? 'it made no new folder' : `it made ${made.slice(0, 5).join(', ')}`;
  if (isBad)
    return {
      status: 'fail',
      found: `${branch} is built, and ${problems[0]?.text ?? ''}`,
      todo: 'Keep it out of the build.',
      problems,
      evidence,
    };
  return { status: 'pass', found: `${branch} ${ended.text}; ${told}`, problems };
}

/** What brings the locked dependencies in, where the build command does not do it itself. */
async function installCommand(at: GateAt, folder: string, build: string): Promise<string | null> {
  if (
    /\b(?:npm (?:ci|i|install)|pnpm (?:i|install)|yarn(?: install|\s*&&|$)|bun (?:i|install)|bundle install|composer install|pip install|poetry install|uv sync|mix deps)\b/.test(
      build,
    )
  )
    return null;
  const names = new Set(await topLevel(at, folder));
  const installs: readonly (readonly [string, string])[] = [
    ['package-lock.json', 'npm ci --no-audit --no-fund'],
    ['npm-shrinkwrap.json', 'npm ci --no-audit --no-fund'],
    ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
    ['yarn.lock', 'yarn install --frozen-lockfile'],
    ['bun.lock', 'bun install --frozen-lockfile'],
    ['bun.lockb', 'bun install --frozen-lockfile'],
  ];
  return installs.find(([name]) => names.has(name))?.[1] ?? null;
}

async function topLevel({ outside }: GateAt, folder: string): Promise<readonly string[]> {
  const listed = await outside.files.list(folder);
  return listed.ok ? listed.value.map(({ name }) => name) : [];
}
