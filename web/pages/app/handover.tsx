import { Answer } from '../../app/page.tsx';
import { Paste } from '../../parts/paste.tsx';

const idle = { tone: 'idle', shape: 'ring' } as const;

/** The pack is a file made where the manifest is; here is what makes it. */
export const HandoverPage = () => (
  <Answer style={idle} word="to do" text="Hand the product over with everything that runs it">
    <p class="muted">
      The handover pack is one file anybody can open: domains, providers, accounts, access that is left,
      runbooks, and what an audit finds on the day. It is made where launch.yaml is kept.
    </p>
    <div class="hero-grid">
      <div class="next">
        <p class="label">Next</p>
        <Paste text="launch-ready handover" what="the command" />
      </div>
    </div>
  </Answer>
);
