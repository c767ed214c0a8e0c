import { plantShare } from './planting.ts';

await plantShare(1, 4);
