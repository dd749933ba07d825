import { Button } from '@mui/material';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';

import { useProducts, useProject } from '@/api/queries';
import { useReady } from '@/app/useReady';
import { EmptyState } from '@/components/EmptyState';
import { CompareIcon, DownloadIcon, PdfIcon } from '@/components/icons';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { ProjectPicker } from '@/components/ProjectPicker';
import { estimateLines, totals } from '@/domain/estimate';
import type { Product, Project } from '@/domain/types';
import { useEstimateSheet } from '@/excel/useEstimateSheet';
import { usePriceList, withOverrides } from '@/state/priceList';
import { useSettings } from '@/state/settings';

import './estimate.css';
import { FinishComparison } from './FinishComparison';
import { LinesTable } from './LinesTable';
import { SummaryTable } from './SummaryTable';

export default function EstimatePage() {
  const { projectId } = useParams();
  const { project, isFetched } = useProject(projectId);
  const { data: products } = useProducts();
  const ready = isFetched && products !== undefined;
  useReady('estimate', ready);

  if (!ready) return <Loading />;
  if (!project) return <EmptyState title="No such project" text={`No project is called “${projectId}”.`} />;
  return <Estimate key={project.id} project={project} products={products} />;
}

interface EstimateProps {
  project: Project;
  products: Product[];
}

function Estimate({ project, products }: EstimateProps) {
  const { company, rates } = useSettings();
  const overrides = usePriceList((list) => list.overrides);
  const lines = useMemo(
    () => estimateLines(project, withOverrides(products, overrides)),
    [project, products, overrides],
  );
  const sheet = useEstimateSheet(lines, rates);
  const [comparing, setComparing] = useState(false);

  async function saveExcel() {
    const { exportEstimate } = await import('@/excel/exportEstimate');
    exportEstimate(project, sheet);
  }

  async function savePdf() {
    const { saveProposal } = await import('@/pdf/saveProposal');
    await saveProposal({ company, project, lines, totals: totals(lines, rates) });
  }

  return (
    <>
      <PageHeader title={project.name} subtitle={`${project.client}, ${project.address}`}>
        <ProjectPicker projectId={project.id} page="/estimate" />
        <Button id="compare-finishes" startIcon={<CompareIcon />} onClick={() => setComparing(true)}>
          Compare finishes
        </Button>
        <Button id="export-estimate" variant="contained" startIcon={<DownloadIcon />} onClick={saveExcel}>
          Excel
        </Button>
        <Button id="save-proposal" variant="outlined" startIcon={<PdfIcon />} onClick={savePdf}>
          Proposal
        </Button>
      </PageHeader>
      <div className="estimate">
        <LinesTable sheet={sheet} />
        <aside className="estimate-side">
          <SummaryTable sheet={sheet} />
          {comparing && <FinishComparison lines={lines} rates={rates} />}
        </aside>
      </div>
    </>
  );
}
