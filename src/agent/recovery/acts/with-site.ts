/**
 * @module agent/recovery/acts/with-site
 * An act that looks at the gateway's files: the place is opened anew, and one that is not there any more ends it.
 */
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { openSite, type Site, type SiteOptions } from '../site.ts';
import { because } from '../told-value.ts';

type Files = {
  id: string;
  mutates: boolean;
  limitMs: number;
  do(site: Site, tools: ActTools, options: SiteOptions): Promise<ActResult>;
  seen?(site: Site, tools: ActTools): Promise<'done' | 'not-done' | 'unknown'>;
};

export function withSite({ id, mutates, limitMs, do: work, seen }: Files): (options: SiteOptions) => Act {
  return (options) => {
    const opened = (tools: ActTools) => openSite(tools.memory.plan.gateway, options, tools.signal);
    const look = seen && {
      async seen(tools: ActTools) {
        const place = await opened(tools);
        return place.ok ? seen(place.site, tools) : ('unknown' as const);
      },
    };
    return {
      id,
      mutates,
      limitMs,
      async do(tools) {
        const place = await opened(tools);
        if (!place.ok) return place;
        try {
          return await work(place.site, tools, options);
        } catch (error) {
          // What may have been done by then only a look can tell.
          const why = because('act.failed', {
            why: (error as NodeJS.ErrnoException).code ?? (error as Error).name,
          });
          return mutates ? { ok: null, because: why } : { ok: false, because: why };
        }
      },
      ...look,
    };
  };
}
