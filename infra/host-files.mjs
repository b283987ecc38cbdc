// The files of the host agent: made together, copied together, and of one build or not used. People start the first,
// which loads or starts the others from beside it; the first two are what `run` keeps in memory.

export const HOST_FILES = [
  'host',
  'host-run',
  'host-collect',
  'host-diagnosis',
  'host-recover',
  'host-publish',
  'host-errand',
];
export const RESIDENT_FILES = HOST_FILES.slice(0, 2);
