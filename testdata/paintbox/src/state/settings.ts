import { create } from 'zustand';
import { persist } from 'zustand/middleware';

import type { Company, Rates } from '@/domain/types';

interface Settings {
  company: Company;
  rates: Rates;
  darkMode: boolean;
  setCompany: (change: Partial<Company>) => void;
  setRates: (change: Partial<Rates>) => void;
  toggleDarkMode: () => void;
  reset: () => void;
}

const defaults = {
  company: { name: 'Brush & Beam Painting', phone: '503 555 0142', license: 'CCB 204417' },
  rates: { hourlyWage: 46, overhead: 0.12, margin: 0.18, tax: 0.065 },
  darkMode: false,
};

export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      ...defaults,
      setCompany: (change) => set((state) => ({ company: { ...state.company, ...change } })),
      setRates: (change) => set((state) => ({ rates: { ...state.rates, ...change } })),
      toggleDarkMode: () => set((state) => ({ darkMode: !state.darkMode })),
      reset: () => set(defaults),
    }),
    { name: 'paintbox-settings' },
  ),
);
