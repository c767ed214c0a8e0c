import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadAllCommands } from '../../src/cli/command-files.ts';
import { compiled, shopDesk, type Ended, type ShopDesk } from '../journeys/launch-ready.ts';

/** A reader's folder: the demo shop is their product, and `launch-ready` and `npx` are on the PATH. */
export interface GuideDesk extends AsyncDisposable {
  /** Runs a line in a shell as it is printed, with the reader's own domain in it; on a terminal where there are answers to give. */
  readonly type: (line: string, answers?: string) => Promise<Ended>;
}

const program = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const report = `<?xml version="1.0"?><feedback><report_metadata><org_name>google.com</org_name><email>noreply@google.com</email>
<report_id>1</report_id><date_range><begin>1763683200</begin><end>1763769599</end></date_range></report_metadata><policy_published>
<domain>harbormarket.shop</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip><count>4</count>
<policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers>
<header_from>harbormarket.shop</header_from></identifiers><auth_results><spf><domain>harbormarket.shop</domain><result>pass</result>
</spf></auth_results></record></feedback>`;
const mail = `From: shop@harbormarket.shop\nTo: ana@example.net\nSubject: Hello\nDate: Sat, 21 Nov 2026 10:00:00 +0000\n\nHello\n`;
const bounce = `From: mailer-daemon@mx.example.net\nTo: shop@harbormarket.shop\nSubject: Undelivered\nMIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nNot delivered.\n--b
Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; ana@example.net
Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b--\n`;

/** What a reader has lying about when the guides begin. */
const files: Readonly<Record<string, string | Buffer>> = {
  'src/shop.ts':
    "export const url = process.env.DATABASE_URL;\nexport const port = process.env.PORT ?? '3000';\n",
  'package.json': '{"name":"shop","private":true}\n',
  '.gitignore': '.env.production\nbin\ndmarc\n',
  '.env.production': 'DATABASE_URL=postgres://shop:Zk39xQ2mmN7w@db.harbormarket.shop/shop\n',
  'migrations/1_init.sql': 'create table orders (id bigint primary key);\n',
  'docs/.keep': '',
  'received.eml': mail,
  'returned.eml': bounce,
  'bounces/1.eml': bounce,
  'dmarc/google.xml': report,
  'reports/google.xml': report,
  'app.log': '2026-11-22T10:00:00Z ERROR payment of order 7 failed\n',
  'report.zip': gzipSync(report),
  'all.mbox.gz': gzipSync(`From x\n${mail}\n`),
};

export async function guideDesk(): Promise<GuideDesk> {
  const shop = await shopDesk({ story: 'community', faults: ['mail/dmarc-gone'] });
  for (const [name, content] of Object.entries({ ...files, 'launch.yaml': shop.world.manifestText })) {
    mkdirSync(dirname(join(shop.folder, name)), { recursive: true });
    writeFileSync(join(shop.folder, name), content);
  }
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-qm', 'The shop'],
  ])
    spawnSync('git', ['-c', 'user.name=ana', '-c', 'user.email=ana@example.net', ...args], {
      cwd: shop.folder,
    });
  await shims(shop);
  const first = await typed(shop, 'launch-ready audit --save monday.json --quiet --json > report.json');
  if (first.exitCode === null || first.exitCode > 3) throw new Error(first.stderr);
  for (const name of ['friday', 'before', 'after'])
    copyFileSync(at(shop, 'monday.json'), at(shop, `${name}.json`));
  return {
    type: async (line, answers) => {
      const isInit = /launch-ready init\b/.test(line);
      // Who is about to write a manifest has none yet.
      if (isInit) renameSync(at(shop, 'launch.yaml'), at(shop, 'launch.kept'));
      const ended = await typed(shop, line, answers);
      if (isInit) renameSync(at(shop, 'launch.kept'), at(shop, 'launch.yaml'));
      return ended;
    },
    [Symbol.asyncDispose]: async () => shop[Symbol.asyncDispose](),
  };
}

const at = ({ folder }: ShopDesk, name: string): string => join(folder, name);

/** `launch-ready` finds the demo internet by itself: the flags that lead there are added where a command takes them. */
async function shims(shop: ShopDesk): Promise<void> {
  const commands = await loadAllCommands();
  const reaching = commands
    .filter(({ definition }) => definition.options.some(({ flags }) => flags.startsWith('--hints')))
    .map(({ id }) => id.replaceAll('/', ' '));
  const pairs = reaching.filter((id) => id.includes(' '));
  const all = commands.map(({ id }) => id.replaceAll('/', ' ')).filter((id) => id.includes(' '));
  const network = shop.network.map((each) => `'${each.replaceAll("'", `'\\''`)}'`).join(' ');
  const exec = (more: string): string => `exec '${process.execPath}' '${program}' "$@" ${more}`;
  const lines = [
    '#!/bin/sh',
    'case "$1 $2" in',
    ...pairs.map((id) => `'${id}') ${exec(network)};;`),
    ...all.filter((id) => !pairs.includes(id)).map((id) => `'${id}') ${exec('')};;`),
    'esac',
    'case "$1" in',
    ...reaching.filter((id) => !id.includes(' ')).map((id) => `'${id}') ${exec(network)};;`),
    'esac',
    exec(''),
  ];
  mkdirSync(at(shop, 'bin'));
  for (const [name, text] of [
    ['launch-ready', lines.join('\n')],
    ['npx', '#!/bin/sh\nexec "$@"'],
  ] as const) {
    writeFileSync(at(shop, join('bin', name)), `${text}\n`);
    chmodSync(at(shop, join('bin', name)), 0o755);
  }
}

/** The reader's own product stands where the pages say example.com; the id of a finding is one they have. */
async function typed(shop: ShopDesk, line: string, answers?: string): Promise<Ended> {
  const own = line.replaceAll('example.com', shop.world.domain).replaceAll('3f9a0c11d2e4', '$FINDING');
  // `script` is a terminal: it hands the answers on as if they were typed, and the exit code back.
  const [shell, args] =
    answers === undefined ? ['/bin/sh', ['-c', own]] : ['script', ['-qec', own, '/dev/null']];
  const child = spawn(shell, args, {
    cwd: shop.folder,
    env: {
      PATH: `${at(shop, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: shop.folder,
      ...compiled,
      DATABASE_URL: 'x',
      BREAKWATER_TOKEN: shop.world.vendor.token,
      PAYMENT_WEBHOOK_SECRET: shop.world.webhookSecret,
      FINDING: findingOf(shop),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end((answers ?? '').replaceAll('example.com', shop.world.domain));
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { ...out, exitCode };
}

/** The first finding of the report the desk began with. */
function findingOf(shop: ShopDesk): string {
  if (!existsSync(at(shop, 'report.json'))) return '';
  const text = readFileSync(at(shop, 'report.json'), 'utf8');
  return /"fingerprint":\s*"([0-9a-f]{12})"/.exec(text)?.[1] ?? '';
}
