/** Rows and columns of the tiles. */
export interface Grid {
  columns: number;
  rows: number;
}

/** A little wider than high: a face fits, and four people on an upright phone become two by two. */
const BEST_ASPECT = 1.1;

/** What an empty cell costs, in steps of the natural logarithm of the shape. */
const EMPTY_CELL = 0.25;

/** The grid whose cells come nearest to the best shape, with as few empty cells as possible. */
export function bestGrid(count: number, width: number, height: number): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count) };
  let bestCost = Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const aspect = width / columns / (height / rows);
    const cost = Math.abs(Math.log(aspect / BEST_ASPECT)) + (columns * rows - count) * EMPTY_CELL;
    if (cost < bestCost) {
      bestCost = cost;
      best = { columns, rows };
    }
  }
  return best;
}
