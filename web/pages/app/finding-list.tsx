import type { Finding } from '../../../src/model/finding.ts';
import { FindingView } from '../../parts/finding.tsx';

export interface FindingListProps {
  readonly findings: readonly Finding[];
  /** Each opens to how to live with it for a while. */
  readonly canAccept?: boolean;
}

export const FindingList = ({ findings, canAccept = false }: FindingListProps) =>
  findings.length === 0 ? null : (
    <ul class="findings">
      {findings.map((finding) => (
        <li key={finding.fingerprint}>
          <FindingView finding={finding} canAccept={canAccept} />
        </li>
      ))}
    </ul>
  );
