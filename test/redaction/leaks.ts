/** Says whether a redacted text still shows a secret: any run of 5 characters of it, or all of a shorter one. */
const RUN = 5;

export function leaks(said: string, secret: string): boolean {
  const size = Math.min(RUN, secret.length);
  for (let i = 0; i + size <= secret.length; i++) if (said.includes(secret.slice(i, i + size))) return true;
  return false;
}
