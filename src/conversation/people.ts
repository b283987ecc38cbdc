/**
 * @module conversation/people
 * Who is one and the same person: whoever asks for a change may not agree to it from another account.
 */
import type { Person } from '../incidents/event.ts';

/** `groups`: accounts of one person each, `U061` or `terminal:maria`. Gives every account of a group the same id. */
export function joinedPeople(groups: readonly (readonly string[])[]): (person: Person) => Person {
  return (person) => {
    const account = person.via === 'slack' ? person.id : `${person.via}:${person.id}`;
    const group = groups.find((one) => one.includes(account));
    const [first] = group ?? [];
    if (first === undefined) return person;
    return { ...person, as: first.includes(':') ? first : `slack:${first}` };
  };
}
