import { remembered } from '../../protocols/logs/remembered.ts';
import { nameText } from './origin.ts';
import type { InsideSpan } from './span.ts';

/**
 * What a server span answered: `POST /api/orders/:id`. The framework's own route where it is told, else the path with its ids
 * replaced, so that a million addresses are a few routes.
 */
export function routeNameOf({ attributes, name }: Pick<InsideSpan, 'attributes' | 'name'>): string {
  const method = nameText(attributes['http.request.method'] ?? attributes['http.method'], 20).toUpperCase();
  const told = nameText(attributes['http.route'], 180);
  if (told !== '') return `${method} ${rootedRoute(told)}`.trim();
  const target = nameText(attributes['url.path'] ?? attributes['http.target'] ?? attributes['http.url'], 500);
  if (method !== '' && target !== '') return `${method} ${pathTemplate(target)}`;
  const rpc = [attributes['rpc.service'], attributes['rpc.method']]
    .map((part) => nameText(part, 80))
    .filter(Boolean);
  if (rpc.length > 0) return rpc.join('/');
  return /^[A-Z]+ \//.test(name)
    ? name.replace(/ (\S+)/, (_all, path: string) => ` ${pathTemplate(path)}`)
    : name;
}

/** Frameworks of Python and .NET leave the first slash out; old ones tell the pattern itself: `^orders/(?P<id>[0-9]+)/$`. */
const rootedRoute = (route: string): string =>
  `/${route.replace(/^\^/, '').replace(/\$$/, '').replace(/^\/+/, '')}`;

/** The route under one name whatever the framework: `/orders/{id}`, `/orders/<int:id>/` and `/orders/17` are `/orders/:id`. */
export const routeShape = (route: string): string =>
  pathTemplate(
    route
      .replaceAll(/\(\?P?<\w+>[^/()]*\)/g, ':id')
      .replaceAll(/:\w+\??|\{[^/{}]{1,80}\}|\[[^/[\]]{1,80}\]|<[^/<>]{1,80}>/g, ':id'),
  ).replace(/(?<=.)\/$/, '');

const id = /^(?:\d+|[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}|(?=[a-z_-]*\d)[\da-z_-]{16,}|[\da-f]{12,})$/i;

/** `/orders/1771/lines?x=1` is `/orders/:id/lines`. */
export const pathTemplate = remembered(templateOf);

function templateOf(target: string): string {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? '';
  const parts = path.split('/').slice(0, 12);
  const template = parts.map((part) =>
    id.test(part) || part.includes('@') || part.length > 60 ? ':id' : part,
  );
  return nameText(template.join('/'), 160) || '/';
}
