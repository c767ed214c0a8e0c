import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import recordTargets from '../../facts/domain/record-targets.ts';

export default check({
  title: 'Every mail server’s name has an address',
  failingTitle: 'A mail server’s name does not exist: mail to the domain is lost or can be read by strangers',
  requirements: ['DNS-5', 'DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Customer replies bounce; and whoever registers that name receives your mail, password resets included.',
  sources: [rfc(5321, '5.1')],
  needs: { seen: recordTargets },
  fix: 'Delete the MX record of the mail service you left, or correct its name.',
  effortMinutes: 10,
  reproduce: ({ target }) => `for m in $(dig ${target.name} MX +short | cut -d' ' -f2); do dig $m A; done`,
  judge: ({ seen }) => {
    // A bare word or an address in place of a name is domain/mx-target.
    const names = seen.targets.filter(
      (each) => each.type === 'MX' && each.name.includes('.') && !isAddress(each.name),
    );
    if (names.length === 0) return notApplicable('the domain names no mail server');
    const free = names.filter((each) => each.isRegistrableTaken === false);
    const gone = names.filter((each) => each.isSettled && each.addresses.length === 0);
    const rows = names.map((each) => [each.name, each.addresses.join(', ') || each.rcode]);
    const evidence = [table('Mail servers', ['Name', 'Addresses'], rows)];
    const [first] = free;
    if (first !== undefined)
      return fail(`anybody can register ${first.registrable ?? first.name} and receive your mail`, {
        evidence,
        severity: 'blocker',
        confidence: 'likely',
      });
    if (gone.length > 0) return fail(`${gone[0]?.name} has no address (${gone[0]?.rcode})`, { evidence });
    const open = names.find((each) => !each.isSettled);
    if (open !== undefined)
      return unknown(`${open.name} could not be resolved: ${open.rcode}`, `dig ${open.name} A`);
    return pass(`${names.length} mail servers have addresses`);
  },
});

const isAddress = (name: string): boolean => /^\d+(\.\d+){3}$/.test(name) || name.includes(':');
