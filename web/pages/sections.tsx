import type { SectionedPage } from '../../src/model/sections.ts';
import { PageChartView } from '../charts/page-chart.tsx';
import { EvidenceView } from '../parts/evidence.tsx';
import { SectionHead } from '../parts/section-head.tsx';
import { Mark, type StateStyle } from '../parts/state.tsx';
import { ThemeSwitch } from '../parts/theme-switch.tsx';

const styles: Readonly<Record<SectionedPage['state'], StateStyle>> = {
  ok: { tone: 'ok', shape: 'circle' },
  warn: { tone: 'warn', shape: 'triangle' },
  bad: { tone: 'bad', shape: 'square' },
  unknown: { tone: 'idle', shape: 'ring' },
};

/** A small report that is not an audit: the answer, its figures, its sections. */
export function SectionsPage({ page }: { readonly page: SectionedPage }) {
  const { tone, shape } = styles[page.state];
  return (
    <>
      <a class="skip" href="#answer">
        Skip to the answer
      </a>
      <header class="bar">
        <span class="brand">Launch Ready</span>
        <span class="bar-tools">
          <ThemeSwitch />
        </span>
      </header>
      <main id="answer">
        <section class="hero" aria-label="Answer">
          <p class="label">{page.subject}</p>
          <h1 class={tone}>
            <Mark shape={shape} />
            <span>{page.headline}</span>
          </h1>
          <div class="hero-grid">
            <dl class="numbers">
              {page.numbers.map(({ name, value }) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        </section>
        {page.sections.map(({ id, title, hint, evidence, pictures = [], charts = [] }) => (
          <section aria-labelledby={id}>
            <SectionHead id={id} title={title} hint={hint} />
            {charts.map((chart) => (
              <PageChartView chart={chart} />
            ))}
            {evidence.map((one) => (
              <EvidenceView evidence={one} isProse />
            ))}
            {pictures.map((picture) => (
              <figure class="evidence">
                <figcaption>{picture.title}</figcaption>
                <img class="picture" src={picture.dataUrl} alt={picture.alt} width={picture.widthPx} />
              </figure>
            ))}
          </section>
        ))}
      </main>
      <footer class="label">
        {page.footer.map((text) => (
          <p>{text}</p>
        ))}
      </footer>
    </>
  );
}
