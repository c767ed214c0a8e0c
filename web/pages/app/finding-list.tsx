import type { Finding } from '../../../src/model/finding.ts';
import { FindingView } from '../../parts/finding.tsx';

export const FindingList = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.length === 0 ? null : (
    <ul class="findings">
      {findings.map((finding) => (
        <li key={finding.fingerprint}>
          <FindingView finding={finding} />
        </li>
      ))}
    </ul>
  );
