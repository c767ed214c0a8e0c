import { command } from '../command.ts';
import { envOptions } from '../env/options.ts';

export default command({
  summary: 'list the environment variables the code reads, and what each environment lacks',
  details:
    'Reads the code itself: JavaScript and TypeScript by their syntax, Python, Ruby, PHP, Go, Java, Kotlin, Rust, Elixir, C#, shell,\n' +
    'containers and CI files by their patterns. Holds the list against .env files and, when named, the process or a hosting vendor:\n' +
    'missing, test key or local address in production, same value as in development, wrong type, secret that reaches browsers.\n' +
    'Never prints a value, and sends none anywhere.',
  requirements: ['DEP-2', 'DEP-8'],
  arguments: [{ name: '[path]', about: 'folder with the code; default: this folder' }],
  options: envOptions,
  examples: [
    { line: 'launch-ready env', about: 'the inventory, with the .env files found' },
    { line: 'launch-ready env --environment production=vercel', about: 'what Vercel lacks' },
    { line: 'launch-ready env --write-example .env.example', about: 'write the example file' },
    { line: 'launch-ready env --write-loader src/env.ts', about: 'write a typed loader' },
  ],
  load: () => import('../env/run.ts'),
});
