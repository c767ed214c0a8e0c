import type { OpenStep } from '../../model/journey.ts';
import { absoluteAddress } from '../addresses.ts';
import { follow } from '../follow.ts';
import { judge } from '../judging.ts';
import { expandText } from '../placeholders.ts';
import type { Trouble } from '../trouble.ts';
import { ownTrouble } from '../trouble.ts';
import type { StepWork } from '../work.ts';

/** A page as a visitor opens it. The time of the expectation is that of all hops together. */
export async function openPage(step: OpenStep, work: StepWork): Promise<Trouble | null> {
  const written = expandText(step.url, work.visitor.lookup);
  if (!written.ok) return written.trouble;
  const url = absoluteAddress(written.value, 'page', work.parts);
  if (url === null) return ownTrouble('address-invalid', `"${written.value.slice(0, 200)}" is no address`);
  const startedMs = work.parts.outside.clock.monotonicMs();
  const answered = await follow(work, url);
  if (!answered.ok) return answered.trouble;
  const tookMs = work.parts.outside.clock.monotonicMs() - startedMs;
  return judge(work, { ...answered.answer, tookMs }, step);
}
