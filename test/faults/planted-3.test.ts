import { plantShare } from './planting.ts';

await plantShare(2, 4);
