import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stands for systemd: runs `current`, starts it anew on SIGHUP and when it dies. */
const [folder = '.'] = process.argv.slice(2);
let child: ChildProcess | null = null;
let isEnding = false;

function start(): void {
  const release = realpathSync(join(folder, 'current'));
  child = spawn(process.execPath, [join(release, 'src', 'shop.ts')], { stdio: 'ignore' });
  child.once('exit', () => {
    if (!isEnding) setTimeout(start, 50);
  });
}

process.on('SIGHUP', () => child?.kill('SIGTERM'));
process.on('SIGTERM', () => {
  isEnding = true;
  child?.once('exit', () => process.exit(0));
  child?.kill('SIGTERM');
});
start();
writeFileSync(join(folder, 'supervisor.pid'), String(process.pid));
