import { Button, InputAdornment, TextField } from '@mui/material';
import { sumBy } from 'lodash-es';
import { lazy, Suspense, useMemo, useState } from 'react';

import { useProducts, useProjects } from '@/api/queries';
import { useReady } from '@/app/useReady';
import { EmptyState } from '@/components/EmptyState';
import { Figure, FigureRow } from '@/components/Figure';
import { AddIcon, SearchIcon } from '@/components/icons';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { projectTotals } from '@/domain/estimate';
import { formatWholeMoney } from '@/domain/format';
import type { Product, Project } from '@/domain/types';
import { useDrafts } from '@/state/drafts';
import { useSettings } from '@/state/settings';

import { ProjectCard } from './ProjectCard';
import classes from './ProjectsPage.module.css';

const NewProjectDialog = lazy(() => import('./NewProjectDialog'));

export default function ProjectsPage() {
  const { data: projects } = useProjects();
  const { data: products } = useProducts();
  const ready = projects !== undefined && products !== undefined;
  useReady('projects', ready);
  return ready ? <Projects projects={projects} products={products} /> : <Loading />;
}

interface ProjectsProps {
  projects: Project[];
  products: Product[];
}

function Projects({ projects, products }: ProjectsProps) {
  const addDraft = useDrafts((state) => state.addDraft);
  const rates = useSettings((settings) => settings.rates);
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);

  const priced = useMemo(
    () => projects.map((project) => ({ project, total: projectTotals(project, products, rates).total })),
    [projects, products, rates],
  );
  const shown = priced.filter(({ project }) => matches(project, search));
  const open = priced.filter(({ project }) => project.status !== 'done');
  return (
    <>
      <PageHeader title="Projects" subtitle="Every estimate, from first visit to final coat">
        <TextField
          id="project-search"
          label="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          slotProps={{
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon />
                </InputAdornment>
              ),
            },
          }}
        />
        <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
          New project
        </Button>
      </PageHeader>
      <FigureRow>
        <Figure label="Projects" value={String(priced.length)} />
        <Figure label="Open" value={String(open.length)} />
        <Figure label="Open value" value={formatWholeMoney(sumBy(open, 'total'))} accent />
        <Figure label="Rooms" value={String(sumBy(priced, ({ project }) => project.rooms.length))} />
      </FigureRow>
      {shown.length === 0 && <EmptyState title="No project matches" text={`Nothing is called “${search}”.`} />}
      <div className={classes.grid}>
        {shown.map(({ project, total }) => (
          <ProjectCard key={project.id} project={project} total={total} />
        ))}
      </div>
      {adding && (
        <Suspense fallback={<Loading />}>
          <NewProjectDialog
            existingIds={projects.map(({ id }) => id)}
            onClose={() => setAdding(false)}
            onCreate={addDraft}
          />
        </Suspense>
      )}
    </>
  );
}

function matches({ name, client, address }: Project, search: string): boolean {
  return [name, client, address].some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
}
