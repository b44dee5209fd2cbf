import { expect, it } from 'vitest';
import { contactLink } from './contact-link';

it.each([
  ['support@clinic.example', 'mailto:support@clinic.example'],
  ['+41 44 123 45 67', 'tel:+41441234567'],
  ['(555) 010-0199', 'tel:5550100199'],
  ['IT desk, room 12', null],
  ['javascript:alert(1)@x', null],
])('links %j to %j', (contact, link) => {
  expect(contactLink(contact)).toBe(link);
});
