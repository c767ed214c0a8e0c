import type { Provider } from '../../../src/model/fix.ts';
import type { RecordSet } from '../../../src/protocols/zone/records/record-set.ts';

/** One implementation under test, with the name server that shows what it holds. */
export interface Backend {
  readonly name: string;
  readonly provider: Provider;
  /** `address#port` of a server that answers for case.test. */
  readonly server: string;
  /** For back ends that serve nothing themselves: shows the sets read. */
  readonly publish?: (sets: readonly RecordSet[]) => void;
  /** Zone lines that are always there. Default: the NS record and the address of its server. */
  readonly base?: readonly string[];
  readonly close: () => Promise<void>;
}
