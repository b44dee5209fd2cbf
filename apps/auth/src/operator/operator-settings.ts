/** What the operator's side needs to know of the configuration. */
export class OperatorSettings {
  /** Where the pages are, without a slash at the end: links begin with it. */
  readonly publicOrigin: string;
  /** The data folder, in which the socket lies. */
  readonly dataDir: string;

  constructor({ publicOrigin, dataDir }: { readonly publicOrigin: string; readonly dataDir: string }) {
    this.publicOrigin = publicOrigin;
    this.dataDir = dataDir;
  }
}
