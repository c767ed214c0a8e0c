import { useEffect, useState } from 'preact/hooks';
import { ScriptRuns } from '../parts/paste.tsx';
import { loadSession, session, type RefusedError } from './api.ts';
import { useCell } from './cell.ts';
import { startLive } from './live.ts';
import { Screen } from './screen.tsx';
import { address, pathOf } from './router.ts';
import { Shell } from './shell.tsx';
import { SetupPage } from '../pages/app/setup.tsx';
import { SignInPage } from '../pages/app/sign-in.tsx';
import { refusedBy } from './use-view.ts';

/** The door for those who are not in, the pages for those who are. */
export function App() {
  const known = useCell(session);
  const at = useCell(address);
  const [refused, setRefused] = useState<RefusedError | null>(null);
  useEffect(() => {
    loadSession().catch((error: unknown) => setRefused(refusedBy(error)));
  }, []);
  const person = known?.user?.id ?? null;
  useEffect(() => (person === null ? undefined : startLive()), [person]);
  if (known === null)
    return (
      <main class="door">
        <p role="status">
          {refused === null ? 'Loading…' : `${refused.message} ${refused.error.todo ?? ''}`}
        </p>
      </main>
    );
  if (pathOf(at) === '/setup') return <SetupPage isFirstStart={known.isFirstStart} />;
  if (person === null) return <SignInPage isFirstStart={known.isFirstStart} />;
  return (
    <ScriptRuns.Provider value={true}>
      <Shell>
        <Screen at={at} key={pathOf(at)} />
      </Shell>
    </ScriptRuns.Provider>
  );
}
