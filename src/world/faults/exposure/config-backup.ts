import { fault } from '../../fault.ts';

export default fault({
  title: 'An editor left a copy of the configuration',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/wp-config.php.bak', {
      body: "<?php\ndefine( 'DB_NAME', 'shop' );\ndefine( 'DB_PASSWORD', 'left out' );\n",
    }),
  expects: [{ check: 'exposure/credentials-file', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
