import { chmodSync, cpSync, existsSync, rmSync } from 'node:fs';
import { runStep } from './run-step.ts';

/** `npm run build`: what the package ships. `dist/src` from the TypeScript compiler, `dist/web` from Vite. */
rmSync('dist/src', { recursive: true, force: true });
await step('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json']);
await step('node', ['web/build.ts']);
chmodSync('dist/src/cli/main.js', 0o755);
if (existsSync('src/world/app/assets'))
  cpSync('src/world/app/assets', 'dist/src/world/app/assets', { recursive: true });

async function step(command: string, args: readonly string[]): Promise<void> {
  const { exitCode } = await runStep(command, args);
  if (exitCode !== 0) {
    process.stderr.write(`build: ${command} ${args.join(' ')} failed\n`);
    process.exit(exitCode);
  }
}
