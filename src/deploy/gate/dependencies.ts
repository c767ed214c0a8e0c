import type { GateProblem } from '../../model/deploy.ts';
import type { Environment } from '../../model/outside.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import type { Advisory } from '../../protocols/packages/advisory.ts';
import {
  parseBunAudit,
  parseModernYarnAudit,
  parseNpmAudit,
  parsePnpmAudit,
  parseYarnAudit,
} from '../../protocols/packages/audit.ts';
import {
  parseBundleAudit,
  parseCargoAudit,
  parseComposerAudit,
  parseDotnetAudit,
  parseGovulncheck,
  parseMixAudit,
  parsePipAudit,
} from '../../protocols/packages/audit-other-languages.ts';
import { complaintOf } from '../../protocols/packages/complaint.ts';
import { redactSecrets } from '../../protocols/secrets/redact.ts';
import type { GateAt, GatePlan } from '../gate.ts';

interface AuditTool {
  readonly lock: string;
  /** The text the lock must hold, where one name has two forms. */
  readonly holds?: RegExp;
  readonly command: readonly string[];
  readonly parse: (text: string, exitCode: number | null) => readonly Advisory[] | null;
}

const npm = { command: ['npm', 'audit', '--json', '--omit=dev'], parse: parseNpmAudit };

/** Each package tool's own audit, with its JSON. They ask their registry; nothing else is sent. */
const tools: readonly AuditTool[] = [
  { lock: 'package-lock.json', ...npm },
  { lock: 'npm-shrinkwrap.json', ...npm },
  { lock: 'pnpm-lock.yaml', command: ['pnpm', 'audit', '--json', '--prod'], parse: parsePnpmAudit },
  {
    lock: 'yarn.lock',
    holds: /^__metadata:/m,
    command: [
      'yarn',
      'npm',
      'audit',
      '--json',
      '--recursive',
      '--environment',
      'production',
      '--no-deprecations',
    ],
    parse: parseModernYarnAudit,
  },
  {
    lock: 'yarn.lock',
    holds: /^# yarn lockfile v1/m,
    command: ['yarn', 'audit', '--json', '--groups', 'dependencies'],
    parse: parseYarnAudit,
  },
  { lock: 'bun.lock', command: ['bun', 'audit', '--json'], parse: parseBunAudit },
  {
    lock: 'composer.lock',
    command: ['composer', 'audit', '--format=json', '--locked', '--no-dev', '--no-interaction'],
    parse: parseComposerAudit,
  },
  { lock: 'Gemfile.lock', command: ['bundle-audit', 'check', '--format', 'json'], parse: parseBundleAudit },
  { lock: 'Cargo.lock', command: ['cargo', 'audit', '--json'], parse: parseCargoAudit },
  { lock: 'go.sum', command: ['govulncheck', '-format', 'json', './...'], parse: parseGovulncheck },
  { lock: 'mix.lock', command: ['mix', 'deps.audit', '--format', 'json'], parse: parseMixAudit },
  {
    lock: 'packages.lock.json',
    command: ['dotnet', 'list', 'package', '--vulnerable', '--include-transitive', '--format', 'json'],
    parse: parseDotnetAudit,
  },
  {
    lock: 'requirements.txt',
    command: ['pip-audit', '--format', 'json', '--progress-spinner', 'off', '-r', 'requirements.txt'],
    parse: parsePipAudit,
  },
];

const limitMs = 180_000;

/** Known holes in what is shipped: critical ones and high ones that have a fix close the gate. */
export const dependencyStep: GatePlan = {
  id: 'dependencies',
  title: 'Dependencies without known holes',
  run: async (at) => {
    const listed = await at.outside.files.list(at.repository);
    const names = new Set((listed.ok ? listed.value : []).map(({ name }) => name));
    const own: AuditTool[] = [];
    for (const tool of tools) if (names.has(tool.lock) && (await isOfForm(tool, at))) own.push(tool);
    if (own.length === 0) return { status: 'skipped', found: 'no lock file of a known kind stands here' };
    const answers: Audited[] = [];
    for (const tool of own) answers.push(await audited(tool, at));
    return outcomeOf(answers);
  },
};

