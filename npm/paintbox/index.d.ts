import type { Report } from './report';

export type * from './report';

/** Options that every command has. Each is the flag of the same name: `maxSize` is `--max-size`. */
export interface Options {
  /** The project's directory. Default: the directory of this process. */
  cwd?: string;
  /** Read the configuration from this file. Default: paintbox.json, paintbox.jsonc or package.json. */
  config?: string;
  /** File with the sizes of an earlier build, to compare with. */
  baseline?: string;
  /** True makes a baseline that does not exist an error, instead of comparing nothing. */
  requireBaseline?: boolean;
  /** File to write the sizes of this build to. */
  writeBaseline?: string;
  /** Further reports, as format and file: `['markdown=comment.md', 'junit=budgets.xml']`. */
  reporter?: `${string}=${string}`[];
  /** Ends the program. The promise is rejected with an AbortError once it has ended. */
  signal?: AbortSignal;
}

/** Sizes are bytes, or text such as "244KB" (1000 bytes) and "244KiB" (1024 bytes). */
export type Size = number | string;

/** What `paintbox build` takes. Options win over the configuration file. */
export interface BuildOptions extends Options {
  /** Pages, scripts and style sheets to build, instead of those of the configuration. */
  entries?: string[];
  outdir?: string;
  /** Public path of the output directory. */
  base?: string;
  /** Directory whose files are copied under their own names. */
  publicDir?: string;
  /** Oldest language version or browsers, such as "es2022" or "chrome120,safari17". */
  target?: string;
  /** The mode: which .env files are read, and import.meta.env.MODE. Default: production. */
  mode?: string;
  sourcemap?: 'none' | 'linked' | 'hidden';
  /** Size limit of every script file. */
  maxSize?: Size;
  /** Size below which files are merged. */
  minSize?: Size;
  /** Replaces globals by expressions. */
  define?: Record<string, string>;
  /** Replaces imported packages. */
  alias?: Record<string, string>;
  /** How to read files, by extension: `{ '.svg': 'text' }`. */
  loader?: Record<string, string>;
  /** Imports to leave to the browser. */
  external?: string[];
  /** Additional names for the exports field of package.json. */
  conditions?: string[];
  /** Size that everything published may have together. */
  budget?: Size;
  /** False writes no .gz, .zst and .br files. */
  compress?: boolean;
  /** False writes no sw.js. */
  serviceWorker?: boolean;
  /** False uses and keeps no results of other builds. */
  cache?: boolean;
  /** False judges nothing. */
  budgets?: boolean;
  /** False starts no Node.js process: no plugins, and no compilers of the project. */
  node?: boolean;
  /** True prints how often plugins were called, and how long that took. */
  profilePlugins?: boolean;
  /** Packages and modules (a name, the end of a path, a glob) to say of why they are in their files: `report.why`. */
  why?: string[];
  /** True removes files from the output directory that Paintbox did not write. */
  emptyOutdir?: boolean;
  /** Size of memory from which on garbage is collected. */
  maxMemory?: Size;
  /** File for a profile of processor time, which `go tool pprof` reads. */
  cpuprofile?: string;
  /** File for a profile of allocated memory, which `go tool pprof` reads. */
  memprofile?: string;
  /** File for what ran when, which `go tool trace` reads. */
  trace?: string;
}

/** What `paintbox check` takes. */
export interface CheckOptions extends Options {
  /** The build to judge. Default: the configuration's output directory. */
  directory?: string;
}

/** Builds the application. Rejects with a PaintboxError where that fails or a budget is exceeded. */
export function build(options?: BuildOptions): Promise<Report>;

/** Judges an existing build. Rejects with a PaintboxError where a budget is exceeded. */
export function check(options?: CheckOptions): Promise<Report>;

/** An error or a warning, with its place in the source where it has one. Lines and columns count from 1. */
export interface Message {
  text: string;
  file?: string;
  line?: number;
  column?: number;
  /** What to change. */
  note?: string;
  /** The key of the configuration that it is about: "budgets[1].max". */
  key?: string;
}

/** Why a command failed. */
export class PaintboxError extends Error {
  /** 1 the build failed, 2 usage or configuration is wrong, 3 a budget is exceeded, null ended by a signal. */
  readonly exitCode: number | null;
  readonly messages: (Message & { source?: string })[];
  /** The report, where a budget is exceeded. */
  readonly report?: Report;
  /** What the command printed for people. */
  readonly stderr: string;
}
