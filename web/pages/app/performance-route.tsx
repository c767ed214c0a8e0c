import type { PerformanceView, RouteCourse } from '../../../src/server/contract-inside.ts';
import { SpeedChart } from '../../charts/speed-chart.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { tookText } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { setQuery } from '../../app/router.ts';
import { percentText } from '../../app/time.ts';

interface Props {
  readonly view: PerformanceView;
  readonly course: RouteCourse;
}

/** One route over the stretch with the deploys in it, and release by release. */
export const RouteDetail = ({ view, course }: Props) => (
  <section aria-labelledby="route">
    <SectionHead id="route" title={course.route} hint={`${view.environment}, ${view.range}`} />
    <SpeedChart
      series={course.points.map(({ from, count, errors, p50Ms, p95Ms }) => ({
        from,
        count,
        degraded: 0,
        down: errors,
        p50Ms,
        p95Ms,
      }))}
      deploys={view.deploys}
      range={view.range}
      failing="failed requests"
    />
    {course.releases.length < 2 ? null : (
      <DataTable
        caption="By release"
        isStacked
        columns={['Release', 'Requests', 'Fail', 'p95'].map((title) => ({ title }))}
        rows={course.releases.map(({ release, count, errorShare, p95Ms }) => [
          release,
          count.toLocaleString('en'),
          percentText(errorShare),
          p95Ms === null ? 'not known' : tookText(p95Ms),
        ])}
      />
    )}
    <p class="more">
      <button class="button" type="button" onClick={() => setQuery({ route: '' })}>
        Show all routes
      </button>
    </p>
  </section>
);
