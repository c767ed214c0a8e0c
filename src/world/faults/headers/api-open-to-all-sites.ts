import { fault } from '../../fault.ts';

export default fault({
  title: 'The API lets every site read with the cookies of the visitor',
  requirements: ['EDGE-5'],
  breaks: (world) => world.app({ cors: 'reflects-any' }),
  expects: [{ check: 'headers/cors-reflection', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
