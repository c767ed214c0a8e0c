import type { LoadPlan, LoadRoute } from '../../load/plan.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import {
  inRounds,
  peakRate,
  rampShape,
  spikeShape,
  steadyShape,
  stepShape,
  type LoadShape,
} from '../../protocols/load/shape.ts';
import type { ParsedOptions } from '../command.ts';
import { loadShapes } from './options.ts';

const spikeFactor = 5;
const steadyRounds = 6;
/** Connections are cheap here and dear on a small server; beyond this, requests wait for one, and the wait is counted. */
const maxConnections = 1024;

/** The plan as the options ask for it; its highest rate is within --max-rate. */
export function planOf(outside: Outside, options: ParsedOptions, routes: readonly LoadRoute[]): LoadPlan {
  const shape = shapeOf(options);
  const maxRate = figure(options, { name: 'max-rate', min: 1, max: 20_000 });
  if (peakRate(shape) > maxRate) throw tooMuch(peakRate(shape), maxRate);
  return {
    routes,
    shape,
    spacing: options.isOn('even') ? 'even' : 'poisson',
    timeoutMs: figure(options, { name: 'timeout', min: 0.1, max: 120 }) * 1000,
    maxConnections,
    isStepped: options.text('shape') === 'steps',
    token: Buffer.from(outside.random.bytes(8)).toString('hex'),
  };
}

function shapeOf(options: ParsedOptions): LoadShape {
  const rate = figure(options, { name: 'rate', min: 0.1, max: 20_000 });
  const durationMs = figure(options, { name: 'duration', min: 1, max: 3600 }) * 1000;
  const warmUpMs = figure(options, { name: 'warm-up', min: 0, max: 600 }) * 1000;
  switch (loadShapes.find((each) => each === options.text('shape')) ?? 'steady') {
    case 'steady':
      return inRounds(steadyShape(rate, durationMs, warmUpMs), roundsOf(options));
    case 'ramp':
      return rampShape(rate, durationMs);
    case 'spike':
      return spikeShape(rate, durationMs, { warmUpMs, factor: spikeFactor });
    case 'steps':
      return stepShape(rate, durationMs, {
        warmUpMs,
        maxRate: figure(options, { name: 'max-rate', min: rate, max: 20_000 }),
      });
  }
}

/** A steady run is told apart in rounds, so that it can be compared; each has to last a second. */
function roundsOf(options: ParsedOptions): number {
  const durationSeconds = figure(options, { name: 'duration', min: 1, max: 3600 });
  return Math.min(steadyRounds, Math.floor(durationSeconds));
}

export function figure(
  options: ParsedOptions,
  { name, min, max }: { readonly name: string; readonly min: number; readonly max: number },
): number {
  const text = options.text(name) ?? '';
  const value = Number(text);
  if (text !== '' && value >= min && value <= max) return value;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--${name} ${text.slice(0, 40)} is not a number from ${min} to ${max}.`,
    why: 'Nothing was started on a guess.',
    todo: `Give it like --${name} ${Math.max(min, Math.min(max, 20))}`,
  });
}

const tooMuch = (peak: number, maxRate: number): UserError =>
  new UserError('LR_OPTION_INVALID', {
    what: `The load would rise to ${Math.round(peak)} requests a second; --max-rate is ${maxRate}.`,
    why: 'The cap keeps a slip of the finger from becoming an attack.',
    todo: `Lower --rate, or raise the cap: --max-rate ${Math.ceil(peak)}`,
  });
