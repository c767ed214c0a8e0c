import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const scanFormats = ['terminal', 'json', 'sarif', 'junit'] as const;
export type ScanFormat = (typeof scanFormats)[number];

/** Read from the scanned folder when it is there. */
export const defaultBaseline = '.launch-ready-secrets.json';

const placeOptions: readonly OptionSpec[] = [
  {
    flags: '--history',
    about: 'also every object git keeps: all branches, tags, deleted commits, each once',
  },
  { flags: '--staged', about: 'only what the next commit would bring' },
  { flags: '--build <dir>', about: 'also build output, ignored or not', isRepeatable: true },
  { flags: '--logs <file>', about: 'also this log or document', isRepeatable: true },
  { flags: '--stdin', about: 'only standard input' },
  { flags: '--max-size <size>', about: 'largest file read: 8MiB, 100MB', default: '32MiB' },
];

const answerOptions: readonly OptionSpec[] = [
  {
    flags: '--live <url>',
    about: 'look whether what was found is served by this page and its scripts',
    isRepeatable: true,
  },
  {
    flags: '--verify',
    about: 'ask each vendor whether the secret works (sends it there, one harmless request each)',
  },
  { flags: '--baseline <file>', about: `accepted findings; default: ${defaultBaseline} in the folder` },
  { flags: '--write-baseline <file>', about: 'accept everything found now, and write it there' },
  { flags: '--reason <text>', about: 'why it is accepted; needed by --write-baseline' },
  { flags: '--install-hook', about: 'install a pre-commit hook that runs scan --staged' },
];

export const scanOptions: readonly OptionSpec[] = [
  ...placeOptions,
  ...answerOptions,
  { flags: '--format <kind>', about: 'what to print', choices: [...scanFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  {
    flags: '--fail-on <severity>',
    about: 'exit 1 at or above',
    choices: ['blocker', 'high', 'medium', 'low', 'never'],
    default: 'medium',
  },
  { flags: '--verbose', about: 'also publishable and test keys, and what was accepted' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
