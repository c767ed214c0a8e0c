import { json, routes } from '../http/route.ts';
import { overviewView } from '../views/overview.ts';

export default routes({
  method: 'GET',
  path: '/api/overview',
  access: 'viewer',
  about: 'the state of everything on one page',
  handle: async ({ server }) => json(await overviewView(server)),
});
