import { fault } from '../../fault.ts';
import { keyText } from '../../backends.ts';

export default fault({
  title: 'A script that loads later carries a key of a language model',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    world
      .app({ extraScript: 'import("./assistant-a1b2c3d4.js")' })
      .file('@', '/assets/assistant-a1b2c3d4.js', {
        type: 'text/javascript',
        body: `const k="${keyText('ghp_{30b62}{crc}')}"`,
      }),
  expects: [{ check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
