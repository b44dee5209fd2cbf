import { generateKeyPairSync, sign } from 'node:crypto';

/*
 * A certificate for 127.0.0.1, signed by itself (RFC 5280), because Node can read certificates and not make them.
 */

const ECDSA_WITH_SHA256 = '06082a8648ce3d040302';
const COMMON_NAME = '0603550403';
const BASIC_CONSTRAINTS = '0603551d13';
const SUBJECT_ALT_NAME = '0603551d11';

/** PEM. Valid from yesterday for two days. */
export function makeCertificate(): { readonly certificate: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(hex(ECDSA_WITH_SHA256));
  const name = sequence(der(0x31, sequence(hex(COMMON_NAME), der(0x0c, Buffer.from('stand-in')))));
  const validity = sequence(time(Date.now() - 86_400_000), time(Date.now() + 86_400_000));
  const extensions = sequence(
    sequence(hex(BASIC_CONSTRAINTS), der(0x04, sequence(hex('0101ff')))),
    // Its own address, as bytes: [7] IMPLICIT OCTET STRING.
    sequence(hex(SUBJECT_ALT_NAME), der(0x04, sequence(der(0x87, hex('7f000001'))))),
  );
  const unsigned = sequence(
    der(0xa0, hex('020102')),
    hex('020101'),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = der(0x03, Buffer.concat([hex('00'), sign('sha256', unsigned, privateKey)]));
  const base64 = sequence(unsigned, algorithm, signature).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** One value with its tag and its length (X.690 §8.1). */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const lengthBytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}

const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');

/** UTCTime, YYMMDDHHMMSSZ. */
const time = (milliseconds: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(milliseconds).toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));
