import type { FinishQuote, FinishRequest } from './finishes.worker';

/** Prices every finish level off the main thread. */
export function compareFinishes(request: FinishRequest): Promise<FinishQuote[]> {
  const worker = new Worker(new URL('./finishes.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<FinishQuote[]>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<FinishQuote[]>) => resolve(event.data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
