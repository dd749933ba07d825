import { useMemo, useSyncExternalStore } from 'react';

import type { EstimateLine } from '@/domain/estimate';
import type { Rates } from '@/domain/types';

import { EstimateSheet } from './estimateSheet';

export function useEstimateSheet(lines: EstimateLine[], rates: Rates): EstimateSheet {
  const sheet = useMemo(() => new EstimateSheet(lines, rates), [lines, rates]);
  useSyncExternalStore(sheet.subscribe, () => sheet.version);
  return sheet;
}
