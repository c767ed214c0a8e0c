import { plantShare } from './planting.ts';

await plantShare(3, 4);
