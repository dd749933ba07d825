import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

import type { Project } from '@/domain/types';
import { useDrafts } from '@/state/drafts';

import { fetchHistory, fetchProducts, fetchProjects } from './source';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false },
  },
});

export const projectsQuery = queryOptions({ queryKey: ['projects'], queryFn: fetchProjects });
export const productsQuery = queryOptions({ queryKey: ['products'], queryFn: fetchProducts });
export const historyQuery = queryOptions({ queryKey: ['history'], queryFn: fetchHistory });

export const useProducts = () => useQuery(productsQuery);
export const useHistory = () => useQuery(historyQuery);

/** All projects, those that were started in this session first. */
export function useProjects() {
  const drafts = useDrafts((state) => state.drafts);
  const select = useCallback((projects: Project[]) => [...drafts, ...projects], [drafts]);
  return useQuery({ ...projectsQuery, select });
}

/** One project; without an id the first. */
export function useProject(id: string | undefined) {
  const { data: projects, isFetched } = useProjects();
  const project = id ? projects?.find((candidate) => candidate.id === id) : projects?.[0];
  return { project, isFetched };
}
