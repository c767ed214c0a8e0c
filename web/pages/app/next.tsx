import type { NextStep } from '../../../src/model/report.ts';
import { Paste } from '../../parts/paste.tsx';

/** What to do next, under the answer. */
export const Next = ({ step }: { readonly step: NextStep | null }) =>
  step === null ? null : (
    <div class="hero-grid">
      <div class="next">
        <p class="label">Next</p>
        <p>{step.text}</p>
        {step.command === null ? null : <Paste text={step.command} what="the command" />}
      </div>
    </div>
  );
