/** Offers a text as a file, without a server ever seeing it. */
export function saveText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the text over once the click was handled.
  setTimeout(() => URL.revokeObjectURL(address));
}
