/**
 * @module bundles/pictures/of-report
 * The two pictures of a report, from what the report itself is made of.
 */
import { eventsOf, firstFailure, shownEvents } from '../events.ts';
import { isMoment } from '../moments.ts';
import type { Picture } from '../page.ts';
import type { BundleReportInput } from '../report-input.ts';
import { text } from '../say.ts';
import { layersPicture } from './layers.ts';
import { timelinePicture } from './timeline.ts';

export function picturesOf(input: BundleReportInput): Picture[] {
  const { triage, outages = [], madeAt } = input;
  const events = shownEvents(eventsOf(input));
  const broke = triage?.brokeAfter ?? null;
  const changeAt = Date.parse(broke?.change.at ?? '');
  const timeline = timelinePicture({
    events,
    outages: outages.filter(({ from, to }) => isMoment(from) && isMoment(to ?? madeAt)),
    first: firstFailure(events),
    suspect:
      broke !== null && isMoment(changeAt)
        ? { at: changeAt, what: broke.change.what, gapMs: broke.gapMs }
        : null,
    until: madeAt,
  });
  return [
    ...(triage === null || triage.layers.length === 0
      ? []
      : [{ under: text('glance.heading'), svg: layersPicture(triage.layers) }]),
    ...(timeline === null ? [] : [{ under: text('timeline.heading'), svg: timeline }]),
  ];
}
