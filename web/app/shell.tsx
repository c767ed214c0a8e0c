import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { send, session } from './api.ts';
import { useCell } from './cell.ts';
import { lostSince } from './live.ts';
import { Help, Menu } from './menu.tsx';
import { address, pathOf } from './router.ts';
import { ThemeChoice } from './theme.tsx';
import { startKeys } from './keys.ts';
import { places } from './places.ts';
import { timeText } from './time.ts';
import type { SessionView } from '../../src/server/contract.ts';

/** Everything around a page: where one is, where one can go, and whether what is seen is still true. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  const path = pathOf(useCell(address));
  const lost = useCell(lostSince);
  const [isOpen, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'menu' | 'help' | null>(null);
  useEffect(() => startKeys({ menu: () => setDialog('menu'), help: () => setDialog('help') }), []);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-lost', lost !== null);
  }, [lost]);
  const known = useCell(session);
  return (
    <>
      <a class="skip" href="#page">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href="/">
          {known?.product?.name ?? 'Launch Ready'}
        </a>
        <button
          class="button menu-button"
          type="button"
          aria-expanded={isOpen}
          aria-controls="places"
          onClick={() => setOpen(!isOpen)}
        >
          Menu
        </button>
        <div id="places" class={isOpen ? 'places open' : 'places'}>
          <div class="top-tools">
            <button class="button" type="button" onClick={() => setDialog('menu')}>
              Go to <kbd>Ctrl K</kbd>
            </button>
            <SignOut person={known?.user?.name ?? ''} />
          </div>
          <nav aria-label="Pages">
            {places.map(({ href, title }) => (
              <a href={href} {...(isAt(path, href) ? { 'aria-current': 'page' as const } : {})}>
                {title}
              </a>
            ))}
          </nav>
        </div>
      </header>
      <p class="lost" role="status" hidden={lost === null}>
        {lost === null ? '' : `Not live since ${timeText(lost)}: states below are from then. Reconnecting.`}
      </p>
      <main id="page" tabIndex={-1}>
        {children}
      </main>
      <Foot version={known?.version ?? ''} help={() => setDialog('help')} />
      {dialog === 'menu' ? <Menu close={() => setDialog(null)} /> : null}
      {dialog === 'help' ? <Help close={() => setDialog(null)} /> : null}
    </>
  );
}

const Foot = ({ version, help }: { readonly version: string; readonly help: () => void }) => (
  <footer class="foot label">
    <ThemeChoice />
    <button class="button" type="button" onClick={help}>
      Keyboard <kbd>?</kbd>
    </button>
    <a href="/status">Public status page</a>
    <span>Launch Ready {version}</span>
  </footer>
);

const isAt = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);

const SignOut = ({ person }: { readonly person: string }) => (
  <button
    class="button"
    type="button"
    title={`Signed in as ${person}`}
    onClick={() => void send<SessionView>('DELETE', '/api/session').then(session.set, () => undefined)}
  >
    Sign out
  </button>
);
