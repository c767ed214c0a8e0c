import { fault } from '../../fault.ts';

export default fault({
  title: 'The package manager’s settings with a token are served',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/.npmrc', {
      body: '//registry.harbormarket.example/:_authToken=${NPM_TOKEN_WAS_HERE}\n',
    }),
  expects: [{ check: 'exposure/credentials-file', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
