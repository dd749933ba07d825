import paintbox = require('paintbox');

const total = async (): Promise<number> => (await paintbox.build()).total.raw;
const wrong = (error: unknown): number | null => (error instanceof paintbox.PaintboxError ? error.exitCode : null);
export = { total, wrong };
