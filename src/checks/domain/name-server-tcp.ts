import { check, fail, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { describeAnswer, isOwnAnswer } from '../../protocols/zone/answers.ts';
import { nobodyServes, serverLabel, servingOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'Every name server answers over TCP as well',
  failingTitle: 'A name server refuses TCP: long answers such as DKIM keys and DNSSEC never arrive',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Answers that do not fit one packet are asked again over TCP; without it mail checks fail by chance.',
  sources: [rfc(7766, '5')],
  needs: { servers },
  fix: 'Open TCP port 53 on that name server and in the firewall before it.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} SOA +tcp @<name server>`,
  judge: ({ servers: seen }) => {
    const serving = servingOf(seen.servers);
    if (serving.length === 0) return nobodyServes;
    const closed = serving.filter((server) => server.tcp.state !== 'unasked' && !isOwnAnswer(server.tcp));
    const rows = serving.map((server) => [serverLabel(server), describeAnswer(server.tcp)]);
    const evidence = [table('SOA over TCP', ['Name server', 'Answer'], rows)];
    const [first] = closed;
    if (first === undefined) return pass(`${serving.length} name server addresses answer over TCP`);
    return fail(`${serverLabel(first)} answers over UDP, over TCP: ${describeAnswer(first.tcp)}`, {
      evidence,
    });
  },
});
