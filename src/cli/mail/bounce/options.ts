import type { OptionSpec } from '../../command.ts';

export const bounceOptions: readonly OptionSpec[] = [
  { flags: '--show-addresses', about: 'whole recipient addresses, which are personal data' },
  { flags: '--json', about: 'JSON instead of text' },
  { flags: '--plain', about: 'no colour' },
];
