// Types of commands.mjs, which must stay plain JavaScript because it runs before anything is installed.

export interface Step {
  argv: string[];
  title?: string;
  goOn?: boolean;
}
export const commands: Record<string, (options: { args: string[] }) => Step[]>;
export const BENCH_PARTS: readonly string[];
