import '../styles/app.css';
import { render } from 'preact';
import { copyCode } from '../scripts/copy.ts';
import { App } from './app.tsx';
import { placeAt } from './places.ts';
import { address, pathOf, startRouter } from './router.ts';
import { rememberedTheme, wear } from '../scripts/theme-memory.ts';

wear(rememberedTheme());
startRouter();
// The file of this page comes while the session is asked for; whether it came is found out where it is drawn.
const asked = placeAt(pathOf(address.get()));
const load = asked?.id === '' ? asked.place.load : asked?.place.loadOne;
load?.().catch(() => undefined);
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null;
  const code = button?.parentElement?.querySelector('code');
  if (button !== null && code !== null && code !== undefined) void copyCode(code, button);
});
const root = document.querySelector('#app');
if (root !== null) render(<App />, root);
