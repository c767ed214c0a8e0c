import { command } from '../../command.ts';
import { printOptions } from '../../load/options.ts';

export default command({
  summary: 'whom answers wait for, from traces: calls to others on the way, by route',
  details:
    'Reads OTLP/JSON (one export, or one a line as a collector writes them) and walks each trace back from its end: a call that ran beside the answer costs nothing and is left out.\n' +
    'Exit 0: no other service takes a fifth of an answer and 100 ms; 1: one does; 3: there is no trace in the files.',
  requirements: ['PERF-5'],
  arguments: [{ name: '<files...>', about: 'traces as OTLP/JSON' }],
  options: printOptions,
  examples: [
    { line: 'launch-ready load traces traces.json', about: 'what a collector’s file exporter wrote' },
  ],
  load: () => import('../../load/traces.ts'),
});
