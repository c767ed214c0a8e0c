import { fault } from '../../fault.ts';

export default fault({
  title: 'The first name server looks up any name for anybody',
  requirements: ['DNS-2'],
  breaks: (world) => world.nameServer('ns1', { isRecursive: true }),
  expects: [{ check: 'domain/open-recursion', target: 'zone:harbormarket.shop', severity: 'high' }],
});
