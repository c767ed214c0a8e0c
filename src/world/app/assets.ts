import { createHash } from 'node:crypto';
import type { AppPlan } from '../plan.ts';
import { sharePicture } from './share-picture.ts';

export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** One year and immutable when the name changes with the content (RFC 8246), five minutes otherwise. */
  readonly cacheControl: string;
}

export interface Assets {
  readonly style: Asset;
  readonly script: Asset;
  readonly logo: Asset;
  /** Of shared links. */
  readonly share: Asset;
  readonly picture: (slug: string) => Asset;
  readonly find: (path: string) => Asset | null;
}

const style = `:root{color-scheme:light;--ink:#1c2733;--sea:#0b5a7a;--paper:#fbfaf7}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:60rem;margin:0 auto;padding:1rem}
header nav a{margin-right:1rem;display:inline-block;padding:.4rem 0}a{color:var(--sea)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem;padding:0;list-style:none}
.card{border:1px solid #d9dde2;border-radius:10px;padding:1rem;background:#fff}.card img{width:100%;height:auto}
label{display:block;margin:.6rem 0}input,select,textarea{font:inherit;padding:.5rem;width:100%;max-width:26rem;border:1px solid #8492a0;border-radius:6px}
button{font:inherit;padding:.6rem 1.1rem;border:0;border-radius:6px;background:var(--sea);color:#fff;cursor:pointer}
.note{padding:.8rem;border-left:4px solid var(--sea);background:#eef5f8}.price{font-variant-numeric:tabular-nums}
`;

const script = `document.addEventListener('submit', (event) => {
  const button = event.target.querySelector('button');
  if (button) setTimeout(() => { button.disabled = true; }, 0);
});
`;

const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><title>Harbor Market</title><rect width="64" height="64" rx="14" fill="#0b5a7a"/><path d="M12 40q10-8 20 0t20 0v8H12z" fill="#fff"/><path d="M32 12v24L18 34z" fill="#ffd27d"/></svg>`;

const yearCache = 'public, max-age=31536000, immutable';
const shortCache = 'public, max-age=300';

export function createAssets(plan: AppPlan): Assets {
  const make = (name: string, type: string, body: Asset['body']): Asset => {
    const [base = '', extension = ''] = name.split('.');
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    const path = plan.hasHashedAssets ? `/assets/${base}-${hash}.${extension}` : `/assets/${name}`;
    return { path, type, body, cacheControl: plan.hasHashedAssets ? yearCache : shortCache };
  };
  const known = new Map<string, Asset>();
  const kept = (asset: Asset): Asset => {
    known.set(asset.path, asset);
    return asset;
  };
  const pictureOf = (slug: string): Asset => kept(make(`${slug}.svg`, 'image/svg+xml', picture(slug)));
  return {
    style: kept(make('market.css', 'text/css; charset=utf-8', style)),
    script: kept(make('market.js', 'text/javascript; charset=utf-8', script + plan.extraScript)),
    logo: kept(make('logo.svg', 'image/svg+xml', logo)),
    share: kept(make('share.png', 'image/png', sharePicture())),
    picture: pictureOf,
    find: (path) => {
      // A picture is there before the first page shows it; its hash says that it is meant.
      const slug = /^\/assets\/([\w-]+)-[0-9a-f]{10}\.svg$/u.exec(path)?.[1];
      if (!known.has(path) && slug !== undefined && make(`${slug}.svg`, '', picture(slug)).path === path)
        pictureOf(slug);
      return known.get(path) ?? null;
    },
  };
}

/** A quiet picture from the listing's own name, so that the demo needs no image files. */
function picture(slug: string): string {
  const hue = Buffer.from(slug).reduce((sum, byte) => sum + byte * 7, 0) % 360;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" viewBox="0 0 320 200"><title>${slug}</title>` +
    `<rect width="320" height="200" fill="hsl(${hue} 45% 88%)"/><circle cx="230" cy="62" r="34" fill="hsl(${hue} 60% 70%)"/>` +
    `<path d="M0 140q40-26 80 0t80 0 80 0 80 0v60H0z" fill="hsl(${hue} 50% 45%)"/></svg>`
  );
}
