import { fault } from '../../fault.ts';

export default fault({
  title: 'Pages wait for a style sheet with fonts of somebody else',
  requirements: ['PERF-5'],
  breaks: (world) =>
    world.rewrite(
      '@',
      '</head>',
      '<link rel="stylesheet" href="https://fonts.letterworks.net/css?family=Quay" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" crossorigin="anonymous"></head>',
    ),
  expects: [{ check: 'pages/blocking-third-parties', target: 'host:harbormarket.shop', severity: 'medium' }],
});
