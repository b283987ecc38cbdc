/**
 * @module agent/bundle/recipients
 * Locks a bundle for the holders of some `age` keys (age-encryption.org/v1), so that neither chat nor desk can open it.
 */
import { Encrypter } from 'age-encryption';
import { NotBegun } from '../operation.ts';

/** @throws NotBegun where one of them is no key. */
export async function lockFor(recipients: readonly string[], file: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      throw new NotBegun({ code: 'bundle.not-a-recipient', params: { key: recipient.slice(0, 24) } });
    }
  }
  return encrypter.encrypt(file);
}