async function isOfForm({ lock, holds }: AuditTool, { outside, repository }: GateAt): Promise<boolean> {
  if (holds === undefined) return true;
  const text = await outside.files.readText(`${repository}/${lock}`, { maxBytes: 64 * 1024 * 1024 });
  return text.ok && holds.test(text.value.slice(0, 2_000));
}

/** How package tools are told of another registry, its token, a proxy or an own authority. */
const settingNames =
  /^(?:HOME|(?:https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|NPM_TOKEN|NODE_AUTH_TOKEN|(?:npm_config|yarn|composer|bundle|cargo|pip)_\w+)$/i;

const packageSettings = (env: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    env.names().flatMap((name) => {
      const value = settingNames.test(name) ? env.get(name) : undefined;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

interface Audited {
  readonly tool: AuditTool;
  readonly advisories: readonly Advisory[];
  readonly gap: string | null;
}

async function audited(tool: AuditTool, { outside, repository, signal }: GateAt): Promise<Audited> {
  const [command = '', ...args] = tool.command;
  const ran = await outside.processes.run({
    command,
    args,
    cwd: repository,
    env: { ...packageSettings(outside.env), CI: '1', NO_COLOR: '1' },
    timeoutMs: limitMs,
    maxOutputBytes: 32 * 1024 * 1024,
    signal,
  });
  const gap = (text: string): Audited => ({ tool, advisories: [], gap: text });
  if (!ran.ok)
    return gap(
      ran.error.kind === 'not-found'
        ? `${command} is not installed here`
        : `${command}: ${ran.error.message}`,
    );
  // These tools end with 1 when they found something: only their report tells.
  const stdout = Buffer.from(ran.value.stdout).toString('utf8');
  const advisories = ran.value.isTruncated ? null : tool.parse(stdout, ran.value.exitCode);
  if (advisories !== null) return { tool, advisories, gap: null };
  // Cut last: half a secret is no longer known as one.
  const why = complaintOf(stdout, Buffer.from(ran.value.stderr).toString('utf8'));
  return gap(
    `${tool.command.slice(0, 2).join(' ')} gave no report (it ended with ${ran.value.exitCode ?? ran.value.endedBy})` +
      (why === null ? '' : `: ${redactSecrets(why).slice(0, 200)}`),
  );
}

const closes = ({ severity, isFixable }: Advisory): boolean =>
  severity === 'blocker' || (severity === 'high' && isFixable);

function outcomeOf(answers: readonly Audited[]): Awaited<ReturnType<GatePlan['run']>> {
  const all = answers.flatMap(({ tool, advisories }) =>
    advisories.map((advisory) => ({ ...advisory, path: tool.lock })),
  );
  const bad = all.filter(closes);
  const problems = all.map(({ name, title, severity, isFixable, path }): GateProblem => ({
    text: `${name}: ${title}${isFixable ? '' : ' (no fixed version yet)'}`,
    severity,
    path,
    line: 1,
  }));
  const evidence =
    all.length === 0
      ? []
      : [
          table(
            'Known holes',
            ['Package', 'What', 'Severity', 'Fixed version'],
            all.map(({ name, title, severity, isFixable }) => [
              name,
              title,
              severity,
              isFixable ? 'yes' : 'none yet',
            ]),
          ),
        ];
  const gap = answers.find((each) => each.gap !== null)?.gap;
  const [worst] = bad;
  if (worst !== undefined)
    return {
      status: 'fail',
      found: `${plural(bad.length, 'known hole')} to close, such as ${worst.name}: ${worst.title}`,
      todo: 'Update these packages, then run the tests.',
      problems,
      evidence,
    };
  if (typeof gap === 'string')
    return {
      status: 'unknown',
      found: gap,
      todo: 'Run the gate where the package tool and its registry are there.',
      problems,
      evidence,
    };
  const rest = all.length === 0 ? 'none is known' : `${plural(all.length, 'lesser one')} known`;
  return {
    status: 'pass',
    found: `${answers.map(({ tool }) => tool.command[0]).join(', ')}: ${rest}`,
    problems,
    evidence,
  };
}
