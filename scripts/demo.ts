import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../src/model/error.ts';
import type { World } from '../src/world/world.ts';
import { createWorld } from '../src/world/world.ts';
import { storyNamed, storyNames } from '../src/world/story.ts';
import type { Story, StoryName } from '../src/world/story.ts';

/** `npm run demo`: a whole launch on this machine, no network, in seconds. `--help` says the rest. */
const help = `npm run demo [-- options]

  --story NAME     ${storyNames.join(', ')} (default: ecommerce)
  --faults A,B     these faults instead of the story's (src/world/faults)
  --healthy        the same product without a fault
  --fix            then plan the repair, apply it, prove it, and look again
  --serve          keep the demo internet running until Ctrl-C
`;

/** A launch night whose every fault lies in DNS, mail records or the edge: what the program can cure by itself. */
const repairable = [
  'redirects/loop-on-old-link',
  'mail/spf-twice',
  'dns/caa-forbids-issuer',
  'mail/dmarc-gone',
  'dns/null-mx-beside-mx',
  'dns/pasted-quotes',
  'mail/mta-sts-record-gone',
  'mail/tls-rpt-gone',
  'headers/types-guessed',
  'redirects/old-link-broken',
];

const repairTale =
  'The night before the launch: www goes round in circles, receivers reject all mail because of two SPF records, the next certificate ' +
  'renewal will fail, an old link on a flyer is dead, and nobody would be told.';

const reportPath = join('.launch-ready', 'demo', 'report.html');

const say = (text: string): void => void process.stdout.write(text);

try {
  process.exitCode = await main();
} catch (error) {
  // Wrong words on the command line are said in one sentence; everything else is a bug and shows its stack.
  if (!(error instanceof UserError) && !isUsageError(error)) throw error;
  say(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}

interface DemoOptions {
  readonly story: StoryName;
  /** null: those of the story. */
  readonly faults: readonly string[] | null;
  readonly isServed: boolean;
  readonly isFixed: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      story: { type: 'string', default: 'ecommerce' },
      faults: { type: 'string' },
      healthy: { type: 'boolean', default: false },
      serve: { type: 'boolean', default: false },
      fix: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const story = storyNames.find((known) => known === values.story);
  if (values.help) say(help);
  else if (story === undefined) say(`There is no story "${values.story}".\n\n${help}`);
  else {
    const chosen = values.faults?.split(',').filter((id) => id !== '') ?? null;
    await demo({ story, faults: values.healthy ? [] : chosen, isServed: values.serve, isFixed: values.fix });
  }
  return story === undefined ? 2 : 0;
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

async function demo(options: DemoOptions): Promise<void> {
  const story = await storyNamed(options.story);
  const faults = options.faults ?? (options.isFixed ? repairable : story.faults);
  const world = await createWorld({ faults, story: options.story });
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-demo-'));
  try {
    introduce(story, faults);
    const commandLine = auditArguments(world, folder);
    await run(commandLine);
    if (options.isFixed) await repair(world, folder, commandLine);
    say(`\nReport   ${reportPath}\n`);
    if (options.isServed) await serve(world, commandLine);
    else if (options.isFixed) say('Next     npm run demo -- --serve    to look around in this internet\n');
    else
      say(
        'Next     npm run demo -- --fix      to see it repaired and proven\n         npm run demo -- --serve    to look around in this internet\n',
      );
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function introduce(story: Story, faults: readonly string[]): void {
  const chosen =
    faults === story.faults
      ? story.tale
      : faults === repairable
        ? repairTale
        : `Broken on purpose: ${faults.join(', ')}.`;
  const broken = faults.length === 0 ? 'Nothing is broken: this is the healthy twin.' : chosen;
  say(`\n${story.title}\n${broken}\n\n`);
}

/** Writes what the program needs and says how it is called; nothing is different from an audit of a real domain. */
function auditArguments(world: World, folder: string): readonly string[] {
  const file = (fileName: string, text: string): string => {
    const path = join(folder, fileName);
    writeFileSync(path, text);
    return path;
  };
  mkdirSync(join('.launch-ready', 'demo'), { recursive: true });
  const files = {
    hints: file('root.hints', world.rootHints),
    ca: file('root.pem', world.caPem),
    maps: file('network.txt', `${world.maps.join('\n')}\n`),
  };
  const manifest = file('launch.yaml', world.manifestText);
  const looking = ['audit', world.domain, '--manifest', manifest, ...world.cliArguments(files)];
  return ['src/cli/main.ts', ...looking, '--html', reportPath];
}

/** The loop: plan, apply, proof from outside, and the audit once more. */
async function repair(world: World, folder: string, audit: readonly string[]): Promise<void> {
  const network = audit.slice(audit.indexOf('--manifest'), audit.indexOf('--html'));
  const plans = join(folder, 'fixes');
  const fix = (...words: readonly string[]): Promise<number> =>
    run(['src/cli/main.ts', 'fix', ...words, '--folder', plans, ...network], {
      BREAKWATER_TOKEN: world.vendor.token,
    });
  say('\n$ launch-ready fix plan\n');
  if ((await fix('plan')) !== 0) return;
  const id = readPlanId(plans);
  if (id === null) return;
  say(`\n$ launch-ready fix apply --yes --plan ${id}\n`);
  await fix('apply', '--yes', '--plan', id, '--quiet', '--soak', '2');
  say('\n$ launch-ready audit\n');
  await run(audit);
}

/** null: there was nothing to plan. */
function readPlanId(plans: string): string | null {
  const newest = join(plans, 'newest');
  return existsSync(newest) ? readFileSync(newest, 'utf8').trim() : null;
}

async function run(
  commandLine: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...commandLine], {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function serve(world: World, commandLine: readonly string[]): Promise<void> {
  const edge = /^89\.187\.162\.20:443=(.+)$/m.exec(world.maps.join('\n'))?.[1] ?? '';
  const ca = commandLine[commandLine.indexOf('--ca') + 1] ?? '';
  const network = commandLine
    .slice(commandLine.indexOf('--manifest'), commandLine.indexOf('--html'))
    .join(' ');
  say(`
The demo internet runs until Ctrl-C. In another terminal, in this folder:

export BREAKWATER_TOKEN=${world.vendor.token} PAYMENT_WEBHOOK_SECRET=${world.webhookSecret}
net="${network}"
node src/cli/main.ts audit $net       # any command takes it: fix plan, fix apply, smoke, mail test, handover

Shop     curl --cacert ${ca} --connect-to ::${edge} https://${world.domain}/
Admin    https://admin.${world.domain}/ as ${world.admin.email}, password ${world.admin.password}
Mail     ${world.adminUrl}/mails
Payment  curl -X PUT '${world.adminUrl}/payment/delay?ms=8000'
`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
