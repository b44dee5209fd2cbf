import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** How the server treats the next recipient. */
export type Treatment = 'take' | 'refuseForGood' | 'refuseForNow' | 'hang' | 'drop' | 'refuseMessage' | 'answerLate';

export interface SmtpSink {
  readonly port: number;
  readonly mails: readonly Email[];
  /** By address; `take` for everybody else. */
  readonly treat: Map<string, Treatment>;
  /** Says now that it took the mails that are treated with `answerLate`: it has them, and said nothing so far. */
  answer(): void;
  stop(): Promise<void>;
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** A real SMTP server on the loopback interface that keeps what it takes. */
export async function startSmtpSink(options: SMTPServerOptions = {}, port = 0): Promise<SmtpSink> {
  const mails: Email[] = [];
  const treat = new Map<string, Treatment>();
  const sockets = new Set<Socket>();
  const unanswered: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onRcptTo({ address }, _session, callback) {
      const treatment = treat.get(address);
      if (treatment === 'refuseForGood') return callback(refusal(550, `<${address}> unknown`));
      if (treatment === 'refuseForNow') return callback(refusal(450, `<${address}> try later`));
      if (treatment === 'drop') for (const socket of sockets) socket.destroy();
      if (treatment !== 'hang' && treatment !== 'drop') callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const treatments = session.envelope.rcptTo.map(({ address }) => treat.get(address));
        if (treatments.includes('refuseMessage')) return callback(refusal(554, 'no such thing here'));
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          if (treatments.includes('answerLate')) unanswered.push(callback);
          else callback();
        });
      });
    },
    ...options,
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  // Those of a connection that breaks are what tests are about.
  server.on('error', () => {});
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    treat,
    answer: () => {
      for (const callback of unanswered.splice(0)) callback();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
