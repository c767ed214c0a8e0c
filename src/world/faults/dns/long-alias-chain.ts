import { fault } from '../../fault.ts';

export default fault({
  title: 'The www name goes through five aliases of three companies',
  requirements: ['DNS-3'],
  breaks: (world) =>
    world.zone
      .remove('www', 'A')
      .zone.remove('www', 'AAAA')
      .zone.add('www', 'CNAME', ['one.paperboatmail.com.'])
      .zoneOf('paperboatmail.com')
      .add('one', 'CNAME', ['two.pennyworthpay.com.'])
      .zoneOf('pennyworthpay.com')
      .add('two', 'CNAME', ['three.paperboatmail.com.'])
      .zoneOf('paperboatmail.com')
      .add('three', 'CNAME', ['four.seedpost.net.'])
      .zoneOf('seedpost.net')
      .add('four', 'CNAME', ['harbormarket.shop.']),
  expects: [{ check: 'domain/alias-chain', target: 'host:www.harbormarket.shop', severity: 'low' }],
});
