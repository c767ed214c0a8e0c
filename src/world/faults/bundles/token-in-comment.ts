import { fault } from '../../fault.ts';
import { keyText } from '../../backends.ts';

export default fault({
  title: 'A comment in the page carries somebody’s token',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    world.rewrite('@', '</main>', `<!-- deploy with ${keyText('ghp_{30b62}{crc}')} --></main>`),
  expects: [{ check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
