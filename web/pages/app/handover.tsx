import type { HandoverView } from '../../../src/server/contract.ts';
import { Ago } from '../../app/ago.tsx';
import { Answer, Viewed } from '../../app/page.tsx';
import { useView } from '../../app/use-view.ts';
import { Paste } from '../../parts/paste.tsx';

const idle = { tone: 'idle', shape: 'ring' } as const;
const made = { tone: 'ok', shape: 'circle' } as const;

/** The pack is a file made where the manifest is; here it is opened, and here is what makes it. */
export function HandoverPage() {
  const state = useView<HandoverView>('/api/handover', (view) => view);
  return <Viewed state={state}>{(view) => <Handover pack={view.pack} />}</Viewed>;
}

const Handover = ({ pack }: HandoverView) => (
  <Answer
    style={pack === null ? idle : made}
    word={pack === null ? 'to do' : 'there'}
    text={pack === null ? 'Hand the product over with everything that runs it' : 'The handover pack is there'}
    label={
      pack === null ? null : (
        <>
          Made <Ago at={pack.at} />, {Math.max(1, Math.round(pack.sizeBytes / 1024))} KB
        </>
      )
    }
  >
    <p class="muted">
      The handover pack is one file anybody can open: domains, providers, accounts, access that is left,
      runbooks, and what an audit finds on the day. It is made where launch.yaml is kept.
    </p>
    <div class="hero-grid">
      <div class="next">
        {pack === null ? null : (
          <p>
            <a class="button primary" href={pack.href} target="_blank" rel="noopener">
              Open the pack
            </a>
          </p>
        )}
        <p class="label">{pack === null ? 'Next' : 'Make it anew'}</p>
        <Paste text="launch-ready handover" what="the command" />
      </div>
    </div>
  </Answer>
);
