/** `d•••@riverside.example`: enough to recognise an address by, too little to write to it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return at < 1 ? '' : `${first}•••${email.slice(at)}`;
}
