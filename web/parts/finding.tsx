import type { ComponentChildren } from 'preact';
import type { Source } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import { EvidenceView } from './evidence.tsx';
import { Chevron } from './fold.tsx';
import { isWebAddress, workText } from './format.ts';
import { Paste } from './paste.tsx';
import { SeverityState } from './state.tsx';

export const findingAnchor = (fingerprint: string): string => `f-${fingerprint}`;

export interface FindingViewProps {
  readonly finding: Finding;
  /** Also says how to live with it for a while. */
  readonly canAccept?: boolean;
}

/** One line that says what is wrong; opens to why it costs money, evidence, reproduce and fix. */
export function FindingView({ finding, canAccept = false }: FindingViewProps) {
  return (
    <details
      class="finding"
      id={findingAnchor(finding.fingerprint)}
      data-severity={finding.severity}
      data-stage={finding.stage}
    >
      <summary>
        <SeverityState severity={finding.severity} />
        <span class="claim">
          <span class="claim-title">{finding.title}</span>
          <span class="claim-target">{finding.target.name}</span>
        </span>
        <span class="label claim-effort">{workText(finding.effortMinutes)}</span>
        <Chevron />
      </summary>
      <FindingBody finding={finding} />
      {canAccept ? <Accepting finding={finding} /> : null}
    </details>
  );
}

export function FindingBody({ finding }: { readonly finding: Finding }) {
  const sure = finding.confidence === 'proven' ? '' : ` (${finding.confidence}, not proven)`;
  return (
    <dl class="sheet">
      {finding.waiver === undefined ? null : (
        <Row name="Accepted">
          by {finding.waiver.owner}, until {finding.waiver.until}: {finding.waiver.reason}
        </Row>
      )}
      <Row name="We saw">
        {finding.found}
        {sure}
      </Row>
      <Row name="Why it costs money">{finding.why}</Row>
      {finding.evidence.length === 0 ? null : (
        <Row name="Evidence">
          {finding.evidence.map((evidence) => (
            <EvidenceView evidence={evidence} />
          ))}
        </Row>
      )}
      <Row name="See it yourself">
        <Paste text={finding.reproduce} what="the command" />
      </Row>
      <Row name="Fix">
        <p>{finding.fix}</p>
        {finding.fixes.length === 0 ? null : (
          <p class="label">
            <code>launch-ready fix plan</code> shows this change before it is made ({finding.fixes.join(', ')}
            )
          </p>
        )}
      </Row>
      {finding.sources.length === 0 ? null : (
        <Row name="References">
          <References sources={finding.sources} />
        </Row>
      )}
      <Row name="Check">
        <span class="muted">
          <code>{finding.check}</code> · hurts {finding.impact} · {finding.requirements.join(' ')}
        </span>
      </Row>
    </dl>
  );
}

/** A waiver stands in launch.yaml, with a name, a reason and a last day: it is written there, not here. */
const Accepting = ({ finding: { check, target } }: { readonly finding: Finding }) => (
  <dl class="sheet">
    <Row name="Or accept it">
      <Paste
        text={`launch-ready accept ${check}@${target.name} --owner NAME --reason "WHY" --until YYYY-MM-DD`}
        what="the command that accepts it"
      />
    </Row>
  </dl>
);

export const Row = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div class="sheet-row">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const References = ({ sources }: { readonly sources: readonly Source[] }) => (
  <ul class="references">
    {sources.map(({ label, url }) => (
      <li>{isWebAddress(url) ? <a href={url}>{label}</a> : `${label} ${url}`}</li>
    ))}
  </ul>
);
