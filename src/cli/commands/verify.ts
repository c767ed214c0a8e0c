import { command } from '../command.ts';
import { manifestOptions } from '../audit/options.ts';
import { networkOptions } from '../network-options.ts';

export default command({
  summary: 're-check one finding from outside, and nothing else',
  details:
    'Collects only the facts this finding is made from. Exit 0: it is cured; 1: it is still there; 3: it could not be told.',
  requirements: ['AUD-2', 'FIX-2', 'HAND-2'],
  arguments: [
    {
      name: '<finding>',
      about: 'its 12-digit fingerprint, or check@target: tls/certificate-expiry@shop.example.com',
    },
    { name: '[domain]', about: 'the product; default: the domain of launch.yaml' },
  ],
  options: [
    ...manifestOptions,
    { flags: '--json', about: 'as JSON' },
    { flags: '--active', about: 'allow bounded active probes (you own this product)' },
    { flags: '--timeout <seconds>', about: 'limit of the whole run', default: '60' },
    { flags: '--plain', about: 'no colour, no progress line' },
    { flags: '--quiet', about: 'no progress' },
    ...networkOptions,
  ],
  examples: [{ line: 'launch-ready verify 3f9a0c11d2e4 example.com', about: 'is it cured?' }],
  load: () => import('../verify/run.ts'),
});
