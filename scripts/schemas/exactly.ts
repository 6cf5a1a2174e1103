/** Holds a schema to the type it is the schema of: one that says less, more or other does not compile. */
import type { z } from "zod";

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type IsSame<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** What a schema gives, to be read only. */
export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** `exactly<Gate>()(schema)` is the schema. */
export function exactly<T>() {
  return <S extends z.ZodType>(schema: IsSame<z.output<S>, T> extends true ? S : never): S => schema;
}
