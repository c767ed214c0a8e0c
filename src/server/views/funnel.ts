import type { FunnelView } from '../contract-inside.ts';
import { funnelNow } from '../ingest/inside/funnel-now.ts';
import type { Server } from '../server.ts';
import { environmentsOf } from './environments.ts';

const dayMs = 24 * 3_600_000;

/** MON-5: the last day from visitor to customer, the day before beside it, and what goes wrong at present. */
export async function funnelView(server: Server, asked: string | null): Promise<FunnelView> {
  const { environment, environments } = await environmentsOf(server, ['funnel'], asked);
  const { steps, hours, troubles } = await funnelNow(server, environment);
  const now = server.outside.clock.now();
  const sum = (step: string, outcome: string, ago: number): number =>
    hours.reduce((total, point) => {
      const age = now - point.fromMs;
      const isIn = age > ago && age <= ago + dayMs && point.step === step && point.outcome === outcome;
      return isIn ? total + point.count : total;
    }, 0);
  return {
    environment,
    isSilent: environments.length === 0,
    steps: steps.map(({ id, noun, plural }) => ({
      id,
      noun,
      plural,
      done: sum(id, 'done', -1),
      failed: sum(id, 'failed', -1),
      refused: sum(id, 'refused', -1),
      doneBefore: sum(id, 'done', dayMs - 1),
    })),
    troubles,
  };
}
