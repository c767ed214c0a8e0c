// Runs before `npm run demo` and `npm test`, on whatever Node started npm: makes a fresh clone ready.
// Plain JavaScript on purpose: Node 20 cannot run TypeScript, and nothing is installed yet.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const stampFile = join(root, 'node_modules', '.launch-ready-lock');
const isCi = process.env.CI === 'true';

const say = (text) => process.stderr.write(`${text}\n`);

installPackages();
buildWeb();
if (process.argv[2] === 'test') installDebianPackages();

function installPackages() {
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('Installing packages (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) fail('npm ci failed; see above. Is the npm registry reachable?');
  writeFileSync(stampFile, stamp);
}

function buildWeb() {
  const node = join(root, 'node_modules', '.bin', 'node');
  const built = spawnSync(node, ['web/build.ts', '--if-stale'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) fail('Building the web pages failed; see above.');
}

/** On Debian as root they are installed; in CI a missing one is a failure; elsewhere the tests that need it are skipped, visibly. */
function installDebianPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'scripts', 'debian-packages.json'), 'utf8'));
  let missing = missingPackages(packages);
  if (missing.length === 0) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    aptInstall(missing);
    missing = missingPackages(packages);
  }
  if (missing.length === 0) return;
  const text = `Not installed: ${missing.join(' ')}`;
  if (isCi) fail(`${text}. In CI the tests against real servers must run.`);
  say(`${text}. The tests that need them will be skipped: apt-get install ${missing.join(' ')}`);
}

function missingPackages(packages) {
  return Object.entries(packages)
    .filter(([name, binary]) => (binary === null ? !isDebianInstalled(name) : !isOnPath(binary)))
    .map(([name]) => name);
}

function isDebianInstalled(name) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return query.status === 0 && query.stdout.includes('install ok installed');
}

function isOnPath(binary) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  const candidates = binary.startsWith('/') ? [binary] : folders.map((folder) => join(folder, binary));
  return candidates.some((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Debian starts services it installs; a policy file keeps them from starting (and is removed again). */
function aptInstall(names) {
  say(`Installing Debian packages: ${names.join(' ')} …`);
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 2], env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      stdio: ['ignore', 'ignore', 2],
      env,
    });
  } catch {
    say('apt-get did not finish; see above.');
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

function fail(text) {
  say(text);
  process.exit(1);
}
