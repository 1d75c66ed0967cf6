/** Spark SQL text, the node it must become as `exprText` shows it, and the column's name where analysis adds nothing to it. */
export type ExpressionCase = readonly [text: string, node: string, column?: string];
