import colors from '@/data/colors.json';
import prices from '@/data/prices.json';
import type { Color, MonthRecord, Product, Project } from '@/domain/types';

/*
 * The data ships with the application. Each function is asynchronous, so that a
 * server can take its place without a change to the callers.
 */

export async function fetchProjects(): Promise<Project[]> {
  const { default: projects } = await import('@/data/projects.json');
  return projects as Project[];
}

export async function fetchProducts(): Promise<Product[]> {
  return prices as Product[];
}

export async function fetchHistory(): Promise<MonthRecord[]> {
  const { default: history } = await import('@/data/history.json');
  return history;
}

export function colorById(id: string): Color {
  return colors.find((color) => color.id === id) ?? colors[0];
}

export const allColors: Color[] = colors;
