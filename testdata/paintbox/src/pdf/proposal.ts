import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';

import type { EstimateLine, Totals } from '@/domain/estimate';
import { formatArea, formatMoney, formatSpan } from '@/domain/format';
import type { Company, Project } from '@/domain/types';

const PAGE = { width: 612, height: 792 };
const MARGIN = 54;
const LINE_HEIGHT = 16;
const BRAND = rgb(0.12, 0.36, 0.6);

interface Fonts {
  regular: PDFFont;
  bold: PDFFont;
}

export interface Proposal {
  company: Company;
  project: Project;
  lines: EstimateLine[];
  totals: Totals;
}

/** Writes from the top of a page to its bottom, and goes on to the next. */
class Writer {
  #page: PDFPage;
  #y = 0;

  constructor(
    readonly document: PDFDocument,
    readonly fonts: Fonts,
  ) {
    this.#page = this.#nextPage();
  }

  /** Writes texts side by side, each at its distance from the left margin in points. */
  row(cells: [text: string, left: number][], { bold = false, size = 10 } = {}) {
    if (this.#y < MARGIN + LINE_HEIGHT) this.#page = this.#nextPage();
    for (const [text, left] of cells) {
      this.#page.drawText(text, {
        x: MARGIN + left,
        y: this.#y,
        size,
        font: bold ? this.fonts.bold : this.fonts.regular,
        color: size > 12 ? BRAND : rgb(0, 0, 0),
      });
    }
    this.#y -= Math.max(LINE_HEIGHT, size * 1.4);
  }

  gap() {
    this.#y -= LINE_HEIGHT / 2;
  }

  #nextPage(): PDFPage {
    this.#y = PAGE.height - MARGIN;
    return this.document.addPage([PAGE.width, PAGE.height]);
  }
}

/** The letter that the client signs. */
export async function proposalPdf({ company, project, lines, totals }: Proposal): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`Proposal: ${project.name}`);
  document.setAuthor(company.name);
  const writer = new Writer(document, {
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  });

  writer.row([[company.name, 0]], { bold: true, size: 20 });
  writer.row([[`${company.phone}   ${company.license}`, 0]]);
  writer.gap();
  writer.row([[`Proposal for ${project.client}`, 0]], { bold: true, size: 14 });
  writer.row([[`${project.name}, ${project.address}`, 0]]);
  writer.row([[formatSpan(project.startDate, project.dueDate), 0]]);
  writer.gap();
  writer.row([['Room', 0], ['Surface', 150], ['Product', 230], ['Area', 370], ['Coats', 450]], { bold: true });
  for (const { room, surface, product, area, coats } of lines) {
    writer.row([[room, 0], [surface, 150], [product.name, 230], [formatArea(area), 370], [String(coats), 450]]);
  }
  writer.gap();
  writer.row([['Total, materials and labor included', 0], [formatMoney(totals.total), 370]], { bold: true, size: 12 });
  writer.gap();
  writer.row([['Signature ____________________________     Date ______________', 0]]);
  return document.save();
}
