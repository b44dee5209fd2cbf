import type { NativeClient } from './native-client.js';

/** Under these names a client is told, or tells, what nobody else may know. */
const SECRET = new Set(['password', 'currentPassword', 'newPassword', 'code', 'recoveryCode', 'secret', 'uri', 'token', 'csrfToken']);

/** Everything secret that went over the wire of some clients, in both directions. */
export class SecretsSeen {
  readonly values = new Set<string>();

  /** From now on. */
  watch(client: NativeClient): NativeClient {
    const send = client.send.bind(client);
    client.send = async (method, path, body, headers) => {
      this.note(body);
      const answer = await send(method, path, body, headers);
      // The code of a refusal is a word, and public.
      if (answer.status < 400) this.note(answer.body);
      return answer;
    };
    return client;
  }

  private note(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (SECRET.has(name) && typeof member === 'string') this.values.add(member);
      else this.note(member);
    }
  }
}
