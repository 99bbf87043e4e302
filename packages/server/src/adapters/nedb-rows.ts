import { isUniqueViolation, type NedbFile } from "./nedb-file.ts";

/** Made by the host; what a client chose is never an `_id`. */
export interface RowId {
  _id: string;
}

/** A field of any kind of row that the file holds. */
type Field<Row> = Row extends unknown ? keyof Row & string : never;

/** What a step may ask. Each question uses an index and takes checked values, never a query from outside. */
export interface Rows<Row extends RowId> {
  get(id: string): Promise<Row | undefined>;
  /** The rows whose field is, or for a list contains, one of the values. */
  find(field: Field<Row>, values: readonly string[]): Promise<Row[]>;
  /** The rows whose number lies between the two, in its order. */
  between(field: Field<Row>, bounds: Bounds): Promise<Row[]>;
}

/** What a step may change. */
export interface ChangingRows<Row extends RowId> extends Rows<Row> {
  add(rows: readonly Row[]): Promise<void>;
  replace(row: Row): Promise<void>;
  /** Sets the fields in each of the rows, with one append to the file. */
  set(ids: readonly string[], fields: Partial<Row>): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

interface Bounds {
  above: number;
  below: number;
}

/** The rows of a NeDB file. Remembers what the steps since `begin` changed, to take it back. */
export class NedbRows<Row extends RowId> implements ChangingRows<Row> {
  readonly #file: NedbFile;
  /** Rows as they were before they were first touched; nothing for those that are new. */
  readonly #before = new Map<string, Row | undefined>();
  #deadLines = 0;

  constructor(file: NedbFile) {
    this.#file = file;
  }

  async get(id: string): Promise<Row | undefined> {
    const [row] = await this.#file.find<Row>({ _id: text(id) });
    return row;
  }

  async find(field: Field<Row>, values: readonly string[]): Promise<Row[]> {
    return this.#file.find<Row>({ [field]: { $in: values.map(text) } });
  }

  async between(field: Field<Row>, bounds: Bounds): Promise<Row[]> {
    return this.#file.find<Row>(within(field, bounds)).sort({ [field]: 1 });
  }

  /** One append to the file, however many rows. */
  async add(rows: readonly Row[]): Promise<void> {
    for (const { _id } of rows) this.#touch(_id, undefined);
    await this.#file.insert([...rows]);
  }

  async replace(row: Row): Promise<void> {
    this.#touch(row._id, await this.get(row._id));
    await this.#file.update({ _id: text(row._id) }, row, {});
    this.#deadLines += 1;
  }

  async set(ids: readonly string[], fields: Partial<Row>): Promise<void> {
    const rows = { _id: { $in: ids.map(text) } };
    await this.#touchAll(rows);
    await this.#file.update(rows, { $set: fields }, { multi: true });
    this.#deadLines += ids.length;
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const doomed = { _id: { $in: ids.map(text) } };
    await this.#touchAll(doomed);
    await this.#file.remove(doomed, { multi: true });
    this.#deadLines += 2 * ids.length;
  }

  /** Forgets what it would take back. */
  begin(): void {
    this.#before.clear();
  }

  get hasChanged(): boolean {
    return this.#before.size > 0;
  }

  /** Lines of the file that hold nothing any more, counted since it was written anew. */
  get deadLines(): number {
    return this.#deadLines;
  }

  countFromNew(): void {
    this.#deadLines = 0;
  }

  /** Makes the rows in memory what they were at `begin`. The file is for the caller to mend. */
  async undo(): Promise<void> {
    // The last first: what a row gave up, another one may have taken since.
    for (const [id, row] of [...this.#before].reverse()) await this.#putBack(id, row);
    this.#before.clear();
  }

  async #touchAll(query: object): Promise<void> {
    const rows = await this.#file.find<Row>(query);
    for (const row of rows) this.#touch(row._id, row);
  }

  #touch(id: string, row: Row | undefined): void {
    if (!this.#before.has(id)) this.#before.set(id, row);
  }

  async #putBack(id: string, row: Row | undefined): Promise<void> {
    try {
      if (row) await this.#file.update({ _id: text(id) }, row, { upsert: true });
      else await this.#file.remove({ _id: text(id) }, {});
    } catch (error) {
      // NeDB changes its memory first and then the file, and for the file this may fail again.
      if (isUniqueViolation(error)) throw error;
    }
  }
}

function within(field: string, { above, below }: Bounds) {
  return { [field]: { $gt: integer(above), $lt: integer(below) } };
}

// An object in the place of a value would be an operator of NeDB's, like { $gt: "" }, and match anything.
function text(value: string): string {
  if (typeof value !== "string") throw new TypeError("Rows are looked up by strings only.");
  return value;
}

function integer(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError("Rows are looked up by integers only.");
  return value;
}
