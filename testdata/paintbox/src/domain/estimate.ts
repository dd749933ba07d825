import { groupBy, keyBy, mapValues, sumBy } from 'lodash-es';

import { surfaceArea } from './geometry';
import type { Product, Project, Rates, Room, Surface } from './types';

export interface EstimateLine {
  id: string;
  room: string;
  surface: Surface;
  product: Product;
  area: number;
  coats: number;
}

export interface Costs {
  gallons: number;
  material: number;
  hours: number;
  labor: number;
}

export interface Totals extends Costs {
  subtotal: number;
  overhead: number;
  margin: number;
  tax: number;
  total: number;
}

export function estimateLines(project: Project, products: Product[]): EstimateLine[] {
  const byId = keyBy(products, 'id');
  return project.rooms.flatMap((room) => roomLines(room, byId));
}

function roomLines(room: Room, byId: Record<string, Product>): EstimateLine[] {
  return room.finishes.map(({ surface, productId, coats }) => {
    const product = byId[productId];
    if (!product) throw new Error(`room ${room.id} uses unknown product ${productId}`);
    return {
      id: `${room.id}-${surface}`,
      room: room.name,
      surface,
      product,
      area: Math.round(surfaceArea(room, surface) * 10) / 10,
      coats,
    };
  });
}

export function lineCosts(line: EstimateLine, rates: Rates): Costs {
  const { product } = line;
  const gallons = Math.ceil((line.area * line.coats) / product.coverage);
  const hours = (line.area * line.coats) / product.laborRate;
  return {
    gallons,
    material: (gallons * product.price) / product.gallons,
    hours,
    labor: hours * rates.hourlyWage,
  };
}

export function totals(lines: EstimateLine[], rates: Rates): Totals {
  const costs = lines.map((line) => lineCosts(line, rates));
  const sums = {
    gallons: sumBy(costs, 'gallons'),
    material: sumBy(costs, 'material'),
    hours: sumBy(costs, 'hours'),
    labor: sumBy(costs, 'labor'),
  };
  const subtotal = sums.material + sums.labor;
  const overhead = subtotal * rates.overhead;
  const margin = (subtotal + overhead) * rates.margin;
  const tax = sums.material * rates.tax;
  return { ...sums, subtotal, overhead, margin, tax, total: subtotal + overhead + margin + tax };
}

export function projectTotals(project: Project, products: Product[], rates: Rates): Totals {
  return totals(estimateLines(project, products), rates);
}

export function areaBySurface(lines: EstimateLine[]): Partial<Record<Surface, number>> {
  return mapValues(groupBy(lines, 'surface'), (group) => sumBy(group, 'area'));
}
