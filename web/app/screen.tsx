import { useEffect, useState } from 'preact/hooks';
import { OverviewPage } from '../pages/app/overview.tsx';
import { Answer } from './page.tsx';
import { placeAt, type LoadPage, type PageProps } from './places.ts';
import { pathOf, queryOf } from './router.ts';

/** The page at an address. The overview comes with the first file; every other page is its own. */
export function Screen({ at }: { readonly at: string }) {
  const found = placeAt(pathOf(at));
  if (found === null) return <Lost />;
  const { place, id } = found;
  const load = id === '' ? place.load : (place.loadOne ?? place.load);
  if (load === null) return <OverviewPage />;
  return <Later load={load} id={id} query={queryOf(at)} />;
}

function Later({ load, id, query }: PageProps & { readonly load: LoadPage }) {
  const [Page, setPage] = useState<Awaited<ReturnType<LoadPage>> | 'missing' | null>(null);
  useEffect(() => {
    load().then(
      (page) => setPage(() => page),
      () => setPage('missing'),
    );
  }, [load]);
  if (Page === null) return <p class="muted waiting">Loading…</p>;
  if (Page === 'missing')
    return (
      <Answer style={idle} word="not known" text="This page could not be loaded">
        <p>The server may have been renewed meanwhile: reload the page.</p>
      </Answer>
    );
  return <Page id={id} query={query} />;
}

const idle = { tone: 'idle', shape: 'ring' } as const;

const Lost = () => (
  <Answer style={idle} word="not known" text="There is no such page">
    <p>
      Go to the <a href="/">overview</a>.
    </p>
  </Answer>
);
