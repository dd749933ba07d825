import { saveFile } from '@/files/saveFile';

import { proposalPdf, type Proposal } from './proposal';

/** Offers the proposal to the user as a PDF file. */
export async function saveProposal(proposal: Proposal) {
  const bytes = await proposalPdf(proposal);
  saveFile(`${proposal.project.id}.pdf`, 'application/pdf', bytes as BlobPart);
}
