import type { Contact } from '../api/contacts.ts';

/** What somebody is called in a list: their name once they agreed, else what one knows of them. */
export function contactName(contact: Pick<Contact, 'name' | 'aura_id' | 'email'>): string {
  return contact.name ?? contact.aura_id ?? contact.email ?? '';
}

/** An e-mail address has an @ inside; an AuraID has one in front, or none. */
export function whoIs(text: string): { aura_id: string } | { email: string } {
  const who = text.trim();
  return who.lastIndexOf('@') > 0 ? { email: who } : { aura_id: who };
}

/** The words between commas, each once. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(',').map((word) => word.trim()).filter((word) => word !== ''))];
}
