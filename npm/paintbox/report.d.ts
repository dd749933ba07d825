import type { Message } from './index';

/** Bytes as they are, and of the compressed files that are served. */
export interface Sizes {
  raw: number;
  gzip: number;
  /** Left out where it changes nothing. */
  zstd?: number;
  brotli: number;
}

/** The JSON report of `paintbox build` and `paintbox check`, and without `outdir` and `run` the published report.json. */
export interface Report {
  schema: 1;
  /** Version that made the report. */
  paintbox: string;
  outdir?: string;
  /** Public path; ends in "/". */
  base: string;
  /** Paths of the files that the service worker stores when it is installed. */
  precache?: string[];
  /** The .env files that were read, in ascending priority. */
  env?: string[];
  source: { bytes: number; modules: number };
  /** What the files were measured in: "gzip" and "brotli" where any file has such a form. */
  measured: Measure[];
  /** Everything but source maps. */
  total: Sizes & { files: number };
  /** What the build made: what budgets of the type total count. */
  made: Sizes & { files: number };
  /** Public files, images, fonts and media. */
  public: Sizes & { files: number };
  files: ReportFile[];
  groups: (Sizes & { name: string; files: number })[];
  entries: Root[];
  routes: Root[];
  /** Bytes in the output, largest first; own code has the name "". */
  packages: { name: string; bytes: number }[];
  budgets: Verdict;
  /** For each module that is in a file, why it is there. */
  modules?: Place[];
  /** The answers to `--why`. */
  why?: Finding[];
  warnings: Message[];
  /** What is worth a line and needs no change. */
  notes?: Message[];
  run?: {
    milliseconds: number;
    peakMemory: number;
    stages: { name: string; milliseconds: number }[];
    /** Nothing changed since an earlier build, which was published again. */
    found?: boolean;
    /** The output directory held that build already. */
    unchanged?: boolean;
    /** What earlier builds had kept, by kind; savedMilliseconds is what making it had taken. */
    cache?: { kind: string; hits: number; misses: number; bytes: number; savedMilliseconds: number }[];
  };
}

export type Measure = 'raw' | 'gzip' | 'zstd' | 'brotli';

export type Kind = 'html' | 'js' | 'css' | 'image' | 'font' | 'media' | 'wasm' | 'map' | 'other';

export interface ReportFile extends Sizes {
  /** Relative to the output directory. */
  path: string;
  /** Path without the content hash. */
  name: string;
  kind: Kind;
  /** Copied from the directory of public files. */
  public?: boolean;
  group?: string;
  source?: string;
  entry?: boolean;
  route?: boolean;
  /** The name holds a hash of the content. */
  immutable?: boolean;
  /** It holds the notices of packages, and counts nowhere. */
  notice?: boolean;
  /** Size limit of a chunk. */
  limit?: number;
  /** Estimate of the compressed bytes that it is larger for because limits cut it from other code, and the setting of the limit. */
  cut?: number;
  cutBy?: string;
  /** Code that cannot be cut, where the file is over its limit. */
  uncut?: { module: string; bytes: number; chain?: string[]; advice?: string; part?: boolean }[];
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
  modules?: { module: string; package?: string; bytes: number }[];
}

/** What a browser loads: for a route, beyond what is there already. */
export interface Load extends Sizes {
  requests: number;
}

/** An entry, or what a dynamic import adds. */
export interface Root extends Load {
  source: string;
  name: string;
  page?: string;
  file: string;
  scripts: string[];
  styles: string[];
  /** Everything that a first visit loads, the page itself not counted. */
  firstVisit: Load;
  /** What the limits of files cost the first visit: compressed bytes, their share of it, and the setting that gets most of it back. */
  limits?: { cost: number; share: number; by: string };
}

/** Why a module is in its files. */
export interface Place {
  module: string;
  package?: string;
  group?: string;
  /** The rule of the group that takes it. */
  rule?: string;
  /** The module or page before it on a shortest chain from an entry. */
  importer?: string;
  /** How that refers to it: "import", "import()", "require()", "<script>". */
  by?: string;
  /** Why it is in one piece. */
  whole?: string;
  /** Why its code runs later than its file. */
  deferred?: string;
  /** Why it shares a file with code of another group, or is loaded by entries and routes that do not need it. */
  joined?: string;
  parts: {
    file: string;
    bytes: number;
    /** Entries and routes that need it. */
    roots?: string[];
    names?: string[];
  }[];
}

/** What `--why` found. */
export interface Finding {
  package?: string;
  chain?: string[];
  modules: Place[];
  /** Number of modules of the package of which nothing is used. */
  unused?: number;
}

export interface Verdict {
  exceeded: boolean;
  /** There was a baseline. */
  compared: boolean;
  /** The baseline that was asked for and does not exist. */
  missingBaseline?: string;
  results: Result[];
  /** Packages whose size differs from the baseline, most grown first. */
  growth?: { package: string; before: number; after: number }[];
  /** Packages that are there more than once. */
  duplicates?: { package: string; copies: { dir: string; bytes: number }[] }[];
}

/** A budget as it is configured. */
export interface Rule {
  type: 'total' | 'public' | 'file' | 'chunk' | 'group' | 'entry' | 'route' | 'type' | 'precache';
  name?: string;
  files?: string;
  each?: boolean;
  measure?: Measure;
  max?: number;
  warn?: number;
  maxRequests?: number;
  maxIncrease?: string;
  increaseFloor?: number;
}

/** The outcome of one limit for one subject: bytes, or with `maxRequests` numbers of files. */
export interface Result {
  rule: Rule;
  /** What is judged, without content hashes: "total", "group excel". */
  subject: string;
  files?: string[];
  limit: 'max' | 'maxRequests' | 'maxIncrease';
  measure: Measure;
  actual: number;
  max: number;
  over: number;
  /** Size in the baseline. */
  base?: number;
  status: 'ok' | 'not compared' | 'info' | 'warn' | 'over';
  /** The highest of 70, 85 and 92 percent that is reached. */
  alarm?: number;
  contributors?: Contributor[];
  advice?: string[];
}

/** What fills a subject. */
export interface Contributor {
  kind: 'package' | 'module' | 'file';
  name: string;
  bytes: number;
  grown?: number;
  chain?: string[];
}
