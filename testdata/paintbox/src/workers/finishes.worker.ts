import { totals, type EstimateLine, type Totals } from '@/domain/estimate';
import { atLevel, finishLevels } from '@/domain/finishes';
import type { Rates } from '@/domain/types';

export interface FinishRequest {
  lines: EstimateLine[];
  rates: Rates;
}

export interface FinishQuote {
  name: string;
  description: string;
  totals: Totals;
}

self.addEventListener('message', (event: MessageEvent<FinishRequest>) => {
  const { lines, rates } = event.data;
  const quotes: FinishQuote[] = finishLevels.map((level) => ({
    name: level.name,
    description: level.description,
    totals: totals(atLevel(lines, level), rates),
  }));
  self.postMessage(quotes);
});
