import { spawn } from 'node:child_process';

export interface StepResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs a command with its output shown, and kept when asked. */
export function runStep(
  command: string,
  args: readonly string[],
  options: { readonly isKept?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<StepResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.isKept === true ? 'pipe' : 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
