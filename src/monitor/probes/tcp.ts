import type { Probe } from '../../model/monitor.ts';
import { optionProblems } from '../probing/http-options.ts';
import { lookAtPort } from '../probing/tcp-look.ts';
import { tcpOptions } from '../probing/tcp-options.ts';

/** A port that accepts connections and, if asked, says the right thing. */
export default {
  kind: 'tcp',
  title: 'TCP port',
  requirements: ['MON-1'],
  problems: (given) => optionProblems(tcpOptions, given),
  run: async (context) => lookAtPort(context, tcpOptions.parse(context.monitor.options)),
} satisfies Probe;
