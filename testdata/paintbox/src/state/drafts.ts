import { create } from 'zustand';

import type { Project } from '@/domain/types';

interface Drafts {
  /** Projects that were started in this session, newest first. */
  drafts: Project[];
  addDraft: (project: Project) => void;
}

export const useDrafts = create<Drafts>()((set) => ({
  drafts: [],
  addDraft: (project) => set(({ drafts }) => ({ drafts: [project, ...drafts] })),
}));
