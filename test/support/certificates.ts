/** Certificates for TLS tests, made by openssl when they are needed, so that none in the repository can expire. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';

export type Identity = { readonly cert: string; readonly key: string };
export type Certificates = {
  /** PEM of the authority that signed all but `selfSigned`. */
  readonly ca: string;
  /** For `localhost` and 127.0.0.1. */
  readonly good: Identity;
  readonly otherHost: Identity;
  readonly expired: Identity;
  readonly selfSigned: Identity;
};

export const makeCertificates = (): Certificates => {
  const program = findProgram('openssl');
  const folder = mkdtempSync(join(tmpdir(), 'gatescope-certificates-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => {
    const run = spawnSync(program, [...args], { cwd: folder });
    if (run.status !== 0) throw new Error(`openssl ${args.join(' ')}: ${run.stderr.toString()}`);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const identity = (name: string): Identity => ({
    cert: readFileSync(file(`${name}.pem`), 'utf8'),
    key: readFileSync(file(`${name}.key`), 'utf8'),
  });
  const signed = (name: string, names: string, days = '2'): Identity => {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(file(`${name}.ext`), `subjectAltName=${names}\n`);
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      days,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    );
    return identity(name);
  };
  try {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Test authority',
    );
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'self.key',
      '-out',
      'self.pem',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
    );
    return {
      ca: readFileSync(file('ca.pem'), 'utf8'),
      good: signed('good', 'DNS:localhost,IP:127.0.0.1'),
      otherHost: signed('other', 'DNS:broker.example'),
      expired: signed('expired', 'DNS:localhost,IP:127.0.0.1', '-1'),
      selfSigned: identity('self'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
