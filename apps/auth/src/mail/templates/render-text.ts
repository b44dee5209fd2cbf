import type { Frame, MailContent } from './content.js';

/** The same content for those who read text: code and link on lines of their own, so that they are easy to take. */
export function renderText(content: MailContent, { sender, greeting, footer }: Frame): string {
  const { heading, paragraphs, code, action, details = [], closing } = content;
  const blocks = [
    sender,
    heading,
    greeting,
    ...paragraphs,
    ...(code === undefined ? [] : [`    ${code}`]),
    ...(details.length === 0 ? [] : [details.map(({ label, value }) => `${label}: ${value}`).join('\n')]),
    ...(action === undefined ? [] : [`${action.label}:\n${action.url}`]),
    ...closing,
    // RFC 3676 §4.3: what follows this line is a signature.
    `-- \n${footer.join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}
