export type ProjectStatus = 'draft' | 'sent' | 'approved' | 'in-progress' | 'done';

export type Surface = 'walls' | 'ceiling' | 'trim';

export interface Finish {
  surface: Surface;
  productId: string;
  coats: number;
}

/** Lengths are in feet. */
export interface Room {
  id: string;
  name: string;
  width: number;
  length: number;
  height: number;
  doors: number;
  windows: number;
  colorId: string;
  finishes: Finish[];
}

/** Dates are calendar days, YYYY-MM-DD. */
export interface Project {
  id: string;
  name: string;
  client: string;
  address: string;
  status: ProjectStatus;
  startDate: string;
  dueDate: string;
  crew: string[];
  rooms: Room[];
}

export type ProductCategory = 'walls' | 'ceiling' | 'trim' | 'primer' | 'exterior' | 'supplies';

export interface Product {
  id: string;
  name: string;
  category: ProductCategory;
  finish: string | null;
  unit: string;
  /** Gallons in one unit, 0 for supplies. */
  gallons: number;
  price: number;
  /** Square feet that one gallon covers. */
  coverage: number;
  /** Square feet that one painter coats in an hour. */
  laborRate: number;
}

export interface Color {
  id: string;
  name: string;
  hex: string;
}

export interface MonthRecord {
  month: string;
  revenue: number;
  materials: number;
  labor: number;
  estimates: number;
  won: number;
}

export interface Rates {
  hourlyWage: number;
  overhead: number;
  margin: number;
  tax: number;
}

export interface Company {
  name: string;
  phone: string;
  license: string;
}
